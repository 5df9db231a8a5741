package io.pagesync.cli;

import io.pagesync.camel.context.Runs;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * Ctrl-C and SIGTERM: the first ends the runs with their verdict, a second ends the process at once. Should a
 * destination hang, the process ends two seconds after the last answer was read.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CamelContext context;
    private final PrintWriter err;
    private final String reason;
    private final EndSignals signals;
    private boolean said;
    private long quietSince;

    /** Listens from now on; {@code first} is run at the first signal, behind the stop of the runs for this reason. */
    Interruption(CamelContext context, PrintWriter err, String reason, Runnable first) {
        this.context = context;
        this.err = err;
        this.reason = reason;
        this.signals = new EndSignals(() -> {
            Runs.of(context).stop(reason);
            first.run();
        });
    }

    /** Leaves the signals to the JVM again. */
    @Override
    public void close() {
        signals.close();
    }

    /** The exit code of the signal that came, 0 if none did. */
    int exitCode() {
        return signals.exitCode();
    }

    /** Called while runs are open: gives up when nothing is in flight any more and yet they do not end. */
    void look(List<Run> open) {
        if (exitCode() != 0) {
            // Again, for a run that opened while the signal came.
            Runs.of(context).stop(reason);
            say();
        }
        boolean waiting =
                exitCode() != 0 && open.stream().allMatch(run -> run.api().inFlight() == 0);
        if (!waiting) {
            quietSince = 0;
        } else if (quietSince == 0) {
            quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > PATIENCE_NANOS) {
            open.forEach(run -> err.print(Summary.cutShort(run.status())));
            err.println("pagesync: a destination takes nothing any more; what it was given may be incomplete");
            err.flush();
            Runtime.getRuntime().halt(exitCode());
        }
    }

    private void say() {
        if (!said) {
            said = true;
            err.println("pagesync: interrupted, waiting for what is in flight; once more ends at once");
            err.flush();
        }
    }
}
