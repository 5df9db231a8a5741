package io.pagesync.run.turn;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many deliveries may be under way at once, in whatever thread. Where a step hands its page to another thread (a
 * parallel multicast, {@code seda}), the worker is free at once and would fetch the next page, until all of them lie in
 * memory. Measured: a slow queue behind a parallel multicast at concurrency 2 had all pages waiting. Thread-safe.
 */
public final class Room {
    private static final int GRACE_SECONDS = 1;

    private final StopSignal stop;
    private final AtomicInteger most;
    private final Semaphore free;

    public Room(int most, StopSignal stop) {
        this.stop = stop;
        this.most = new AtomicInteger(most);
        // Fair, so that whoever waits for all of it is not passed by.
        this.free = new Semaphore(most, true);
    }

    /** Waits for room for one more; returns whether there is, rather than an end of the run. */
    public boolean take() {
        try {
            stop.whileWaiting(free::acquire);
            return true;
        } catch (RunStoppedException e) {
            return false;
        }
    }

    /** There is room for so many more; before anybody waits for it to be empty. */
    public void widen(int more) {
        int unused = most.addAndGet(more);
        free.release(more);
    }

    public void giveBack() {
        free.release();
    }

    /** Waits until nothing is under way; only a moment more, once the run has stopped. */
    public void awaitEmpty() {
        try {
            stop.whileWaiting(() -> free.acquire(most.get()));
            free.release(most.get());
        } catch (RunStoppedException e) {
            awaitGrace();
        }
    }

    private void awaitGrace() {
        try {
            if (free.tryAcquire(most.get(), GRACE_SECONDS, TimeUnit.SECONDS)) {
                free.release(most.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
