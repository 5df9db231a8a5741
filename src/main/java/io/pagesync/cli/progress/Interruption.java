package io.pagesync.cli.progress;

import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.http.OpenCalls;
import io.pagesync.report.Summary;
import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * Ctrl-C and SIGTERM: the first ends the runs with their verdict, a second ends the process at once. Answers that have not
 * come by half of the time allowed are cut off; should a destination hang, or the ledger where no run is open yet, the process ends two seconds after the last
 * answer was read, and with a verdict within the time allowed whatever hangs.
 */
public final class Interruption implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** What it takes to say the verdict and to end. */
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CamelContext context;
    private final PrintWriter err;
    private final String reason;
    private final long allowedNanos;
    private final EndSignals signals;
    private boolean said;
    private long since;
    private long quietSince;

    /**
     * Listens from now on.
     *
     * @param allowed how long the runs may take to end after a signal
     * @param first is run at the first signal, behind the stop of the runs for this reason
     */
    public Interruption(CamelContext context, PrintWriter err, String reason, Duration allowed, Runnable first) {
        this.allowedNanos = allowed.toNanos();
        this.context = context;
        this.err = err;
        this.reason = reason;
        this.signals = new EndSignals(() -> {
            // First, so that no schedule begins another run.
            OpenRuns.of(context).end(reason);
            first.run();
        });
    }

    /** Leaves the signals to the JVM again. */
    @Override
    public void close() {
        signals.close();
    }

    /** The exit code of the signal that came, 0 if none did. */
    public int exitCode() {
        return signals.exitCode();
    }

    /** Called while runs are open: ends them, and gives up when they do not end. */
    public void look(List<Run> open) {
        if (exitCode() == 0) {
            return;
        }
        long now = System.nanoTime();
        since = since == 0 ? now : since;
        say();
        if (now - since > allowedNanos / 2) {
            OpenCalls.of(context).stop(reason);
        }
        if (open.stream().anyMatch(run -> run.api().inFlight() > 0)) {
            quietSince = 0;
        } else if (quietSince == 0) {
            quietSince = now;
        } else if (now - quietSince > PATIENCE_NANOS) {
            end(
                    open,
                    open.isEmpty()
                            ? "the ledger gives no answer; no run was opened"
                            : "a destination takes nothing any more; what it was given may be incomplete");
        }
        if (isTooLate(now)) {
            end(open, "what is in flight does not end; what a destination was given may be incomplete");
        }
    }

    /** Called while all is closed behind a signal: the same, for as long as there are runs still; gives up when it does not end. */
    public void lookAtClosing(List<Run> open) {
        long now = System.nanoTime();
        since = since == 0 ? now : since;
        if (!open.isEmpty()) {
            look(open);
        } else if (isTooLate(now)) {
            end(open, "what is in flight does not end: no run is open, but one may wait for its ledger");
        }
    }

    /** Of a short time, three quarters. */
    private boolean isTooLate(long now) {
        return now - since > Math.max(allowedNanos - LAST_NANOS, allowedNanos / 4 * 3);
    }

    private void end(List<Run> open, String why) {
        open.forEach(run -> err.print(Summary.cutShort(run.status())));
        err.println("pagesync: " + why);
        err.flush();
        Runtime.getRuntime().halt(exitCode());
    }

    private void say() {
        if (!said) {
            said = true;
            err.println("pagesync: interrupted, waiting for what is in flight; once more ends at once");
            err.flush();
        }
    }
}
