package io.pagesync.cli;

import io.pagesync.run.Run;
import java.io.PrintWriter;
import java.util.Locale;
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
    public void show(Run run) {
        String now = text.of(run);
        if (System.nanoTime() - last >= EVERY_NANOS) {
            last = System.nanoTime();
            err.println(String.format(
                    Locale.ROOT,
                    "%s: %,d/%,d pages, %s",
                    sync,
                    run.progress().pages(),
                    run.progress().plannedPages(),
                    now));
        }
    }

    @Override
    public void close() {
        // Nothing to take down.
    }
}
