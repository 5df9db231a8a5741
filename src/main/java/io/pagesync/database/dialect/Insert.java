package io.pagesync.database.dialect;

import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;

/** A way in which rows get into a table, for as long as its columns stay as they are. Thread-safe. */
@FunctionalInterface
public interface Insert {
    /**
     * Brings all rows in, or none.
     *
     * @return how many rows it made or changed
     */
    int execute(Connection connection, RowBatch batch) throws SQLException;
}
