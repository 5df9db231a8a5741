package io.pagesync.database.table;

/** What becomes of the rows that are there. */
public enum WriteMode {
    /** A record replaces the row with its key; a row that is the same already stays untouched. */
    UPSERT,
    /** Each record becomes a new row. */
    APPEND,
    /** As to upsert; a row whose record is gone is deleted at the end of the run, or marked, once that is proved. */
    MIRROR,
    /** The table becomes what the run has loaded, in one transaction at its end; what is gone goes as with a mirror. */
    REPLACE;

    /** Whether a run keeps what it has seen, to know at its end what is gone. */
    public boolean removes() {
        return this == MIRROR || this == REPLACE;
    }
}
