package io.pagesync.run;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts deliveries under way, in whatever thread, and lets the run wait for their end. There are no more of them at once
 * than so many: where a step hands its page to another thread (a parallel multicast, {@code seda}), the worker is free at
 * once and would fetch the next page, until all of them lie in memory. Measured: a slow queue behind a parallel multicast
 * at concurrency 2 had all pages waiting. Thread-safe.
 */
final class Outstanding {
    private static final long GRACE_NANOS = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final int most;
    private int count;

    /** None yet, and never more than {@code most} by {@link #beginInTurn}. */
    Outstanding(int most) {
        this.most = most;
    }

    /** Begins one when there is room for it. */
    void beginInTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (count >= most) {
                room.await();
            }
            count++;
        } finally {
            lock.unlock();
        }
    }

    /** Begins one at once. */
    void begin() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            if (--count == 0) {
                none.signalAll();
            }
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (count > 0) {
                none.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment more for deliveries that went to other threads, now that the run has stopped. */
    void awaitGrace() {
        lock.lock();
        try {
            long left = GRACE_NANOS;
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
