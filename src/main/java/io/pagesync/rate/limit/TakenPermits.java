package io.pagesync.rate.limit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When the last permits that were taken were due, by their numbers. Not thread-safe. */
final class TakenPermits {
    private static final int KEPT = 1024;

    private final long[] numbers = new long[KEPT];
    private final long[] dues = new long[KEPT];

    TakenPermits() {
        Arrays.fill(numbers, -1);
    }

    void add(long permit, long due) {
        int place = (int) (permit % KEPT);
        numbers[place] = permit;
        dues[place] = due;
    }

    /** When the permit was due; null if too many were taken since. */
    @Nullable
    Long due(long permit) {
        int place = (int) (permit % KEPT);
        return numbers[place] == permit ? dues[place] : null;
    }
}
