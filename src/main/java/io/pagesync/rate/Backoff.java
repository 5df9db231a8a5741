package io.pagesync.rate;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before trying again: doubled each time, up to a limit, and of that a random part between half and
 * all, so that workers who failed together do not come back together ("equal jitter", AWS Architecture Blog 2015).
 *
 * @param initial the wait before the second attempt, before jitter; zero for none
 * @param longest no wait is longer than this
 */
public record Backoff(Duration initial, Duration longest) {
    /**
     * The wait after attempt number {@code failed}.
     *
     * @param failed which attempt failed, from 1
     * @param random numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Duration after(int failed, DoubleSupplier random) {
        double doubled = (double) initial.toNanos() * Math.pow(2, Math.min(failed - 1, 60));
        double capped = Math.min(doubled, (double) longest.toNanos());
        return Duration.ofNanos((long) (capped * (0.5 + random.getAsDouble() / 2)));
    }

    /** The wait of everybody after {@code failed} failures in a row, from 1: doubled each time, without a random part. */
    public Duration growing(int failed) {
        return after(failed, () -> 1);
    }
}
