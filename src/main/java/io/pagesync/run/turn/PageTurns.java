package io.pagesync.run.turn;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * Lets pages pass in the order of their numbers while they are fetched in parallel: a worker waits its turn before it
 * hands its page on. It cannot hang: pages are started in ascending order, so the lowest unfinished one is always with
 * a worker, which does not wait. Memory: one bit a page. Thread-safe.
 */
public final class PageTurns {
    private final ReentrantLock lock = new ReentrantLock();
    /** By page, who waits for its turn; only the one whose turn it is is woken. */
    private final Map<Integer, Condition> waiting = new HashMap<>();

    private final BitSet ended = new BitSet();
    private final IntPredicate done;
    private int lowest = 1;

    /** Begins at the first page that is not {@code done} already. */
    public PageTurns(IntPredicate done) {
        this.done = done;
        advance();
    }

    /** Waits until every lower page has ended, delivered or not. */
    public void await(int page) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Condition turn = lock.newCondition();
            waiting.put(page, turn);
            while (page > lowest) {
                turn.await();
            }
        } finally {
            waiting.remove(page);
            lock.unlock();
        }
    }

    /** The page is delivered or given up. */
    public void end(int page) {
        lock.lock();
        try {
            ended.set(page);
            if (page == lowest) {
                advance();
                Condition next = waiting.get(lowest);
                if (next != null) {
                    next.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        while (ended.get(lowest) || done.test(lowest)) {
            lowest++;
        }
    }
}
