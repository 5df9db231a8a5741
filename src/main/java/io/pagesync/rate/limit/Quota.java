package io.pagesync.rate.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in any window of this length, such as 5,000 an hour, however they are spread within it.
 *
 * @param requests how many, 1 to 1,000,000,000
 * @param window how long the window is, 1 s to {@link #LONGEST}
 */
public record Quota(long requests, Duration window) {
    /** The longest window, that of a month. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** More of them would slow each permit down, and no API has as many. */
    private static final int MOST = 5;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,10})\\s*/\\s*(\\d{1,6})?\\s*([a-z]+)");

    /**
     * Reads a list such as {@code 5000/h, 100000/day, 900/15min}.
     *
     * @return empty if the text is none
     */
    public static Optional<List<Quota>> list(String text) {
        List<Quota> quotas = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Optional<Quota> quota = of(each.strip());
            if (quota.isEmpty() || quotas.size() == MOST) {
                return Optional.empty();
            }
            quotas.add(quota.get());
        }
        return Optional.of(List.copyOf(quotas));
    }

    private static Optional<Quota> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        Duration unit = matcher.matches() ? unit(matcher.group(3)) : Duration.ZERO;
        if (unit.isZero()) {
            return Optional.empty();
        }
        long requests = Long.parseLong(matcher.group(1));
        Duration window = unit.multipliedBy(matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2)));
        boolean possible =
                requests >= 1 && requests <= 1_000_000_000 && !window.isZero() && window.compareTo(LONGEST) <= 0;
        return possible ? Optional.of(new Quota(requests, window)) : Optional.empty();
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "s", "sec", "second", "seconds" -> Duration.ofSeconds(1);
            case "m", "min", "minute", "minutes" -> Duration.ofMinutes(1);
            case "h", "hour", "hours" -> Duration.ofHours(1);
            case "d", "day", "days" -> Duration.ofDays(1);
            default -> Duration.ZERO;
        };
    }

    /** The part of it that is left to us when others are to have theirs; at least one request. */
    public Quota share(int percent) {
        return new Quota(Math.max(1, requests * percent / 100), window);
    }

    /**
     * How long so many requests take under this quota alone, when nothing of it is used and nothing else slows them down:
     * the last of them waits for as many windows as are full before it.
     */
    public Duration timeFor(long permits) {
        return permits <= requests ? Duration.ZERO : window.multipliedBy((permits - 1) / requests);
    }

    /** As it is written in settings. */
    @Override
    public String toString() {
        long seconds = window.toSeconds();
        for (Unit unit : Unit.values()) {
            if (seconds % unit.seconds == 0) {
                long count = seconds / unit.seconds;
                return requests + "/" + (count == 1 ? "" : count) + unit.text;
            }
        }
        return requests + "/" + seconds + "s";
    }

    private enum Unit {
        DAY(86_400, "day"),
        HOUR(3600, "h"),
        MINUTE(60, "min"),
        SECOND(1, "s");

        private final long seconds;
        private final String text;

        Unit(long seconds, String text) {
            this.seconds = seconds;
            this.text = text;
        }
    }
}
