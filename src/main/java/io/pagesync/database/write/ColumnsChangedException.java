package io.pagesync.database.write;

import java.sql.SQLException;

/** Somebody has changed the table's columns since they were read; nothing was written. Never leaves this package. */
final class ColumnsChangedException extends SQLException {
    private static final long serialVersionUID = 1L;

    ColumnsChangedException() {
        super("the table's columns have changed meanwhile");
    }
}
