package io.pagesync.rate;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that the wall clock was set back, and says for how long the Throttle EIP is of no use then: its permits come
 * back by wall-clock time, so after a step back of an hour it would hold every request for an hour. The pacer in front
 * of it runs on a monotonic clock and goes on. Thread-safe.
 */
public final class ClockSteps {
    /** Smaller steps cost the throttle less than this once; they are the daily work of NTP. */
    private static final long TOLERATED_MILLIS = 250;

    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private long lastNanos;
    private long lastWall;
    private long uselessUntil;

    /**
     * A watch over a wall clock.
     *
     * @param nanoClock a monotonic clock in nanoseconds
     * @param wallMillis the wall clock in milliseconds
     */
    public ClockSteps(LongSupplier nanoClock, LongSupplier wallMillis) {
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
        this.lastNanos = nanoClock.getAsLong();
        this.lastWall = wallMillis.getAsLong();
        this.uselessUntil = lastNanos;
    }

    /**
     * Looks at both clocks.
     *
     * @return how far the wall clock was set back since the last look; zero if it was not
     */
    public synchronized Duration look() {
        long nanos = nanoClock.getAsLong();
        long wall = wallMillis.getAsLong();
        long back = (nanos - lastNanos) / 1_000_000 - (wall - lastWall);
        lastNanos = nanos;
        lastWall = wall;
        if (back <= TOLERATED_MILLIS) {
            return Duration.ZERO;
        }
        uselessUntil = (uselessUntil - nanos > 0 ? uselessUntil : nanos) + back * 1_000_000;
        return Duration.ofMillis(back);
    }

    /** Whether what the throttle knows is in order: the wall clock is past the moment it was set back from. */
    public synchronized boolean inOrder() {
        return nanoClock.getAsLong() - uselessUntil >= 0;
    }
}
