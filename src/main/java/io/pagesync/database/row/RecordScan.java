package io.pagesync.database.row;

/**
 * Walks over the fields of a record by its bytes, which a parser has found to be JSON when its page was read: a value on its way
 * into a table is copied and not decoded first. Measured, that takes two thirds off the reading of a record. What needs a look
 * ({@code \\u} escapes, bytes that are no UTF-8) is left to a parser. Used for one record after the other; not thread-safe.
 */
final class RecordScan {
    /** Longer numbers in objects and arrays are left to a parser. */
    private static final int SHORT_NUMBER = 30;

    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private int at;
    private int from;
    private int to;

    /** What a value is. */
    enum Kind {
        NULL,
        BOOLEAN,
        /** A number without a point and an exponent. */
        WHOLE,
        NUMBER,
        /** A text whose bytes are what it says. */
        TEXT,
        /** A text with escapes, none of which names a character by its number. */
        ESCAPED,
        /** A text with others, or with bytes that are no UTF-8. */
        ODD_TEXT,
        /** An object or array of which any database takes all. */
        NESTED,
        /** Another. */
        ODD_NESTED
    }

    /** Begins a record. */
    void begin(byte[] array, int first, int last) {
        bytes = array;
        start = first;
        end = last;
        at = first;
    }

    /** The array that it lies in. */
    byte[] array() {
        return bytes;
    }

    /** Where it begins. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Where the name or value that was found last begins; of a text behind its quote. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }

    /** Whether it is an object; its fields are next. */
    boolean isObject() {
        return bytes[at++] == '{';
    }

    /** Goes to the next field's name; false where there is none. */
    boolean nextName() {
        skipTo('"', '}');
        if (bytes[at] == '}') {
            return false;
        }
        at++;
        return true;
    }

    /** Whether the name is this one; then its value is next. */
    boolean isName(byte[] name) {
        int last = at + name.length;
        if (last >= end || bytes[last] != '"') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        at = last + 1;
        return true;
    }

    /** Reads the name. */
    Kind name() {
        return text();
    }

    /** Reads the value behind a name. */
    Kind value() {
        while (isBlank(bytes[at]) || bytes[at] == ':') {
            at++;
        }
        from = at;
        byte first = bytes[at];
        if (first == '"') {
            at++;
            return text();
        }
        if (first == '{' || first == '[') {
            return nested();
        }
        boolean whole = true;
        while (isPart(bytes[at])) {
            byte b = bytes[at++];
            whole &= b != '.' && b != 'e' && b != 'E';
        }
        to = at;
        return switch (first) {
            case 'n' -> Kind.NULL;
            case 't', 'f' -> Kind.BOOLEAN;
            default -> whole ? Kind.WHOLE : Kind.NUMBER;
        };
    }

    /** To the end of the text in which it is. */
    private Kind text() {
        from = at;
        boolean escaped = false;
        boolean odd = false;
        for (byte b = bytes[at]; b != '"'; b = bytes[at]) {
            if (b == '\\') {
                escaped = true;
                odd |= bytes[at + 1] == 'u';
                at += 2;
            } else if (b >= 0) {
                at++;
            } else {
                int length = letter();
                odd |= length == 0;
                at += Math.max(1, length);
            }
        }
        to = at++;
        return odd ? Kind.ODD_TEXT : escaped ? Kind.ESCAPED : Kind.TEXT;
    }

    private Kind nested() {
        int first = at;
        boolean odd = false;
        int depth = 0;
        int digits = 0;
        do {
            byte b = bytes[at];
            digits = b >= '-' && b <= '9' ? digits + 1 : 0;
            boolean exponent = (b == 'e' || b == 'E') && bytes[at - 1] >= '0' && bytes[at - 1] <= '9';
            odd |= exponent || digits > SHORT_NUMBER;
            at++;
            if (b == '"') {
                odd |= text() == Kind.ODD_TEXT;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        } while (depth > 0);
        from = first;
        to = at;
        return odd ? Kind.ODD_NESTED : Kind.NESTED;
    }

    /** How many bytes a letter beyond ASCII has; 0 where the bytes are no UTF-8. */
    private int letter() {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        if (first >= 0xC2 && first < 0xE0) {
            return follows(1) ? 2 : 0;
        }
        if (first >= 0xE0 && first < 0xF0) {
            boolean fits = first == 0xE0 ? second >= 0xA0 : first != 0xED || second < 0xA0;
            return fits && follows(1) && follows(2) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            boolean fits = first == 0xF0 ? second >= 0x90 : first != 0xF4 || second < 0x90;
            return fits && follows(1) && follows(2) && follows(3) ? 4 : 0;
        }
        return 0;
    }

    private boolean follows(int further) {
        return (bytes[at + further] & 0xC0) == 0x80;
    }

    private void skipTo(char one, char other) {
        while (bytes[at] != one && bytes[at] != other) {
            at++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Of a number or a word. */
    private static boolean isPart(byte b) {
        return b != ',' && b != '}' && !isBlank(b);
    }
}
