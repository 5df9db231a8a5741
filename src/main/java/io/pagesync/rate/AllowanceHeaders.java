package io.pagesync.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a page's headers say that is left of the API's limit, in the forms that {@link LimitHeaders} knows. */
public final class AllowanceHeaders {
    private static final String[] LIMIT = {"X-RateLimit-Limit", "RateLimit-Limit", "X-Rate-Limit-Limit"};
    private static final Pattern QUOTA = Pattern.compile("(?:^|[;,\\s])(?:q|limit)=(\\d{1,18})(?![\\d.])");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})(\\.\\d*)?");

    private AllowanceHeaders() {}

    /** Whether a header of this name may say something; quick, so that each header of each page can be asked. */
    public static boolean knows(String name) {
        if (name.isEmpty()) {
            return false;
        }
        char first = name.charAt(0);
        return (first == 'x' || first == 'X' || first == 'r' || first == 'R')
                && (name.regionMatches(true, 0, "ratelimit", 0, 9) || name.regionMatches(true, 0, "x-rate", 0, 6));
    }

    /**
     * What is left; empty if nothing is said of it.
     *
     * @param header the value of a header by its name in whatever case; null if the answer has none of this name
     */
    public static Optional<Allowance> of(Function<String, @Nullable String> header) {
        String both = header.apply("RateLimit");
        if (both != null && LimitHeaders.LEFT.matcher(both).find()) {
            return ofOneHeader(both, header.apply("RateLimit-Policy"));
        }
        String left = LimitHeaders.first(header, LimitHeaders.REMAINING);
        if (left == null) {
            return Optional.empty();
        }
        String until = LimitHeaders.first(header, LimitHeaders.RESET);
        Instant now = LimitHeaders.now(header);
        return Optional.of(new Allowance(
                number(left).orElse(-1L),
                until == null ? Optional.empty() : LimitHeaders.reset(until, now),
                Optional.ofNullable(LimitHeaders.first(header, LIMIT)).flatMap(AllowanceHeaders::number)));
    }

    private static Optional<Allowance> ofOneHeader(String text, @Nullable String policy) {
        Allowance tightest = null;
        String[] limits = LimitHeaders.limits(text);
        for (String limit : limits) {
            Matcher left = LimitHeaders.LEFT.matcher(limit);
            if (!left.find()) {
                continue;
            }
            Matcher until = LimitHeaders.UNTIL.matcher(limit);
            Optional<Duration> reset =
                    until.find() ? RetryAfter.parse(until.group(1), Instant.EPOCH) : Optional.empty();
            // Which policy an item is of is told by its name; of a single one there is no doubt.
            String whole = limits.length == 1 ? limit + ";" + (policy == null ? "" : policy) : limit;
            Matcher quota = QUOTA.matcher(whole.toLowerCase(Locale.ROOT));
            Allowance each = new Allowance(
                    Long.parseLong(left.group(1)),
                    reset,
                    quota.find() ? Optional.of(Long.parseLong(quota.group(1))) : Optional.empty());
            tightest = tightest == null || each.tighterThan(tightest) ? each : tightest;
        }
        return Optional.ofNullable(tightest);
    }

    private static Optional<Long> number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? Optional.of(Long.parseLong(number.group(1))) : Optional.empty();
    }
}
