package io.pagesync.sandbox.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of UTF-8 bytes that JSON is written into directly: a page of 500 records would cost several times as
 * much through strings or a tree.
 */
public final class JsonBytes {
    private static final int SECONDS_A_DAY = 86_400;

    private byte[] bytes;
    private int length;

    public JsonBytes(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** The UTF-8 form of a constant, to be kept and written many times. */
    static byte[] constant(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public JsonBytes raw(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
        return this;
    }

    public JsonBytes raw(String part) {
        return raw(constant(part));
    }

    /** A number from 0 up, without leading zeros. */
    public JsonBytes number(long value) {
        int width = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            width++;
        }
        return digits(value, width);
    }

    /** The last {@code width} decimal digits of a number from 0 up, with leading zeros. */
    JsonBytes digits(long value, int width) {
        room(width);
        long rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            long next = rest / 10;
            bytes[i] = (byte) ('0' + (rest - next * 10));
            rest = next;
        }
        length += width;
        return this;
    }

    /** A text as a JSON string, quotes included. */
    public JsonBytes text(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                escaped.append(c);
            }
        }
        return raw(escaped.append('"').toString());
    }

    /**
     * A day from 1970-01-01 on as {@code yyyy-MM-dd}. The arithmetic is Howard Hinnant's {@code civil_from_days}, since
     * a {@link java.time.LocalDate} a record would be the dearest part of the page.
     */
    JsonBytes date(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = shifted / 146_097;
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return digits(year, 4).ascii('-').digits(month, 2).ascii('-').digits(day, 2);
    }

    /** An instant from 1970 on, given in milliseconds, as {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. */
    public JsonBytes instant(long epochMilli) {
        long epochSecond = epochMilli / 1_000;
        long second = epochSecond % SECONDS_A_DAY;
        date(epochSecond / SECONDS_A_DAY).ascii('T');
        digits(second / 3_600, 2)
                .ascii(':')
                .digits(second / 60 % 60, 2)
                .ascii(':')
                .digits(second % 60, 2);
        return ascii('.').digits(epochMilli % 1_000, 3).ascii('Z');
    }

    public JsonBytes ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Empties it, keeping its room. */
    JsonBytes clear() {
        length = 0;
        return this;
    }

    public int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** What was written, without a copy: write nothing more while the view is in use. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
