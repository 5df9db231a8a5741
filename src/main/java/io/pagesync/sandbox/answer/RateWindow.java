package io.pagesync.sandbox.answer;

/**
 * A strict rate limit: a sliding window log. A limit of r requests a second admits at most n arrivals in any w seconds,
 * where n is the whole part of r, at least 1, and w = n / r: 10/s is 10 in any second, 2.5/s is 2 in any 0.8 s, 0.5/s is
 * 1 in any 2 s. The times of the last n admitted arrivals are kept; another arrival is refused while the oldest of them
 * is younger than w minus 20 ms. The grace is for the way through two network stacks, which may bring two requests
 * closer together than they were sent. A refused arrival does not count.
 *
 * <p>Example: 10/s, ten arrivals at 0 ms. The eleventh is refused at 979 ms and admitted at 980 ms.
 *
 * <p>It does not even out: ten at once each second are fine. Arrivals that threads report out of order are taken as
 * simultaneous with the latest one reported.
 */
final class RateWindow {
    static final long GRACE_NANOS = 20_000_000;
    private static final double SECOND_NANOS = 1e9;

    private final long windowNanos;
    private final long[] admitted;
    private int oldest;
    private int count;
    private long latest = Long.MIN_VALUE;

    /** A limit in requests a second, from 0.001 to 100,000. */
    RateWindow(double perSecond) {
        admitted = new long[Math.max(1, (int) perSecond)];
        windowNanos = Math.round(admitted.length / perSecond * SECOND_NANOS);
    }

    /**
     * Admits an arrival, or says how many nanoseconds to wait.
     *
     * @param arrival on any clock that never goes back, in nanoseconds
     * @return 0 if admitted, else the time until a request is within the limit without any grace; more than 0
     */
    synchronized long admit(long arrival) {
        latest = Math.max(latest, arrival);
        if (count == admitted.length) {
            long age = latest - admitted[oldest];
            if (age < windowNanos - GRACE_NANOS) {
                return windowNanos - age;
            }
            oldest = (oldest + 1) % admitted.length;
            count--;
        }
        admitted[(oldest + count) % admitted.length] = latest;
        count++;
        return 0;
    }
}
