package io.pagesync.run;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts deliveries under way, in whatever thread, and lets the run wait for their end. Thread-safe. */
final class Outstanding {
    private static final long GRACE_NANOS = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;

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
