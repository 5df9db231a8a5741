package io.pagesync.rate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The pace that an API's answers announce, by what they say is left of its limit and until when.
 *
 * <p>What is left is what the newest answer says, less all that is under way. Where nothing is left, the next permit is due
 * at the reset. Where less is left than is wanted still, permits are spread evenly over the time until the reset, less a
 * second, because most APIs count whole ones, {@link #WIDEST} apart at the most. Example: 20 left for 41 s, while 100 pages
 * are to come, make a permit every 2 s, whatever the own rate is above that; while 15 pages are to come, they come at the
 * own rate. Where nobody knows how many are to come, that begins when less than a tenth of the limit is left. In the last
 * seconds before the reset nothing is done where the own rate fits the limit anyway: the API's seconds and ours begin at
 * different times, and a run is not to be slower than its API.
 *
 * <p>It bounds what wrong answers cost. A reset beyond the longest pause is not waited for; a limit that says after two
 * waits for its reset that nothing is left, or five times more the same number while that slows us down, is not heeded as
 * long as it says that number. Refusals are another matter: they pause the API. Not thread-safe.
 */
final class Announced {
    /** Permits are no farther apart than that because of an allowance, in nanoseconds. */
    static final long WIDEST = TimeUnit.SECONDS.toNanos(30);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_WAITS = 2;
    private static final int MOST_ALIKE = 5;
    private static final long NONE = -1;

    private final double perSecond;

    /** What was left by the newest answer that said so. */
    private long said = NONE;

    private boolean slows;
    private long left;
    private long apart;
    private long resetAt;

    private long newest = NONE;
    private long longestReset;
    private long most;
    /** The first permit behind a wait for a reset. */
    private long behindWait = NONE;

    private int waits;
    private long last = NONE;
    private int alike;
    /** What is not believed, as long as it is said. */
    private long doubted = NONE;

    /** Of an API at this rate, 0 for none, that has said nothing yet. */
    Announced(double perSecond, long now) {
        this.perSecond = perSecond;
        this.resetAt = now;
    }

    /** When the next permit is due by what was announced; not later than the last one if that allows it now. */
    long due(long lastTaken, long now) {
        if (!slows || now - resetAt >= 0) {
            return lastTaken;
        }
        long due = lastTaken + apart;
        return left <= 0 || due - resetAt > 0 ? resetAt : due;
    }

    /** What the API said last that is left of its limit; negative if it has said nothing that is a number. */
    long said() {
        return said;
    }

    /** A permit was taken. */
    void taken() {
        left--;
    }

    /**
     * An answer says what is left.
     *
     * @param permit the number of its request's permit
     * @param others how many requests are under way that it may not have counted
     * @param wanted how many requests are to come; negative if nobody knows
     * @param longest no wait is longer
     * @return what is to be said of it if it is not heeded
     */
    Optional<String> heard(long permit, long others, long wanted, Allowance said, Duration longest, long now) {
        if (permit < newest) {
            return Optional.empty();
        }
        newest = permit;
        this.said = said.remaining();
        boolean slowed = slows && now - resetAt < 0;
        slows = false;
        long reset = said.reset().orElse(Duration.ZERO).toNanos();
        if (said.remaining() < 0) {
            return Optional.of("what the API says is left of its limit is no number");
        }
        longestReset = Math.max(longestReset, reset);
        most = Math.max(most, said.limit().orElse(said.remaining() + 1));
        if (said.remaining() == doubted) {
            return Optional.empty();
        }
        doubted = NONE;
        if (reset == 0) {
            return said.remaining() > 0
                    ? Optional.empty()
                    : Optional.of("the API says that nothing is left of its limit, and not until when");
        }
        long free = said.remaining() - Math.max(0, others);
        Optional<String> doubt = doubt(permit, said.remaining(), slowed);
        if (doubt.isPresent()) {
            doubted = said.remaining();
            return doubt;
        }
        if (reset > longest.toNanos()) {
            return beyond(said.remaining(), free, wanted, reset, longest, now);
        }
        boolean near = reset <= (said.remaining() == 0 ? SECOND : 3 * SECOND);
        if (near && fits()) {
            return Optional.empty();
        }
        slow(free, reset, spread(free, wanted, reset, longest), now);
        if (free <= 0) {
            behindWait = permit + others + 1;
        }
        return Optional.empty();
    }

    /** What would have to wait for longer than we may is slowed down, as far as we may, and goes on until it is refused. */
    private Optional<String> beyond(long remaining, long free, long wanted, long reset, Duration longest, long now) {
        if (free > 0) {
            slow(Long.MAX_VALUE, reset, spread(free, wanted, reset, longest), now);
        }
        return remaining > 0
                ? Optional.empty()
                : Optional.of("the API says that nothing is left of its limit for "
                        + TimeUnit.NANOSECONDS.toSeconds(reset) + " s, longer than a pause may be");
    }

    private long spread(long free, long wanted, long reset, Duration longest) {
        if (free <= 0 || (wanted >= 0 ? wanted <= free : free * 10 >= most)) {
            return 0;
        }
        return Math.min(Math.max(0, reset - SECOND) / free, Math.min(WIDEST, longest.toNanos()));
    }

    private void slow(long permits, long reset, long distance, long now) {
        slows = true;
        left = permits;
        apart = distance;
        resetAt = now + reset;
    }

    /** Whether the own rate keeps within the limit in any case, as far as that is known. */
    private boolean fits() {
        return perSecond > 0 && perSecond * Math.max(SECOND, longestReset) <= (double) most * SECOND;
    }

    private Optional<String> doubt(long permit, long remaining, boolean slowed) {
        if (behindWait != NONE && permit >= behindWait) {
            behindWait = NONE;
            // Not by what is free: of several that set out together, the last may be answered first.
            waits = remaining > 0 ? 0 : waits + 1;
            if (waits == MOST_WAITS) {
                waits = 0;
                return Optional.of("the API says after each wait for its limit that nothing is left of it");
            }
        }
        alike = remaining == last && slowed && remaining > 0 ? alike + 1 : 0;
        last = remaining;
        if (alike == MOST_ALIKE) {
            alike = 0;
            return Optional.of("the API says with each page that " + remaining + " requests are left of its limit");
        }
        return Optional.empty();
    }
}
