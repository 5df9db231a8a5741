package io.pagesync.page;

import java.nio.charset.StandardCharsets;

/** The beginning of an answer's body, fit for an error message: one line, printable, short. */
public final class AnswerStart {
    private static final int LONGEST = 120;

    private AnswerStart() {}

    /** The first 120 characters at the most, in quotes, control characters as spaces; says so if there are none. */
    public static String of(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 4 * LONGEST), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        if (start.isEmpty()) {
            return "nothing";
        }
        return start.length() <= LONGEST ? "'" + start + "'" : "'" + start.substring(0, LONGEST) + "...'";
    }
}
