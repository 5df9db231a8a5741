package io.pagesync.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and lengths of time for people. */
public final class When {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private When() {}

    /** A moment, with its day if it is not today; both in milliseconds since 1970. */
    public static String at(long moment, long now) {
        LocalDateTime then = local(moment);
        return then.toLocalDate().equals(local(now).toLocalDate()) ? TODAY.format(then) : BEFORE.format(then);
    }

    /** A length of time, such as 1 h, 90 min or 20 s. */
    public static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static LocalDateTime local(long moment) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(moment), ZoneId.systemDefault());
    }
}
