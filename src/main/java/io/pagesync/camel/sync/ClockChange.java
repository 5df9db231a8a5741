package io.pagesync.camel.sync;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The hour that is missing when clocks are set forward. Quartz leaves a start at 02:30 out in the night that has no
 * 02:30; here it is found, to be made up for when the hour would have been over. (In the night that has 02:30 twice,
 * Quartz starts once.)
 */
final class ClockChange {
    private static final Duration NEAR = Duration.ofMinutes(5);

    private final String cron;
    private final ZoneId zone;

    ClockChange(String cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
    }

    /** The time of day at which the zone's next gap ends, as a cron expression; empty if the zone has no more gaps. */
    Optional<String> end(Instant from) {
        return nextGap(from).map(gap -> {
            LocalDateTime end = gap.getDateTimeAfter();
            return end.getSecond() + " " + end.getMinute() + " " + end.getHour() + " * * ?";
        });
    }

    /** Whether a gap has ended within the last minutes before {@code now} that swallowed one of the times. */
    boolean swallowed(Instant now) {
        ZoneOffsetTransition last = zone.getRules().previousTransition(now.plusMillis(1));
        return last != null
                && last.isGap()
                && Duration.between(last.getInstant(), now).compareTo(NEAR) < 0
                && hasTimeIn(last);
    }

    /** Read as if the clocks had not been set forward, is one of the times in the gap? */
    private boolean hasTimeIn(ZoneOffsetTransition gap) {
        try {
            CronExpression times = new CronExpression(cron);
            ZoneOffset before = gap.getOffsetBefore();
            times.setTimeZone(TimeZone.getTimeZone(before));
            Instant start = gap.getDateTimeBefore().toInstant(before);
            Date next = times.getNextValidTimeAfter(Date.from(start.minusSeconds(1)));
            return next != null
                    && next.toInstant().isBefore(gap.getDateTimeAfter().toInstant(before));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Optional<ZoneOffsetTransition> nextGap(Instant from) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(from);
        while (next != null && !next.isGap()) {
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return Optional.ofNullable(next);
    }
}
