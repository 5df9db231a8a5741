package io.pagesync.page.read;

import java.nio.charset.StandardCharsets;

/** The beginning of an answer's body, fit for an error message: one line, printable, short. */
public final class AnswerStart {
    private static final int LONGEST = 120;

    private AnswerStart() {}

    /** The first 120 characters at the most, in quotes, control characters as spaces; says so if there are none. */
    public static String of(byte[] body) {
        int read = Math.min(body.length, 4 * LONGEST);
        String start = new String(body, 0, read, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        if (start.isEmpty()) {
            return "nothing";
        }
        int end = Math.min(start.length(), LONGEST);
        if (end < start.length() && Character.isHighSurrogate(start.charAt(end - 1))) {
            end--;
        }
        boolean whole = end == start.length() && read == body.length;
        return "'" + start.substring(0, end) + (whole ? "'" : "...'");
    }
}
