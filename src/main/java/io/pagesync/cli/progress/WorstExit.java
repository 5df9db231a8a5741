package io.pagesync.cli.progress;

import java.util.List;

/** The exit code of a command that did several things. */
public final class WorstExit {
    /**
     * From best to worst: complete, changes that wait, deletes that wait, changed meanwhile, records refused, missing, running elsewhere, failed; an
     * interruption before all.
     */
    private static final List<Integer> ORDER = List.of(0, 8, 7, 3, 6, 4, 5, 1, 2, 129, 130, 143);

    private WorstExit() {}

    /** The worse of two. */
    public static int of(int a, int b) {
        return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
    }
}
