package io.pagesync.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How fast a run goes, by looks that are about a second apart: the requests of each of the last two minutes' seconds, and of the
 * last ten what they were on average. Thread-safe.
 */
public final class RunPace {
    private static final int MOST = 120;
    private static final int AVERAGED = 10;
    /** Fewer looks tell nothing. */
    private static final int FEWEST = 3;

    private record Look(long nanos, long requests, int inFlight) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    /**
     * It was looked at.
     *
     * @param nanos when, by a monotonic clock
     * @param requests how many requests had gone out
     * @param inFlight how many were under way
     */
    public synchronized void add(long nanos, long requests, int inFlight) {
        looks.addLast(new Look(nanos, requests, inFlight));
        if (looks.size() > MOST + 1) {
            looks.removeFirst();
        }
    }

    /** Whether it was looked at often enough. */
    public synchronized boolean tells() {
        return looks.size() > FEWEST;
    }

    /** Requests a second over the last looks; 0 where there are none. */
    public synchronized double rate() {
        if (looks.size() < 2) {
            return 0;
        }
        Look newest = looks.getLast();
        Look oldest = last(AVERAGED + 1).get(0);
        return perSecond(oldest, newest);
    }

    /** How many requests were under way at the last looks, on average. */
    public synchronized double inFlight() {
        return last(AVERAGED).stream().mapToInt(Look::inFlight).average().orElse(0);
    }

    /** Requests a second between each look and the next, the oldest first. */
    public synchronized List<Double> rates() {
        List<Double> rates = new ArrayList<>();
        Iterator<Look> all = looks.iterator();
        Look before = all.hasNext() ? all.next() : null;
        while (before != null && all.hasNext()) {
            Look next = all.next();
            rates.add(Math.round(perSecond(before, next) * 10) / 10.0);
            before = next;
        }
        return rates;
    }

    private List<Look> last(int most) {
        return looks.stream().skip(Math.max(0, looks.size() - most)).toList();
    }

    private static double perSecond(Look from, Look to) {
        long nanos = to.nanos - from.nanos;
        return nanos <= 0 ? 0 : (to.requests - from.requests) * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
