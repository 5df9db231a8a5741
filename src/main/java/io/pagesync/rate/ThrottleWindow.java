package io.pagesync.rate;

/**
 * A rate as the Throttle EIP takes it: so many requests in so many milliseconds. The smallest window of whole seconds
 * that holds a whole number of requests, up to ten seconds; else the next whole number above, because the EIP is the
 * second guard and must never be stricter than the pacer before it.
 *
 * @param requests how many requests, at least 1
 * @param millis in how many milliseconds
 */
public record ThrottleWindow(long requests, long millis) {
    private static final int LONGEST_SECONDS = 10;

    /** The window for a rate above 0, in requests a second. */
    public static ThrottleWindow of(double perSecond) {
        if (perSecond < 1) {
            return new ThrottleWindow(1, (long) Math.floor(1000 / perSecond));
        }
        for (int seconds = 1; seconds <= LONGEST_SECONDS; seconds++) {
            double requests = perSecond * seconds;
            if (requests == Math.rint(requests)) {
                return new ThrottleWindow((long) requests, seconds * 1000L);
            }
        }
        return new ThrottleWindow((long) Math.ceil(perSecond), 1000);
    }
}
