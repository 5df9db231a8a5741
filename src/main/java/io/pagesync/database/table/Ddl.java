package io.pagesync.database.table;

/** Who changes tables. */
public enum Ddl {
    /** Pagesync does: it makes its own tables and those that it writes, and gives them columns. */
    AUTO,
    /** Their owner does, and Pagesync waits for it: a field without a column fails its page, with the statement. */
    CHECK,
    /** Their owner does, and Pagesync writes what has a column: other fields are left out, and named. */
    NONE
}
