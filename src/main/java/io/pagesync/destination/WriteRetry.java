package io.pagesync.destination;

import io.pagesync.InvalidSettingException;
import io.pagesync.rate.Backoff;
import io.pagesync.run.turn.StopSignal;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a page is written again after an error that may pass: a lost connection, a lock, a deadlock, a broker that
 * restarts. Five attempts from a second last 7.5 to 15 seconds and what the attempts themselves take.
 *
 * @param attempts all attempts, the first included; 1 or more
 * @param backoff the waits between them
 */
public record WriteRetry(int attempts, Backoff backoff) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Five attempts from a second. */
    public static final WriteRetry DEFAULT = from(5, Duration.ofSeconds(1));

    /** Checks the ranges. */
    public WriteRetry {
        if (attempts < 1) {
            throw new InvalidSettingException(
                    "a page is written in " + attempts + " attempts; it needs 1 attempt or more");
        }
    }

    /** So many attempts, the second after this wait. */
    public static WriteRetry from(int attempts, Duration firstWait) {
        return new WriteRetry(attempts, new Backoff(firstWait, LONGEST));
    }

    /** What is tried. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T run() throws E;
    }

    /** What the errors of a destination mean, also those that are none of its own. */
    public interface Errors {
        /** Whether another attempt may help. */
        boolean mayPass(Exception error);

        /**
         * What is thrown after the last attempt.
         *
         * @param tried how often it was tried, as the end of a sentence; empty if once
         */
        RuntimeException thrown(Exception error, String tried);
    }

    /**
     * The result of the first attempt that succeeds; after the last one, or at once for an error that does not pass, what its
     * errors say is thrown.
     */
    public <T, E extends Exception> T call(Errors errors, StopSignal stop, Attempt<T, E> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (Exception e) {
                if (number >= attempts || !errors.mayPass(e)) {
                    throw errors.thrown(e, number > 1 ? " (after " + number + " attempts)" : "");
                }
            }
            stop.rest(backoff.after(number, ThreadLocalRandom.current()::nextDouble));
        }
    }
}
