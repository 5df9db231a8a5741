package io.pagesync.sandbox;

import java.util.Arrays;

/** The largest number of arrivals in any second, sliding, not aligned: two that lie exactly a second apart share none. */
final class BusiestSecond {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private BusiestSecond() {}

    /** Of arrivals in nanoseconds, in any order; 0 if there are none. */
    static int of(long... arrivals) {
        long[] sorted = arrivals.clone();
        Arrays.sort(sorted);
        int most = 0;
        for (int first = 0, last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= SECOND_NANOS) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
