package io.pagesync.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's headers say of its API's limit, in the forms that are in use: {@code Retry-After}; {@code
 * X-RateLimit-Remaining} and {@code -Reset} with or without the {@code X-} (draft-ietf-httpapi-ratelimit-headers up to 06);
 * {@code RateLimit: limit=10, remaining=0, reset=5} (07); {@code RateLimit: "default";r=0;t=5} (08 and later).
 *
 * @param retryAfter how long the API wants to be left alone, as {@code Retry-After} has it; empty if it has none
 * @param usedUp whether nothing is left of the limit
 * @param reset how long until there is something again; empty if nothing is said of it, or something is left
 */
public record LimitHeaders(Optional<Duration> retryAfter, boolean usedUp, Optional<Duration> reset) {
    static final String[] REMAINING = {
        "X-RateLimit-Remaining", "RateLimit-Remaining", "X-Rate-Limit-Remaining", "X-RateLimit-Remaining-Requests"
    };
    static final String[] RESET = {
        "X-RateLimit-Reset-After",
        "X-RateLimit-Reset",
        "RateLimit-Reset",
        "X-Rate-Limit-Reset",
        "X-RateLimit-Reset-Requests"
    };
    static final Pattern LEFT = Pattern.compile("(?:^|[;,\\s])(?:r|remaining)=(\\d{1,18})(?![\\d.])");
    static final Pattern UNTIL = Pattern.compile("(?:^|[;,\\s])(?:t|reset)=(\\d{1,18})(?![\\d.])");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
    /** Seconds and milliseconds of 2001: a smaller number is a length, a larger one a moment. */
    private static final double FIRST_EPOCH_SECOND = 1e9;

    private static final double FIRST_EPOCH_MILLI = 1e12;

    /**
     * Reads the headers of an answer.
     *
     * @param header the value of a header by its name in whatever case; null if the answer has none of this name
     */
    public static LimitHeaders of(Function<String, @Nullable String> header) {
        Instant now = now(header);
        String retry = header.apply("Retry-After");
        Optional<Duration> retryAfter = retry == null ? Optional.empty() : RetryAfter.parse(retry, now);
        String both = header.apply("RateLimit");
        if (both != null && LEFT.matcher(both).find()) {
            return ofOneHeader(both, retryAfter);
        }
        String left = first(header, REMAINING);
        boolean usedUp = left != null && left.matches("0+(\\.0+)?");
        String until = left == null || usedUp ? first(header, RESET) : null;
        return new LimitHeaders(retryAfter, usedUp, until == null ? Optional.empty() : reset(until, now));
    }

    /** The server's time, as far as it says it. */
    static Instant now(Function<String, @Nullable String> header) {
        String date = header.apply("Date");
        return date == null ? Instant.now() : RetryAfter.date(date).orElseGet(Instant::now);
    }

    /** The limits in a header {@code RateLimit}: one an item in the newer form; commas part members in the older one. */
    static String[] limits(String text) {
        return text.contains("limit=") || text.contains("remaining=") ? new String[] {text} : text.split(",", -1);
    }

    /** Of several limits, one that is used up counts, and of these the one that lasts longest. */
    private static LimitHeaders ofOneHeader(String text, Optional<Duration> retryAfter) {
        boolean usedUp = false;
        Optional<Duration> reset = Optional.empty();
        for (String limit : limits(text)) {
            Matcher left = LEFT.matcher(limit);
            if (left.find() && Long.parseLong(left.group(1)) == 0) {
                usedUp = true;
                Matcher until = UNTIL.matcher(limit);
                if (until.find()) {
                    reset = later(reset, RetryAfter.parse(until.group(1), Instant.EPOCH));
                }
            }
        }
        return new LimitHeaders(retryAfter, usedUp, reset);
    }

    private static Optional<Duration> later(Optional<Duration> one, Optional<Duration> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    static @Nullable String first(Function<String, @Nullable String> header, String[] names) {
        for (String name : names) {
            String value = header.apply(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    /** A length in seconds, a moment in seconds or milliseconds since 1970, or what {@link RetryAfter} reads. */
    static Optional<Duration> reset(String text, Instant now) {
        if (!NUMBER.matcher(text).matches()) {
            return RetryAfter.parse(text, now);
        }
        double number = Double.parseDouble(text);
        if (number < FIRST_EPOCH_SECOND) {
            return RetryAfter.parse(text, now);
        }
        double millis = number < FIRST_EPOCH_MILLI ? number * 1000 : number;
        return Optional.of(RetryAfter.between(now, Instant.ofEpochMilli((long) Math.ceil(millis))));
    }

    /**
     * How long the API is to be left alone after it has refused; empty if nothing says so. A moment that has passed says
     * nothing, either: somebody's clock is wrong, or the server refuses for another reason.
     */
    public Optional<Duration> pause() {
        return Stream.of(retryAfter, reset)
                .flatMap(Optional::stream)
                .filter(length -> !length.isZero())
                .findFirst();
    }
}
