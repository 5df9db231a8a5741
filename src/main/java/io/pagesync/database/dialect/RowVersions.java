package io.pagesync.database.dialect;

import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which versions the rows of a table have: each write of a row, whoever writes it, gives it one above all before. Thread-safe.
 */
public interface RowVersions {
    /**
     * What tells the table from all others, also from a copy of it elsewhere.
     *
     * @throws SQLException if its rows have no versions, or this user may not see them
     */
    String place(Connection connection) throws SQLException;

    /** How many rows have the keys of a batch, and the sum of their versions, as one text. */
    String of(Connection connection, RowBatch batch) throws SQLException;

    /** Stands for so many rows that are written by the transaction which stores the text by {@link Writing#storedVersions}. */
    String own(int rows);

    /** Whether a text that was stored is of as many rows, of the same versions, as one that {@link #of} has just given. */
    boolean same(String stored, String now);
}
