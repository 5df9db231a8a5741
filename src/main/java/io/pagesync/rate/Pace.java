package io.pagesync.rate;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
    /** Held by the worker whose turn it is, for as long as it waits; fair, so that no worker starves. */
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Guards the schedule. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition paused = lock.newCondition();
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
        this.perSecond = perSecond;
        this.clock = clock;
        this.schedule = new PaceSchedule(perSecond, clock.getAsLong());
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
        return acquire(() -> true).getAsLong();
    }

    /**
     * Waits for a permit, if it is wanted still when it is due: a request may have lost its sense meanwhile.
     *
     * @param wanted is asked when it is this worker's turn; must be quick
     * @return the permit's number; empty if it is not wanted any more, then none is used up
     * @throws InterruptedException if the thread is interrupted while it waits; no permit is used up then
     */
    public OptionalLong acquire(BooleanSupplier wanted) throws InterruptedException {
        long asked = clock.getAsLong();
        turn.lockInterruptibly();
        try {
            lock.lockInterruptibly();
            try {
                while (wanted.getAsBoolean()) {
                    long wait = schedule.due() - clock.getAsLong();
                    if (ahead > 0) {
                        noneAhead.await();
                    } else if (wait > 0) {
                        // A pause that comes meanwhile wakes nobody: whoever wakes looks at the schedule again.
                        long ignored = paused.awaitNanos(wait);
                    } else {
                        return OptionalLong.of(schedule.take(asked, clock.getAsLong()));
                    }
                }
                return OptionalLong.empty();
            } finally {
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
            long wait;
            while ((wait = schedule.due() - clock.getAsLong()) > 0) {
                long ignored = paused.awaitNanos(wait);
            }
            return schedule.take(asked, clock.getAsLong());
        } finally {
            ahead--;
            if (ahead == 0) {
                noneAhead.signalAll();
            }
            lock.unlock();
        }
    }

    /** The request with this permit has left now; without a word, it is taken to have left when the permit was given. */
    public void sent(long permit) {
        lock.lock();
        try {
            schedule.sent(permit, clock.getAsLong());
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
            boolean fresh = schedule.pausedUntil() - now <= 0;
            schedule.pause(now + length.toNanos());
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** How long the pause still lasts; zero if there is none. */
    public Duration pauseLeft() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, schedule.pausedUntil() - clock.getAsLong()));
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
}
