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
        // The launcher knows whether standard error is a terminal; the JDK does not tell.
        int columns = Integer.getInteger("pagesync.columns", 0);
        return columns > 0 ? new ProgressBarView(sync, columns) : new ProgressLines(sync, err);
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
