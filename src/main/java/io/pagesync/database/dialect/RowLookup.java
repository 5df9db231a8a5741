package io.pagesync.database.dialect;

import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds the rows of a table that have the keys of a batch, for as long as its columns stay as they are. Thread-safe. */
@FunctionalInterface
public interface RowLookup {
    /** Takes a row that was found. */
    @FunctionalInterface
    interface Found {
        /**
         * Takes it.
         *
         * @param number which of the batch's rows has its key, from 0
         * @param row the columns that were asked for are its second and following
         */
        void take(int number, ResultSet row) throws SQLException;
    }

    /** Hands over each row that is there. */
    void find(Connection connection, RowBatch batch, Found to) throws SQLException;
}
