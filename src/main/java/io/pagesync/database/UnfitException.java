package io.pagesync.database;

import java.io.IOException;

/** A record cannot be held; the message is the reason, in one clause. Never leaves this package. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 60;

    UnfitException(String reason) {
        super(reason, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** A name or value fit for a message: one line, printable, short. */
    static String quoted(String text) {
        return quoted(text, LONGEST);
    }

    /** The same, with up to this many characters. */
    static String quoted(String text, int most) {
        String line = text.codePoints()
                .limit(most + 1L)
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.codePointCount(0, line.length()) > most
                ? "'" + line.substring(0, line.offsetByCodePoints(0, most)) + "...'"
                : "'" + line + "'";
    }

    /** The first line of a parser's error. */
    static String start(IOException error) {
        return quoted(String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
    }
}
