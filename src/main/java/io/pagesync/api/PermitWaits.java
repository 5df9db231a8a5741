package io.pagesync.api;

import io.pagesync.rate.limit.LimitListener;
import io.pagesync.rate.limit.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says what the permits of an API wait for, and decides whether to. Guarded by the pacer where quotas are concerned. */
final class PermitWaits implements LimitListener {
    /** Shorter waits for a quota are those of a pace. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final ApiSettings settings;
    private final ApiNotes notes;
    private final Runnable paused;
    /** Until when the last wait for a quota lasts that was told, by {@link System#nanoTime}. */
    private long toldUntil = System.nanoTime() - Quota.LONGEST.toNanos();

    /**
     * Those of an API.
     *
     * @param paused is told of each wait for a quota that is worth telling
     */
    PermitWaits(ApiSettings settings, ApiNotes notes, Runnable paused) {
        this.settings = settings;
        this.notes = notes;
        this.paused = paused;
    }

    /**
     * A permit waits for a quota.
     *
     * @throws PauseTooLongException if it would wait for longer than we are willing to
     */
    @Override
    public void waits(Quota quota, Duration length) {
        if (length.compareTo(settings.maxPause()) > 0) {
            throw new PauseTooLongException(Instant.now().plus(length), length, quota, settings);
        }
        long until = System.nanoTime() + length.toNanos();
        if (length.compareTo(WORTH_TELLING) >= 0
                && until - toldUntil > quota.window().toNanos() / 20) {
            toldUntil = until;
            paused.run();
            notes.add("the limit of " + quota + " was used up, and all requests waited until it was free again", false);
            notes.tell("the limit of " + quota + " of API " + settings.name() + " is used up; its requests wait until "
                    + Instant.now().plus(length).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Override
    public void away(String why) {
        notes.tell("the permits of API " + settings.name()
                + ", which several processes share, cannot be had, and nothing" + " is sent until they can: " + why);
    }

    @Override
    public void back(Duration away) {
        notes.tell("the permits of API " + settings.name() + " can be had again, after " + away.toSeconds() + " s");
    }
}
