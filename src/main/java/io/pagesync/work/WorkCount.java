package io.pagesync.work;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a process does for the owners of runs, for those who look at it. Thread-safe. */
public final class WorkCount {
    private static final int WINDOW = 60;
    /** Less says little of how fast it is, in seconds. */
    private static final int SHORTEST = 5;

    private final LongSupplier seconds;

    private int inFlight;
    private long delivered;
    /** How many were delivered, by seconds, and the seconds they are of. */
    private final long[] inSecond = new long[WINDOW];

    private final long[] second = new long[WINDOW];

    /** Nothing yet. */
    public WorkCount() {
        this(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    WorkCount(LongSupplier seconds) {
        this.seconds = seconds;
    }

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
        long now = seconds.getAsLong();
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

    /** How many a minute it delivers: of the last minute, or of the time since the first page in it. */
    public synchronized int perMinute() {
        long now = seconds.getAsLong();
        long pages = 0;
        long first = now;
        for (int i = 0; i < WINDOW; i++) {
            if (inSecond[i] > 0 && now - second[i] < WINDOW) {
                pages += inSecond[i];
                first = Math.min(first, second[i]);
            }
        }
        long span = Math.max(SHORTEST, now - first + 1);
        return (int) Math.min(Integer.MAX_VALUE, pages * WINDOW / span);
    }
}
