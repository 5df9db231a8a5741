package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal. */
final class ProgressBarView implements ProgressView {
    private final ProgressBar bar;
    private final ProgressText text = new ProgressText();

    ProgressBarView(String sync, int columns) {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean unicode = String.valueOf(System.getenv("LC_ALL") + System.getenv("LC_CTYPE") + System.getenv("LANG"))
                .toUpperCase(Locale.ROOT)
                .contains("UTF");
        bar = new ProgressBarBuilder()
                .setTaskName(sync)
                .setUnit(" pages", 1)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, columns))
                .build();
    }

    @Override
    public void show(RunStatus run) {
        // A bar without an end is one that only moves.
        bar.maxHint(run.plannedPages() == null ? -1 : Math.max(1, run.plannedPages()));
        bar.stepTo(run.pages());
        bar.setExtraMessage(" " + text.of(run));
    }

    @Override
    public void close() {
        bar.close();
    }
}
