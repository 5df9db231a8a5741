package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** A line every ten seconds, for logs. */
final class ProgressLines implements ProgressView {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String sync;
    private final PrintWriter err;
    private final ProgressText text = new ProgressText();
    private long last = System.nanoTime();

    ProgressLines(String sync, PrintWriter err) {
        this.sync = sync;
        this.err = err;
    }

    @Override
    public void show(RunStatus run) {
        long now = System.nanoTime();
        String where = text.of(run, now);
        if (now - last >= EVERY_NANOS) {
            last = now;
            err.println(sync + ": " + where);
        }
    }

    @Override
    public void close() {
        // Nothing to take down.
    }
}
