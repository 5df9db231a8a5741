package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import io.pagesync.run.StopSignal;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How often a page is written again after an error that may pass: a lost connection, a lock, a deadlock. The wait
 * doubles each time; five attempts from 500 ms last 7.5 seconds and what the attempts themselves take.
 *
 * @param attempts all attempts, the first included; 1 or more
 * @param firstBackoff the wait before the second attempt
 */
public record WriteRetry(int attempts, Duration firstBackoff) {
    /** Five attempts from 500 ms. */
    public static final WriteRetry DEFAULT = new WriteRetry(5, Duration.ofMillis(500));

    /** Checks the ranges. */
    public WriteRetry {
        if (attempts < 1 || firstBackoff.isNegative()) {
            throw new InvalidSettingException("a page is written in " + attempts + " attempts from "
                    + firstBackoff.toMillis() + " ms; it needs 1 attempt or more, and no negative wait");
        }
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * The result of the first attempt that succeeds.
     *
     * @param what the table and its data source, for the error's sentence
     * @throws DatabaseException after the last attempt, or at once for an error that does not pass
     */
    <T> T call(Database database, String what, StopSignal stop, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException | RuntimeException e) {
                SqlFailure failure = SqlFailure.in(e);
                if (failure == null) {
                    throw (RuntimeException) e;
                }
                boolean passes = failure.passes(database.dialect());
                if (!passes || number >= attempts) {
                    String tried = number > 1 ? " (after " + number + " attempts)" : "";
                    throw new DatabaseException(what + ": " + failure.sentence(database) + tried, e);
                }
            }
            long millis = firstBackoff.toMillis() << (number - 1);
            stop.whileWaiting(() -> Thread.sleep(millis));
        }
    }
}
