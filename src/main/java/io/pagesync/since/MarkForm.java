package io.pagesync.since;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an API writes a mark, so that another one can be written in the same way.
 *
 * @param kind what it is
 * @param separator what stands between date and time; empty for a date alone
 * @param digits how many digits of a second's fraction there are; -1 without seconds
 * @param offset the zone as it was written; empty if there is none
 */
record MarkForm(Kind kind, String separator, int digits, String offset) {
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:([Tt ])(\\d{2}:\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    /** What a mark is. */
    enum Kind {
        /** A date, with or without time and zone; its position is in nanoseconds since 1970. */
        DATE(0),
        /** Seconds since 1970. */
        SECONDS(1_000_000_000),
        /** Milliseconds since 1970. */
        MILLIS(1_000_000),
        /** Microseconds since 1970. */
        MICROS(1000),
        /** A number that only grows, which is its own position. */
        NUMBER(1);

        private final BigInteger unit;

        Kind(long unit) {
            this.unit = BigInteger.valueOf(unit);
        }

        boolean isTime() {
            return this != NUMBER;
        }

        /** Its position, of a whole number. */
        BigInteger position(BigInteger number) {
            return number.multiply(unit);
        }
    }

    static MarkForm of(Kind number) {
        return new MarkForm(number, "", -1, "");
    }

    /** A date as a mark; null if the text is none. */
    static @Nullable Mark date(String text) {
        Matcher found = DATE.matcher(text);
        if (!found.matches()) {
            return null;
        }
        try {
            String time = found.group(3) == null ? "00:00" : found.group(3);
            String fraction = found.group(5) == null ? "" : found.group(5);
            String offset = found.group(6) == null ? "" : found.group(6);
            LocalDateTime local = LocalDateTime.parse(
                    found.group(1) + "T" + time + ":" + (found.group(4) == null ? "00" : found.group(4)));
            long seconds = local.toEpochSecond(zone(offset));
            long nanos = fraction.isEmpty() ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
            return new Mark(
                    text,
                    new MarkForm(
                            Kind.DATE,
                            found.group(2) == null ? "" : found.group(2),
                            found.group(4) == null ? -1 : fraction.length(),
                            offset),
                    BigInteger.valueOf(seconds).multiply(NANOS).add(BigInteger.valueOf(nanos)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether it does not say in which zone it is. */
    boolean lacksZone() {
        return kind == Kind.DATE && offset.isEmpty();
    }

    /** The latest mark of this form that is not behind a position. */
    String text(BigInteger position) {
        if (kind != Kind.DATE) {
            return floor(position, kind.unit).toString();
        }
        BigInteger seconds = floor(position, NANOS);
        int nanos = position.subtract(seconds.multiply(NANOS)).intValueExact();
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds.longValueExact(), nanos, zone(offset));
        String date = local.toLocalDate().toString();
        if (separator.isEmpty()) {
            return date;
        }
        String time = String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
        if (digits >= 0) {
            time += String.format(Locale.ROOT, ":%02d", local.getSecond());
        }
        if (digits > 0) {
            time += "." + String.format(Locale.ROOT, "%09d", nanos).substring(0, digits);
        }
        return date + separator + time + offset;
    }

    private static BigInteger floor(BigInteger value, BigInteger unit) {
        BigInteger[] parts = value.divideAndRemainder(unit);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static ZoneOffset zone(String offset) {
        return offset.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(offset.toUpperCase(Locale.ROOT));
    }
}
