package io.pagesync.rate;

import io.pagesync.rate.limit.Limits;

/**
 * When the next permit is due: evenly spaced slots at 98.8% of the limit, as arithmetic on a monotonic clock, and under
 * them a sliding window over the times at which requests really left.
 *
 * <p>The slots are those of a virtual-scheduling leaky bucket (the GCRA of ITU-T I.371): each follows the one before by
 * {@code step = 1 s / 0.988 N}, or by more where nobody has asked for a permit meanwhile. A permit taken later than its slot
 * moves all later slots, but only by what it was late beyond {@link #CATCH_UP}, so that a worker that wakes a little late
 * costs no throughput: those behind it come half a slot apart until the lateness is made up for, never in a bunch. Example:
 * at 1,000/s a slot every 1.01 ms; after a worker that woke 5 ms late, ten permits 0.5 ms apart, then every 1.01 ms again.
 * After ten idle seconds, every 1.01 ms at once; after a process that was suspended, as after a worker that was 25 ms late.
 *
 * <p>A request can leave long after its permit, while a connection opens or a class loads, and then meets those behind
 * it in the same second. So the schedule is told when it left ({@link #sent}): no permit is due before the request
 * {@code N} before it left {@code N * step - SLACK} ago. At 10/s that is 1.006 s: never more than {@code N} leave in any
 * second, whatever the delays between permit and wire, as long as they are shorter than a second.
 *
 * <p>It does not guarantee when a request reaches the server; that jitter is the network's. Not thread-safe.
 */
final class PaceSchedule {
    /** How much lateness is made up for, in nanoseconds: more than a thread takes to wake on a busy machine. */
    static final long CATCH_UP = 25_000_000;

    /** By how much the window is shorter than its slots, in nanoseconds; less than the 1% we stay below the limit. */
    static final long SLACK = 2_000_000;

    private final long step;
    /** How long after one permit the next is due at the earliest, while lateness is made up for. */
    private final long closest;

    private final long window;
    private final long[] sentAt;
    private long taken;
    /** When the last permit was taken. */
    private long last;

    private long next;
    private long pausedUntil;

    /**
     * A schedule whose first permit is due at once.
     *
     * @param perSecond permits a second, decimals allowed; 0 means no limit
     * @param now the clock's time in nanoseconds
     */
    PaceSchedule(double perSecond, long now) {
        this.step = perSecond == 0 ? 0 : Math.round(1e9 / (perSecond * Limits.SHARE));
        // As many as the throttle's window holds: 2.5 a second are five in two seconds, not two in one.
        this.sentAt =
                new long[perSecond == 0 ? 0 : (int) ThrottleWindow.of(perSecond).requests()];
        this.window = Math.max(0, sentAt.length * step - SLACK);
        this.closest = step / 2;
        this.last = now - closest;
        this.next = now;
        this.pausedUntil = now;
    }

    /** When the next permit is due; not in the future if it may be taken now. */
    long due() {
        long due = later(later(next, last + closest), pausedUntil);
        return taken < sentAt.length || sentAt.length == 0 ? due : later(due, sentAt[place(taken)] + window);
    }

    /**
     * The next permit is taken at {@code now}, which must not be before {@link #due}.
     *
     * @param asked since when it has been waited for
     * @return the permit's number, for {@link #sent}
     */
    long take(long asked, long now) {
        long slot = later(later(next, pausedUntil), asked);
        next = later(slot, now - CATCH_UP) + step;
        last = now;
        if (sentAt.length > 0) {
            sentAt[place(taken)] = now;
        }
        return taken++;
    }

    /** The request with this permit left at {@code now}, rather than when the permit was taken. */
    void sent(long permit, long now) {
        if (sentAt.length > 0 && permit >= taken - sentAt.length) {
            sentAt[place(permit)] = now;
        }
    }

    /** How many permits were taken; the next one has this number. */
    long taken() {
        return taken;
    }

    /** When the last permit was taken. */
    long last() {
        return last;
    }

    private int place(long permit) {
        return (int) (permit % sentAt.length);
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
