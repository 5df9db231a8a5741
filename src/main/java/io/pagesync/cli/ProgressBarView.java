package io.pagesync.cli;

import io.pagesync.run.Run;
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
    public void show(Run run) {
        bar.maxHint(Math.max(1, run.progress().plannedPages()));
        bar.stepTo(run.progress().pages());
        bar.setExtraMessage(" " + text.of(run));
    }

    @Override
    public void close() {
        bar.close();
    }
}
