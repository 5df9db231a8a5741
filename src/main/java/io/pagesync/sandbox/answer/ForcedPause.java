package io.pagesync.sandbox.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A pause that a test orders: after some more requests the next one is refused and opens the pause, and every request is
 * refused until the pause is over. It happens once. The times of those that came inside it are kept: after the first
 * refusal has reached the client there should be none. Not safe for use by many threads; {@link Gate} locks.
 */
final class ForcedPause {
    private final long lengthNanos;
    private final List<Duration> arrivals = new ArrayList<>();
    private long stillFree;
    private boolean open;
    private long opened;

    /** {@code free} more requests, from 0 up, are let through before the one that opens the pause. */
    ForcedPause(long free, Duration length) {
        stillFree = free;
        lengthNanos = length.toNanos();
    }

    /** The nanoseconds left of the pause at this arrival, which may open it; 0 if the arrival is not refused. */
    long remaining(long arrival) {
        if (!open) {
            if (stillFree > 0) {
                return 0;
            }
            open = true;
            opened = arrival;
            return lengthNanos;
        }
        long since = Math.max(0, arrival - opened);
        if (since >= lengthNanos) {
            return 0;
        }
        arrivals.add(Duration.ofNanos(since));
        return lengthNanos - since;
    }

    /** A request was let through; after the last free one the next opens the pause. */
    void passed() {
        if (stillFree > 0) {
            stillFree--;
        }
    }

    /** When requests came inside the pause, counted from the one that opened it, which is left out. */
    List<Duration> arrivals() {
        return List.copyOf(arrivals);
    }
}
