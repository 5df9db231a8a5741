package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A line on a terminal that is written over itself: the sync's name, a bar, and where the run is in words. A narrow terminal
 * has the words that matter most and nothing else, as they say all that a bar does.
 */
final class ProgressBarView implements ProgressView {
    /** To the line's beginning, and clears it. */
    static final String OVER = "\r\u001b[K";

    private static final int NARROW = 60;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;
    private static final int LONGEST_NAME = 20;
    /** A column of the bar, in eighths. */
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final String name;
    private final int columns;
    private final boolean unicode;
    private final PrintStream terminal;
    private final ProgressText text = new ProgressText();
    private boolean drawn;

    /** A line on standard error. */
    static ProgressBarView of(String sync, int columns) {
        boolean unicode = String.valueOf(System.getenv("LC_ALL") + System.getenv("LC_CTYPE") + System.getenv("LANG"))
                .toUpperCase(Locale.ROOT)
                .contains("UTF");
        return new ProgressBarView(
                sync,
                columns,
                unicode,
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** A line on a terminal of so many columns; {@code unicode} says whether it shows more than ASCII. */
    ProgressBarView(String sync, int columns, boolean unicode, PrintStream terminal) {
        this.name = sync.substring(0, Math.min(sync.length(), LONGEST_NAME));
        // The last column stays free: from there, a terminal goes on to the next line.
        this.columns = columns - 1;
        this.unicode = unicode;
        this.terminal = terminal;
    }

    @Override
    public void show(RunStatus run) {
        terminal.print(OVER + line(run, System.nanoTime()));
        terminal.flush();
        drawn = true;
    }

    private String line(RunStatus run, long now) {
        if (columns < NARROW) {
            return text.fitting(run, now, columns);
        }
        int room = columns - name.length() - 1;
        Integer planned = run.plannedPages();
        if (planned == null || planned == 0) {
            return name + " " + text.fitting(run, now, room);
        }
        String words = text.fitting(run, now, room - SHORTEST_BAR - 1);
        int length = Math.min(LONGEST_BAR, room - words.length() - 1);
        return name + " " + bar(Math.min(1, (double) run.pages() / planned), length) + " " + words;
    }

    private String bar(double share, int length) {
        if (!unicode) {
            int done = (int) (share * length);
            return "#".repeat(done) + ".".repeat(length - done);
        }
        int eighths = (int) (share * length * EIGHTHS.length());
        int full = eighths / EIGHTHS.length();
        String begun =
                full == length ? "" : EIGHTHS.substring(eighths % EIGHTHS.length(), eighths % EIGHTHS.length() + 1);
        return "█".repeat(full) + begun + " ".repeat(length - full - begun.length());
    }

    @Override
    public void close() {
        if (drawn) {
            terminal.println();
        }
    }
}
