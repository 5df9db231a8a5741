package io.pagesync.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and lengths of time for people. */
public final class Times {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Times() {}

    /** The moment on this machine's clock. */
    public static String moment(Instant at) {
        return MOMENT.format(at.atZone(ZoneId.systemDefault()));
    }

    /** The moment on a clock of this zone, and how far that is from UTC. */
    public static String moment(Instant at, ZoneId zone) {
        return ZONED.format(at.atZone(zone));
    }

    /** In its largest unit, rounded down: {@code 45 s}, {@code 12 min}, {@code 3 h}, {@code 9 d}. */
    public static String length(Duration length) {
        if (length.toMinutes() < 2) {
            return Math.max(0, length.toSeconds()) + " s";
        }
        if (length.toHours() < 2) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 2 ? length.toHours() + " h" : length.toDays() + " d";
    }

    /** How long ago it was. */
    public static String age(Instant at, Instant now) {
        return length(Duration.between(at, now)) + " ago";
    }
}
