package io.pagesync.run.turn;

import java.util.BitSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Pages that are asked for although nobody knows whether they are there: no more of them at once than may be in flight, and
 * none before those in front of it, so that what is found to be the end was looked for in vain from there on. Pages are handed
 * out in ascending order. Memory: one bit a page. Thread-safe.
 */
public final class Guesses {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BitSet asked = new BitSet();
    private final IntPredicate done;
    private int free;
    private int next = 2;

    /** At most so many at once; the first page is no guess, and those that are {@code done} are never asked for. */
    public Guesses(int most, IntPredicate done) {
        this.free = most;
        this.done = done;
    }

    /**
     * Before a page is asked for: waits until it may be.
     *
     * @param isKnown whether the end is known by now, after which nothing is a guess
     * @return whether it is one, to be given back once it has come to its end, whatever that is
     */
    public boolean take(int page, BooleanSupplier isKnown) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            advance();
            while (!isKnown.getAsBoolean() && (page > next || free == 0)) {
                changed.await();
            }
            boolean guess = !isKnown.getAsBoolean();
            if (guess) {
                free--;
            }
            asked.set(page);
            advance();
            changed.signalAll();
            return guess;
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        while (asked.get(next) || done.test(next)) {
            next++;
        }
    }

    /** It is known whether the page is there; what it says is, too. */
    public void giveBack() {
        lock.lock();
        try {
            free++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
