package io.pagesync.work;

import java.util.concurrent.TimeUnit;

/** What a process does for the owners of runs, for those who look at it. Thread-safe. */
public final class WorkCount {
    private static final int WINDOW = 60;

    private int inFlight;
    private long delivered;
    /** How many were delivered, by seconds, and the seconds they are of. */
    private final long[] inSecond = new long[WINDOW];

    private final long[] second = new long[WINDOW];

    /** It has taken a page. */
    public synchronized void taken() {
        inFlight++;
    }

    /** A page that it had taken has come to its end here. */
    public synchronized void left() {
        inFlight--;
    }

    /** The owner of a run knows what became of a page. */
    public synchronized void answered() {
        delivered++;
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        int at = (int) Math.floorMod(now, (long) WINDOW);
        inSecond[at] = second[at] == now ? inSecond[at] + 1 : 1;
        second[at] = now;
    }

    /** How many pages it has now. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** Of how many pages the owners of their runs have been told what became of them. */
    public synchronized long delivered() {
        return delivered;
    }

    /** The same of the last minute. */
    public synchronized int perMinute() {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        long pages = 0;
        for (int i = 0; i < WINDOW; i++) {
            pages += now - second[i] < WINDOW ? inSecond[i] : 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, pages);
    }
}
