package io.pagesync.queue;

import io.pagesync.rate.Backoff;
import io.pagesync.run.turn.StopSignal;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a page is sent after an error that may pass: a broker that restarts, a connection that breaks, an address that is
 * full.
 *
 * @param attempts all attempts, the first included; 1 or more
 * @param backoff the waits between them
 */
public record SendRetry(int attempts, Backoff backoff) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** So many attempts, the second after this wait, which doubles up to half a minute. */
    public static SendRetry from(int attempts, Duration firstWait) {
        return new SendRetry(attempts, new Backoff(firstWait, LONGEST));
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt {
        void run() throws JMSException;
    }

    /**
     * Tries until it succeeds.
     *
     * @param what the queue and its broker, for the error's sentence
     * @throws QueueException after the last attempt, or at once for an error that does not pass
     */
    void call(String what, StopSignal stop, Attempt attempt) {
        for (int number = 1; ; number++) {
            JmsFailure failure;
            try {
                attempt.run();
                return;
            } catch (JMSException e) {
                failure = JmsFailure.of(e);
            }
            if (failure.lasts() || number >= attempts) {
                throw failure.error(what, number);
            }
            Duration wait = backoff.after(number, ThreadLocalRandom.current()::nextDouble);
            stop.whileWaiting(() -> Thread.sleep(wait.toMillis()));
        }
    }
}
