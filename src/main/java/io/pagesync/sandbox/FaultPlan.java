package io.pagesync.sandbox;

import io.pagesync.sandbox.answer.Cut;
import io.pagesync.sandbox.data.Chance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decides what goes wrong with a page request: the same for the same seed, ordinal and page. */
final class FaultPlan {
    private static final long SLOWNESS = 0x510;

    private volatile Faults faults;
    private final long seed;
    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();

    FaultPlan(Faults faults, long seed) {
        this.faults = faults;
        this.seed = seed;
    }

    /** From now on these faults, whose failing attempts are counted anew. */
    void change(Faults others) {
        attempts.clear();
        faults = others;
    }

    /**
     * The status a page request fails with, or 0 if it does not; counts the attempt.
     *
     * @param ordinal of the page request, from 1 up
     * @param page from 1 up
     */
    int status(long ordinal, int page) {
        Integer always = faults.failingPages().get(page);
        if (always != null) {
            return always;
        }
        int failing = faults.failingAttempts().getOrDefault(page, 0);
        if (failing > 0 && attempts.merge(page, 1, Integer::sum) <= failing) {
            return faults.errorStatus();
        }
        return Chance.share(seed, ordinal) < faults.errorShare() ? faults.errorStatus() : 0;
    }

    /** What happens to the connection under an answer that {@link #status} let pass. */
    Cut cut(long ordinal) {
        // One number decides between all faults, so that the shares are shares of all requests.
        double left = Chance.share(seed, ordinal) - faults.errorShare();
        if (left < 0) {
            return Cut.NONE;
        }
        left -= faults.resetShare();
        if (left < 0) {
            return Cut.RESET_BEFORE;
        }
        left -= faults.bodyResetShare();
        if (left < 0) {
            return Cut.RESET_IN_BODY;
        }
        return left - faults.truncateShare() < 0 ? Cut.TRUNCATE : Cut.NONE;
    }

    /** How much later than usual the request is answered, in nanoseconds; 0 for most. */
    long delayNanos(long ordinal) {
        return Chance.share(seed ^ SLOWNESS, ordinal) < faults.slowShare()
                ? faults.slowDelay().toNanos()
                : 0;
    }
}
