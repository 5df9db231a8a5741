package io.pagesync.database.table;

/** Names and values of others as messages show them: one line, printable, short. */
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    /** With up to 60 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** With up to this many characters. */
    public static String of(String text, int most) {
        String line = text.codePoints()
                .limit(most + 1L)
                .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.codePointCount(0, line.length()) > most
                ? "'" + line.substring(0, line.offsetByCodePoints(0, most)) + "...'"
                : "'" + line + "'";
    }
}
