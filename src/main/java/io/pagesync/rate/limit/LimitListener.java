package io.pagesync.rate.limit;

import java.time.Duration;

/** Hears of permits that must wait. */
@FunctionalInterface
public interface LimitListener {
    /**
     * A permit is to wait for as long as this, because a quota is used up. Called each time somebody begins to wait or goes on;
     * must be quick, and may throw: then there is no permit, and none is used up.
     */
    void waits(Quota quota, Duration length);

    /**
     * Permits cannot be had until whoever gives them is back. Told once, by a thread that waits for nothing.
     *
     * @param why what was said of it, without secrets
     */
    default void away(String why) {}

    /** They can be had again, after so long. */
    default void back(Duration away) {}
}
