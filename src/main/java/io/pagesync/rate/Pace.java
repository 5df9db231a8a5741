package io.pagesync.rate;

import io.pagesync.rate.limit.LimitListener;
import io.pagesync.rate.limit.Limits;
import io.pagesync.rate.limit.OwnLimits;
import io.pagesync.rate.limit.Quota;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The pacer of one API: {@link #acquire} returns when a request may go out, to one worker after the other in the order
 * they came. It knows the API's pause, so that a permit never ends inside one and those who waited are spaced again
 * after it; who comes first ({@link #acquireFirst}) is let in before them. The algorithm and what it guarantees stand at {@link PaceSchedule}. Thread-safe.
 */
public final class Pace {
    private final double perSecond;
    private final LongSupplier clock;
    private final PaceSchedule schedule;
    private final Limits limits;
    private final Announced announced;
    /** Held by the worker whose turn it is, for as long as it waits; fair, so that no worker starves. */
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Guards the schedule. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    /** Those that come before whoever has the turn. */
    private int ahead;

    private final Condition noneAhead = lock.newCondition();

    /**
     * A pacer.
     *
     * @param perSecond permits a second, decimals allowed (0.5 is one every two seconds); 0 means no limit, yet pauses
     *     are kept
     * @param clock a monotonic clock in nanoseconds, such as {@link System#nanoTime}
     */
    public Pace(double perSecond, LongSupplier clock) {
        this(perSecond, OwnLimits.NONE, (quota, length) -> {}, clock);
    }

    /**
     * A pacer whose permits keep within further limits, too: up to these they come at the rate, and then wait until one is free
     * again.
     *
     * @param listener hears of permits that wait for one
     */
    public Pace(double perSecond, Limits.Opening limits, LimitListener listener, LongSupplier clock) {
        long now = clock.getAsLong();
        this.perSecond = perSecond;
        this.clock = clock;
        this.schedule = new PaceSchedule(perSecond, now);
        this.announced = new Announced(perSecond, now);
        this.limits = limits.open(listener, clock, this::wake);
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The limit in permits a second, 0 for none. */
    public double perSecond() {
        return perSecond;
    }

    /**
     * Waits for a permit.
     *
     * @return the permit's number, for {@link #sent}
     * @throws InterruptedException if the thread is interrupted while it waits; no permit is used up then
     */
    public long acquire() throws InterruptedException {
        return acquire(() -> true, taken -> {}).getAsLong();
    }

    /**
     * Waits for a permit, if it is wanted still when it is due: a request may have lost its sense meanwhile.
     *
     * @param wanted is asked when it is this worker's turn; must be quick
     * @param taken is told the permit's number before any other is given, and before {@link #heard} looks at what is under
     *     way
     * @return the permit's number; empty if it is not wanted any more, then none is used up
     * @throws InterruptedException if the thread is interrupted while it waits; no permit is used up then
     */
    public OptionalLong acquire(BooleanSupplier wanted, LongConsumer taken) throws InterruptedException {
        long asked = clock.getAsLong();
        turn.lockInterruptibly();
        try {
            lock.lockInterruptibly();
            try {
                OptionalLong permit = await(asked, wanted, false);
                permit.ifPresent(taken);
                return permit;
            } finally {
                limits.ended(ahead > 0 || turn.hasQueuedThreads(), clock.getAsLong());
                lock.unlock();
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Waits for the next permit that is due, before all that wait in turn: for a request that the others need.
     *
     * @return the permit's number, for {@link #sent}
     * @throws InterruptedException if the thread is interrupted while it waits; no permit is used up then
     */
    public long acquireFirst() throws InterruptedException {
        long asked = clock.getAsLong();
        lock.lockInterruptibly();
        ahead++;
        try {
            return await(asked, () -> true, true).getAsLong();
        } finally {
            ahead--;
            if (ahead == 0) {
                noneAhead.signalAll();
            }
            limits.ended(ahead > 0 || turn.isLocked(), clock.getAsLong());
            lock.unlock();
        }
    }

    private OptionalLong await(long asked, BooleanSupplier wanted, boolean first) throws InterruptedException {
        while (wanted.getAsBoolean()) {
            long now = clock.getAsLong();
            long nap = nap(now);
            if (ahead > 0 && !first) {
                noneAhead.await();
            } else if (nap > 0) {
                // A pause that comes meanwhile wakes nobody: whoever wakes looks at the schedule again.
                long ignored = changed.awaitNanos(nap);
            } else {
                OptionalLong permit = take(asked, now);
                if (permit.isPresent()) {
                    return permit;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** How long to wait before the next look; 0 or less if a permit may be due. */
    private long nap(long now) {
        long pace = later(schedule.due(), announced.due(schedule.last(), now));
        long wait = later(pace, limits.due(now, pace, turn.getQueueLength() + ahead + 1)) - now;
        return wait > 0 ? Math.min(wait, limits.sleep(now)) : wait;
    }

    private OptionalLong take(long asked, long now) {
        OptionalLong free = limits.take(schedule.taken(), now);
        if (free.isEmpty()) {
            return free;
        }
        announced.taken();
        return OptionalLong.of(schedule.take(asked - free.getAsLong() > 0 ? free.getAsLong() : asked, now));
    }

    /** The request with this permit has left now; without a word, it is taken to have left when the permit was given. */
    public void sent(long permit) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            schedule.sent(permit, now);
            limits.sent(permit, schedule.taken(), now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives no permit for this long from now; a longer pause that is on already stays.
     *
     * @return whether this pause is a new one, rather than another answer that tells of the same
     */
    public boolean pause(Duration length) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            boolean fresh = pausedUntil(now) - now <= 0;
            schedule.pause(now + length.toNanos());
            limits.pause(length);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The answer to the request with this permit says what is left of the API's limit. Where that is less than is wanted, the
     * permits until it begins anew are spread over that time; where nothing is left, all wait for it. It never makes permits
     * come faster. What cannot be true is not heeded, see {@link Announced}.
     *
     * @param inFlight how many requests have a permit and no answer yet, that one included
     * @param wanted how many requests are to come; negative if nobody knows
     * @param longest no wait is longer, whatever the API says
     * @return what is to be said of an allowance that is not heeded, in one clause; empty if there is nothing to say
     */
    public Optional<String> heard(long permit, IntSupplier inFlight, long wanted, Allowance said, Duration longest) {
        lock.lock();
        try {
            long others = Math.max(schedule.taken() - permit - 1, inFlight.getAsInt() - 1L);
            return announced.heard(permit, others, wanted, said, longest, clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** How long it is until a permit is due again; zero if one is due now. For whoever shows it. */
    public Duration waitLeft() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            long due = later(schedule.pausedUntil(), announced.due(schedule.last(), now));
            due = later(due, limits.closedUntil(now));
            return Duration.ofNanos(Math.max(0, due - now));
        } finally {
            lock.unlock();
        }
    }

    /** How many permits are left of each quota now. */
    public Map<Quota, Long> left() {
        lock.lock();
        try {
            return limits.left(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** What the API said last that is left of its limit; empty if it has said nothing of it. */
    public OptionalLong announced() {
        lock.lock();
        try {
            return announced.said() < 0 ? OptionalLong.empty() : OptionalLong.of(announced.said());
        } finally {
            lock.unlock();
        }
    }

    /** How long the pause still lasts; zero if there is none. */
    public Duration pauseLeft() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            return Duration.ofNanos(Math.max(0, pausedUntil(now) - now));
        } finally {
            lock.unlock();
        }
    }

    private long pausedUntil(long now) {
        return later(schedule.pausedUntil(), limits.pausedUntil(now));
    }

    /** Whether its limits are those of several processes together. */
    public boolean isShared() {
        return limits.areShared();
    }

    /** Whether permits cannot be had, although no limit is used up: who gives them to several processes is away. */
    public boolean away() {
        lock.lock();
        try {
            return limits.away(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** How long it takes to give this many permits at the limit; zero without a limit. */
    public Duration timeFor(long permits) {
        return perSecond == 0
                ? Duration.ZERO
                : Duration.ofNanos((long) (permits / perSecond * TimeUnit.SECONDS.toNanos(1)));
    }

    /** By difference, because {@link System#nanoTime} may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
