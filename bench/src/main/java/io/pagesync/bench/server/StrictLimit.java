package io.pagesync.bench.server;

/** At most so many requests in any second, by their arrival; whoever comes too early is refused and does not count. */
final class StrictLimit {
    private static final long SECOND = 1_000_000_000;

    private final long[] accepted;
    private long count;

    /** A limit; 0 lets everything through. */
    StrictLimit(int perSecond) {
        accepted = new long[perSecond];
    }

    boolean accepts(long now) {
        if (accepted.length == 0) {
            return true;
        }
        int place = (int) (count % accepted.length);
        if (count >= accepted.length && now - accepted[place] < SECOND) {
            return false;
        }
        accepted[place] = now;
        count++;
        return true;
    }
}
