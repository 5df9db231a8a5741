package io.pagesync.rate.limit;

import java.time.Duration;
import java.util.List;

/**
 * Where the processes that share an API's limits get its permits: one line of moments at which a request may go out, each of
 * which is given once, by one clock that is nobody's own. Called by one thread of a process at a time.
 */
public interface SharedPermits {
    /**
     * Permits as they were given, or none, for who only looks. Moments are nanoseconds since 1970 by the one clock.
     *
     * @param now when they were given
     * @param first the moment of the first; the others follow at the distance that was asked for
     * @param permits how many, 0 or more; fewer than were asked for where a quota is used up
     * @param pausedUntil until when the API is to be left alone; not behind {@code now} if it is not
     * @param usedUp which of the quotas lets no further permit through, by its place; -1 for none
     * @param free when it does again, if one does not
     * @param left how many permits are left of each quota
     */
    record Grant(long now, long first, int permits, long pausedUntil, int usedUp, long free, List<Long> left) {}

    /** Permits that were given and not used, from that of this moment on. */
    record Unused(long first, int permits) {}

    /**
     * Has the next permits given to this process.
     *
     * @param permits how many are wanted; 0 to look at the pause alone
     * @param apart how far apart they are, in nanoseconds; 0 where only quotas count
     * @param ahead how long from now the first is at the earliest, in nanoseconds; 0 or more
     * @param unused what is not to count against quotas
     * @throws RuntimeException if they cannot be had, with a sentence that says why
     */
    Grant reserve(int permits, long apart, long ahead, List<Unused> unused);

    /**
     * Gives no process a permit for so long; a longer pause that is on stays.
     *
     * @throws RuntimeException if that cannot be written, with a sentence that says why
     */
    void pause(Duration length);
}
