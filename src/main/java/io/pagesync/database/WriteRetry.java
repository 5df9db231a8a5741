package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import io.pagesync.rate.Backoff;
import io.pagesync.run.turn.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a page is written again after an error that may pass: a lost connection, a lock, a deadlock. Five attempts
 * from a second last 7.5 to 15 seconds and what the attempts themselves take.
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
    public interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * The result of the first attempt that succeeds.
     *
     * @param what the table and its data source, for the error's sentence
     * @throws DatabaseException after the last attempt, or at once for an error that does not pass
     */
    public <T> T call(Database database, String what, StopSignal stop, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException | RuntimeException e) {
                SqlFailure failure = SqlFailure.in(e);
                if (failure == null) {
                    throw (RuntimeException) e;
                }
                boolean passes = failure.passes(database.failures());
                if (!passes || number >= attempts) {
                    String tried = number > 1 ? " (after " + number + " attempts)" : "";
                    throw new DatabaseException(what + ": " + failure.sentence(database) + tried, e);
                }
            }
            long millis = backoff.after(number, ThreadLocalRandom.current()::nextDouble)
                    .toMillis();
            stop.whileWaiting(() -> Thread.sleep(millis));
        }
    }
}
