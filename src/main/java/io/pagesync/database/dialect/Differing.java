package io.pagesync.database.dialect;

import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells which rows of a batch an upsert might have to write, for as long as the table's columns stay as they are. Thread-safe. */
@FunctionalInterface
public interface Differing {
    /** Those that are not in the table as they come; may name others, too. Locks none. */
    List<Row> of(Connection connection, RowBatch batch) throws SQLException;
}
