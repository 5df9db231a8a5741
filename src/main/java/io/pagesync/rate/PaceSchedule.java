package io.pagesync.rate;

/**
 * When the next permit is due: evenly spaced slots at 99.5% of the limit, as arithmetic on a monotonic clock.
 *
 * <p>The algorithm is a virtual-scheduling leaky bucket (the GCRA of ITU-T I.371): a slot follows the one before by
 * {@code step}, and a permit that was taken late moves all later slots, but only by what it was late beyond
 * {@link #CATCH_UP}. So with {@code N} permits a second, {@code step = 1 s / 0.995 N}, the permit taken at time
 * {@code g} belongs to a slot {@code s} with {@code s <= g <= s + CATCH_UP}, and {@code N + 1} permits span at least
 * {@code N * step - CATCH_UP = 1.005 s - 0.004 s > 1 s}: never more than {@code N} in any second, although a worker
 * that wakes a little late costs no throughput. Example: at 10/s a slot every 100.5 ms; after ten idle seconds, or a
 * process that was suspended, again one every 100.5 ms, never a burst.
 *
 * <p>It does not guarantee when a request reaches the server; that jitter is the network's. Not thread-safe.
 */
final class PaceSchedule {
    /** How much lateness is made up for, in nanoseconds; less than 0.5% of a second, see above. */
    static final long CATCH_UP = 4_000_000;

    private static final double SHARE = 0.995;

    private final long step;
    private long next;
    private long pausedUntil;

    /**
     * A schedule whose first permit is due at once.
     *
     * @param perSecond permits a second, decimals allowed; 0 means no limit
     * @param now the clock's time in nanoseconds
     */
    PaceSchedule(double perSecond, long now) {
        this.step = perSecond == 0 ? 0 : Math.round(1e9 / (perSecond * SHARE));
        this.next = now;
        this.pausedUntil = now;
    }

    /** When the next permit is due; not in the future if it may be taken now. */
    long due() {
        return later(next, pausedUntil);
    }

    /** The next permit is taken at {@code now}, which must not be before {@link #due}. */
    void take(long now) {
        long slot = later(due(), now - Math.min(CATCH_UP, step));
        next = slot + step;
    }

    /** No permit is due before {@code until}; a pause is never made shorter. */
    void pause(long until) {
        pausedUntil = later(pausedUntil, until);
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** By difference, because {@link System#nanoTime} may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
