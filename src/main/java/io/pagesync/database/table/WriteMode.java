package io.pagesync.database.table;

/** What becomes of the rows that are there. */
public enum WriteMode {
    /** A record replaces the row with its key; a row that is the same already stays untouched. */
    UPSERT,
    /** Each record becomes a new row. */
    APPEND
}
