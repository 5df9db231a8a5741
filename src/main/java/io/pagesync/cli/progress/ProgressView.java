package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import java.io.PrintWriter;

/** Shows a run's progress: a bar on a terminal, a line every ten seconds elsewhere, nothing when quiet. */
interface ProgressView extends AutoCloseable {
    /** Shows where the run is now. */
    void show(RunStatus run);

    @Override
    void close();

    static ProgressView of(OutputOptions output, String sync, PrintWriter err) {
        if (output.quiet()) {
            return new NoProgress();
        }
        int columns = columns();
        return columns > 0 ? ProgressBarView.of(sync, columns) : new ProgressLines(sync, err);
    }

    /** How wide the terminal is; 0 where standard error is none. The launcher knows; the JDK does not tell. */
    static int columns() {
        return Integer.getInteger("pagesync.columns", 0);
    }

    /** Shows nothing. */
    final class NoProgress implements ProgressView {
        @Override
        public void show(RunStatus run) {
            // Quiet was asked for.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
