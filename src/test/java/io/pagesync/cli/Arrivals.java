package io.pagesync.cli;

import io.pagesync.sandbox.LoggedRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When requests have come in. */
final class Arrivals {
    private Arrivals() {}

    /** How many have come in any second at the most. */
    static int busiestSecond(List<LoggedRequest> requests) {
        return busiestSecond(
                requests.stream().mapToLong(LoggedRequest::startNanos).sorted().toArray());
    }

    /** The same of times in nanoseconds, in their order. */
    static int busiestSecond(long... sorted) {
        int most = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[first] >= TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
