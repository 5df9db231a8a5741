package io.pagesync.work;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a process does for the owners of runs, for those who look at it. Thread-safe. */
public final class WorkCount {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();

    /** It has taken a page. */
    public void taken() {
        inFlight.incrementAndGet();
    }

    /** A page that it had taken has come to its end here. */
    public void left() {
        inFlight.decrementAndGet();
    }

    /** The owner of a run knows what became of a page. */
    public void answered() {
        delivered.incrementAndGet();
    }

    /** How many pages it has now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Of how many pages the owners of their runs have been told what became of them. */
    public long delivered() {
        return delivered.get();
    }
}
