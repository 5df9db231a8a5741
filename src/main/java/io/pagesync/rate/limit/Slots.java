package io.pagesync.rate.limit;

import java.util.concurrent.Semaphore;

/**
 * How many requests of an API may be under way: who sends one holds a slot from before its permit until its answer is read. They
 * are given in the order of asking. Thread-safe.
 */
public interface Slots {
    /**
     * Waits for a slot.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has none then
     */
    void take() throws InterruptedException;

    /** Gives one back. */
    void release();

    /** How many this process may use now. */
    int usable();

    /** Whether slots cannot be had, because who gives them to several processes is away. */
    boolean away();

    /**
     * Those of one process.
     *
     * @param count how many there are, 1 or more
     */
    static Slots of(int count) {
        Semaphore free = new Semaphore(count, true);
        return new Slots() {
            @Override
            public void take() throws InterruptedException {
                free.acquire();
            }

            @Override
            public void release() {
                free.release();
            }

            @Override
            public int usable() {
                return count;
            }

            @Override
            public boolean away() {
                return false;
            }
        };
    }
}
