package io.pagesync.rate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code Retry-After} header: seconds or an HTTP date (RFC 9110, sections 10.2.3 and 5.6.7), and what some APIs write
 * in their place: a length with its units, such as {@code 6m0s} or {@code 2 seconds}, or a moment of ISO 8601.
 */
public final class RetryAfter {
    /** Longer than any limit we wait for; keeps a number of 300 digits from becoming a short wait. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    // Two digits are 1970 to 2069: no date of a server lies elsewhere.
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*"
            + "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)(?![a-z])[\\s,]*");

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header the header's text
     * @param now the time by the server's clock if its answer has a {@code Date}, else by ours, so that a wrong clock of
     *     ours does not make a date into no pause at all
     * @return zero for a moment that has passed, {@link #LONGEST} at the most; empty if the text is in no such form
     */
    public static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d+(\\.\\d+)?")) {
            double seconds = Double.parseDouble(text);
            return Optional.of(
                    seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofMillis((long) Math.ceil(seconds * 1000)));
        }
        return length(text.toLowerCase(Locale.ROOT))
                .or(() -> date(text).or(() -> iso(text)).map(until -> between(now, until)));
    }

    private static Optional<Duration> length(String text) {
        Matcher part = LENGTH.matcher(text);
        double millis = 0;
        int read = 0;
        while (part.find() && part.start() == read) {
            double unit =
                    switch (part.group(2).charAt(0)) {
                        case 's' -> 1000;
                        case 'h' -> 3_600_000;
                        default -> part.group(2).matches("ms|milli.*") ? 1 : 60_000;
                    };
            millis += Double.parseDouble(part.group(1)) * unit;
            read = part.end();
        }
        return read == 0 || read < text.length()
                ? Optional.empty()
                : Optional.of(millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) Math.ceil(millis)));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The time until a moment: zero if it has passed, {@link #LONGEST} at the most. */
    static Duration between(Instant now, Instant until) {
        Duration wait = Duration.between(now, until);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** An HTTP date in one of its three forms; empty if the text is none. */
    public static Optional<Instant> date(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(ZonedDateTime.parse(text.strip(), format).toInstant());
            } catch (DateTimeException e) {
                // Not in this form; the next may fit.
            }
        }
        return Optional.empty();
    }
}
