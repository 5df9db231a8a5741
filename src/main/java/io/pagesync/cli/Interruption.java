package io.pagesync.cli;

import io.pagesync.route.Runs;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.jline.utils.Signals;

/**
 * Ctrl-C and SIGTERM: the first ends the runs with their verdict, a second ends the process at once. Should a
 * destination hang, the process ends two seconds after the last answer was read.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CamelContext context;
    private final PrintWriter err;
    /** The exit code of the signal that came, 0 if none did. */
    private final AtomicInteger exitCode = new AtomicInteger();

    private final Map<String, Object> before = new HashMap<>();
    private boolean said;
    private long quietSince;

    Interruption(CamelContext context, PrintWriter err) {
        this.context = context;
        this.err = err;
    }

    void listen() {
        on("INT", 130);
        on("TERM", 143);
    }

    /** Leaves the signals to the JVM again. */
    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }

    int exitCode() {
        return exitCode.get();
    }

    private void on(String signal, int code) {
        Object handler = Signals.register(signal, () -> {
            if (exitCode.compareAndSet(0, code)) {
                Runs.of(context).stop("interrupted");
            } else {
                Runtime.getRuntime().halt(code);
            }
        });
        if (handler != null) {
            before.put(signal, handler);
        }
    }

    /** Called while runs are open: gives up when nothing is in flight any more and yet they do not end. */
    void look(List<Run> open) {
        if (exitCode.get() != 0) {
            // Again, for a run that opened while the signal came.
            Runs.of(context).stop("interrupted");
            say();
        }
        boolean waiting =
                exitCode.get() != 0 && open.stream().allMatch(run -> run.api().inFlight() == 0);
        if (!waiting) {
            quietSince = 0;
        } else if (quietSince == 0) {
            quietSince = System.nanoTime();
        } else if (System.nanoTime() - quietSince > PATIENCE_NANOS) {
            err.println("pagesync: a destination takes nothing any more; what it was given may be incomplete");
            err.flush();
            Runtime.getRuntime().halt(exitCode.get());
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
