package io.pagesync.rate.limit;

/**
 * What was used of one {@link Quota} in the window that ends now: a ring of counters, one for each thousandth part of the
 * window.
 *
 * <p>A window of any position touches one part more than it is long. The ring holds two more, and a permit is due when
 * the sum of all is below the quota: so never more than the quota leave in any window, with a part to spare for what
 * happens between here and the server. Example: 5,000 an hour are counted in 1,002 parts of 3.6 s; the permit after the
 * 5,000th is due when the part of the first of them leaves the ring, an hour and 3.6 to 7.2 s after it. 0.2% of the quota
 * is left out so, and nothing is when less than the quota is asked for. Memory is 12 KB a quota, whatever it allows.
 *
 * <p>A request that leaves after its permit counts when it leaves, as long as that is within the window and among the last
 * 1,024. By a clock that stands still while the machine is suspended, the window is longer, never shorter. Not thread-safe.
 */
final class QuotaWindow {
    private static final int PARTS = 1000;
    private static final int SPARE = 2;
    /** A part is longer than what a request may be late on the network, in nanoseconds. */
    private static final long SHORTEST_PART = 20_000_000;

    private static final int RECENT = 1024;

    private final Quota quota;
    private final UsedPermits kept;
    private final long part;
    private final long origin;
    private final int[] counts;
    /** In which part the permits with the last numbers are counted. */
    private final long[] countedIn = new long[RECENT];

    /** The newest part, from {@link #origin}. */
    private long newest;

    private long sum;
    private boolean begun;

    /** A window that ends at {@code now}. */
    QuotaWindow(Quota quota, UsedPermits kept, long now) {
        long length = quota.window().toNanos();
        this.quota = quota;
        this.kept = kept;
        this.part = Math.max(SHORTEST_PART, (length + PARTS - 1) / PARTS);
        this.counts = new int[(int) ((length + part - 1) / part) + SPARE];
        this.newest = counts.length;
        this.origin = now - newest * part;
    }

    /** What was used before counts. */
    private void begin() {
        for (UsedPermits.Used used : kept.since(quota)) {
            long ago = used.ago().toNanos() / part;
            if (ago < counts.length) {
                counts[place(newest - ago)] += used.permits();
                sum += used.permits();
            }
        }
        begun = true;
    }

    Quota quota() {
        return quota;
    }

    /** When the next permit is due; not in the future if it may be taken now. */
    long due(long now) {
        advance(now);
        if (!begun) {
            begin();
        }
        if (sum < quota.requests()) {
            return now;
        }
        long over = sum - quota.requests() + 1;
        long oldest = newest - counts.length;
        while (over > 0) {
            oldest++;
            over -= counts[place(oldest)];
        }
        return origin + (oldest + counts.length) * part;
    }

    /** How many permits are left now; of a quota that nobody has asked for yet, all. */
    long left(long now) {
        advance(now);
        return Math.max(0, quota.requests() - sum);
    }

    /** The permit of this number is taken now. */
    void take(long permit, long now) {
        advance(now);
        count(newest, 1);
        countedIn[(int) (permit % RECENT)] = newest;
        kept.used(quota);
    }

    /** The request with this permit leaves now, out of so many permits that were taken. */
    void sent(long permit, long taken, long now) {
        advance(now);
        long before = countedIn[(int) (permit % RECENT)];
        if (taken - permit <= RECENT && before != newest && newest - before < counts.length) {
            count(before, -1);
            count(newest, 1);
            countedIn[(int) (permit % RECENT)] = newest;
        }
    }

    private void count(long where, int more) {
        counts[place(where)] += more;
        sum += more;
    }

    private void advance(long now) {
        long current = (now - origin) / part;
        if (current <= newest) {
            return;
        }
        for (long next = Math.max(newest + 1, current - counts.length + 1); next <= current; next++) {
            sum -= counts[place(next)];
            counts[place(next)] = 0;
        }
        newest = current;
    }

    private int place(long where) {
        return (int) (where % counts.length);
    }
}
