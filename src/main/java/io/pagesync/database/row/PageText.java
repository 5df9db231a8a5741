package io.pagesync.database.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a page's records as text in UTF-8, one behind the other in one array: no string is made of a value on its
 * way into a table that takes bytes.
 */
final class PageText {
    private byte[] bytes;
    private int length;
    private boolean plain = true;

    /** A text that will take about this many bytes. */
    PageText(int expected) {
        this.bytes = new byte[Math.max(64, expected)];
    }

    /** How many bytes it has; what is added next begins there. */
    int length() {
        return length;
    }

    /** From here on, {@link #plain} is about what is added next. */
    void begin() {
        plain = true;
    }

    /** Whether what was added since {@link #begin} has neither a control character nor a backslash. */
    boolean plain() {
        return plain;
    }

    /** Forgets all from there on. */
    void cut(int newLength) {
        length = newLength;
    }

    /** Adds bytes that are UTF-8 already. */
    void add(byte[] source, int from, int to) {
        int end = length + to - from;
        reserve(end);
        System.arraycopy(source, from, bytes, length, to - from);
        boolean special = false;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            special |= (b >= 0 && b < ' ') || b == '\\';
        }
        plain &= !special;
        length = end;
    }

    /** Adds bytes that are UTF-8 already, and {@link #plain}. */
    void addPlain(byte[] source, int from, int to) {
        int end = length + to - from;
        reserve(end);
        System.arraycopy(source, from, bytes, length, to - from);
        length = end;
    }

    /** Adds a text that has JSON's escapes of one letter. */
    void addUnescaped(byte[] source, int from, int to) {
        reserve(length + to - from);
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b == '\\') {
                b = unescaped(source[++i]);
                plain &= b >= ' ' && b != '\\';
            }
            bytes[length++] = b;
        }
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    /** Adds a text without half surrogate pairs. */
    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8, 0, utf8.length);
    }

    /**
     * Adds characters up to the first that is U+0000 or no ASCII.
     *
     * @return how many were added
     */
    int addAscii(char[] source, int from, int count) {
        reserve(length + count);
        byte[] target = bytes;
        int at = length - from;
        boolean special = false;
        int i = from;
        for (int end = from + count; i < end; i++) {
            char c = source[i];
            if (c == 0 || c > 0x7F) {
                break;
            }
            special |= c < ' ' || c == '\\';
            target[at + i] = (byte) c;
        }
        plain &= !special;
        length = at + i;
        return i - from;
    }

    /** The array that holds it, valid until something is added. */
    byte[] array() {
        return bytes;
    }

    /** A part of it as a string. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void reserve(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }
}
