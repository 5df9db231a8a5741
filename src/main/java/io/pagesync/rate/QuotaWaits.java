package io.pagesync.rate;

import java.time.Duration;

/** Hears of permits that must wait because a quota is used up. */
@FunctionalInterface
public interface QuotaWaits {
    /**
     * A permit is to wait for as long as this. Called each time somebody begins to wait or goes on; must be quick, and may
     * throw: then there is no permit, and none is used up.
     */
    void waits(Quota quota, Duration length);
}
