package io.pagesync.report;

import java.util.regex.Pattern;

/**
 * What is said to people, on one line of printable characters: a name or a text out of an answer may hold line breaks, which
 * would make lines of their own in a log, and escape sequences, which a terminal obeys.
 */
public final class OneLine {
    private static final Pattern OTHERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private OneLine() {}

    /** The text with a space in place of whatever cannot be printed on a line. */
    public static String of(String text) {
        return OTHERS.matcher(text).replaceAll(" ").strip();
    }
}
