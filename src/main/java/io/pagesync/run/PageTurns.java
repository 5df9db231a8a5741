package io.pagesync.run;

import java.util.BitSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets pages pass in the order of their numbers while they are fetched in parallel: a worker waits its turn before it
 * hands its page on. It cannot hang: pages are started in ascending order, so the lowest unfinished one is always with
 * a worker, which does not wait. Memory: one bit a page. Thread-safe.
 */
final class PageTurns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final BitSet ended = new BitSet();
    private int lowest = 1;

    /** Waits until every lower page has ended, delivered or not. */
    void await(int page) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (page > lowest) {
                advanced.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The page is delivered or given up. */
    void end(int page) {
        lock.lock();
        try {
            ended.set(page);
            if (page == lowest) {
                lowest = ended.nextClearBit(lowest);
                advanced.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
