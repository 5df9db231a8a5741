package io.pagesync.rate;

import java.time.Duration;
import java.util.Optional;

/**
 * What an API says, with an answer, that it still gives.
 *
 * @param remaining how many requests are left, 0 or more; -1 if that could not be read
 * @param reset how long until the limit begins anew; empty if nothing is said of it
 * @param limit how many requests there are in a whole window; empty if nothing is said of it
 */
public record Allowance(long remaining, Optional<Duration> reset, Optional<Long> limit) {
    /** Whether it lets fewer requests go out by and by than the other; of several limits, the tightest counts. */
    boolean tighterThan(Allowance other) {
        if (remaining == 0 || other.remaining == 0) {
            return remaining == 0 && (other.remaining > 0 || nanos() > other.nanos());
        }
        return (double) nanos() / remaining > (double) other.nanos() / other.remaining;
    }

    private long nanos() {
        return reset.map(Duration::toNanos).orElse(0L);
    }
}
