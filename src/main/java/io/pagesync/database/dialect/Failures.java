package io.pagesync.database.dialect;

import java.sql.SQLException;

/** What a database's errors mean. */
public interface Failures {
    /** Whether the error may be gone at the next attempt: a lost connection, a lock, a deadlock. */
    boolean passes(SQLException error);

    /**
     * What a person can do about the error, as the end of a sentence; empty where the database's own words must do.
     *
     * @param settings what the names of the data source's settings begin with
     */
    String cure(SQLException error, String settings);

    /** Whether the error says that a table is not as it was when it was looked at. */
    default boolean blamesTable(SQLException error) {
        return false;
    }

    /** Whether the user may not do it. */
    default boolean isForbidden(SQLException error) {
        return false;
    }

    /** Whether a change of a table waited in vain for others who use it. */
    default boolean isBusy(SQLException error) {
        return false;
    }

    /** Whether the error is about the values, so that a record is to blame. */
    boolean blamesValues(SQLException error);
}
