package io.pagesync.rate.limit;

/**
 * How far another machine's clock is ahead of ours at the least, from what it said and when we asked.
 *
 * <p>An answer that comes at {@code t1} to what was asked at {@code t0} was given in between. So when ours shows {@code t1},
 * the other shows no less than it has said: that is the bound, and what it may be too low is the way of the answer. Of all
 * answers, the one that was the quickest on its way counts, and loses {@link #DRIFT} as it grows old, since no two clocks run
 * alike. Example: answers that took 9, 1 and 5 ms to come leave us 1 ms behind the other clock at the most, and never in front
 * of it. One that shows the other clock behind the bound, even if it was given at once, tells that it was set back: then
 * what was known counts no more. Not thread-safe.
 */
final class ClockOffset {
    /** By how much a second of one clock may be shorter than the other's, while both are kept right: a part of 2,000. */
    private static final long DRIFT = 2000;

    private long ahead;
    private long since;
    private boolean known;

    /**
     * The other clock said {@code said}, between {@code asked} and {@code answered} by ours.
     *
     * @return whether it was set back since it was asked last
     */
    boolean heard(long said, long asked, long answered) {
        long least = said - answered;
        boolean setBack = known && said - asked < at(answered);
        if (!known || setBack || least >= at(answered)) {
            ahead = least;
            since = answered;
            known = true;
        }
        return setBack;
    }

    /** When the other clock has surely reached a moment of its own, by ours; {@code now} is the time. */
    long ours(long moment, long now) {
        return moment - at(now);
    }

    private long at(long now) {
        return ahead - Math.max(0, now - since) / DRIFT;
    }
}
