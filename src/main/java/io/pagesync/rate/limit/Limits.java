package io.pagesync.rate.limit;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What permits of an API wait for beside the pace and the pauses of their process. A pacer asks one of these for each permit,
 * with its own lock held; times are those of its clock, a monotonic one in nanoseconds, and compared by difference.
 */
public interface Limits {
    /**
     * How much of a rate is asked for. What is left out is how much later one request may reach a server than the one a second
     * behind it: at 99.5%, 5 ms, a strict server refused two requests at 200/s and 50 ms latency.
     */
    double SHARE = 0.988;

    /** Opens those of an API. */
    @FunctionalInterface
    interface Opening {
        /**
         * Those of an API of which nothing is under way yet.
         *
         * @param clock a monotonic clock in nanoseconds
         * @param changed is run when a permit may be due sooner than was said, by a thread that holds no lock of theirs
         */
        Limits open(LimitListener listener, LongSupplier clock, Runnable changed);
    }

    /**
     * When the next permit is free; not in the future if it may be taken now. A moment in the far future where that is not
     * known yet.
     *
     * @param pace when it is due by all else
     * @param waiting how many wait for one, 1 or more
     */
    long due(long now, long pace, int waiting);

    /** How long who waits may sleep before it asks for {@link #due} again, in nanoseconds; 1 or more. */
    long sleep(long now);

    /**
     * Takes the next permit, which was {@link #due}, under this number.
     *
     * @return since when it was free; empty if it is so no more, and none is taken
     */
    OptionalLong take(long permit, long now);

    /** A wait is over, with a permit or without; where no others wait, what was got for those who did is not needed. */
    void ended(boolean othersWait, long now);

    /** The request with this permit leaves now, out of so many permits that were taken. */
    void sent(long permit, long taken, long now);

    /** The API is to be left alone for so long. */
    void pause(Duration length);

    /** Until when it is to be left alone, because another process was told so; not in the future if it is not. */
    long pausedUntil(long now);

    /** Until when no permit is to be had as far as is known; not in the future if one is. For whoever shows it. */
    long closedUntil(long now);

    /** Whether they are those of several processes together. */
    boolean areShared();

    /** Whether permits cannot be had, although no limit is used up, because who gives them is away. */
    boolean away(long now);

    /** How many permits are left of each quota now. */
    Map<Quota, Long> left(long now);
}
