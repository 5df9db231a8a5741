package io.pagesync.database;

import java.sql.SQLException;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases beyond what jOOQ knows. This is the seam behind which others come: an implementation
 * says what its database can hold, how a page goes in as one statement, and which errors pass.
 */
interface Dialect {
    /** The database's name, for messages. */
    String product();

    /** What jOOQ calls it. */
    SQLDialect jooq();

    /** The type of a new column. */
    DataType<?> type(ColumnType type);

    /** How many columns a table may have. */
    int mostColumns();

    /** Names that no column may have, in lower case. */
    Set<String> reservedColumns();

    /** How many bytes of a key an index takes. */
    int longestKey();

    /** Whether writers must take turns. */
    boolean singleWriter();

    /** Whether two names of a table that differ in case are the same table. */
    boolean ignoresCase();

    /** Whether a text may hold U+0000. */
    boolean holdsNul();

    /** Whether objects and arrays stay the text they are, so that nothing in them needs a check. */
    boolean keepsJsonAsText();

    /** Whether a decimal column keeps all digits of the number, as it was written. */
    boolean holdsNumber(String digits);

    /** A number that it holds, as its columns of numbers give it back: one form in all columns, whatever their type. */
    String number(String digits);

    /** A text that two values of a key column share exactly if the database calls them the same. */
    String canonical(ColumnType type, String text);

    /** Keeps all others from changing tables until the transaction ends. */
    void lockSchema(DSLContext db);

    /**
     * A statement behind which a table's columns stay as they are until the transaction ends; empty where a transaction
     * that writes is alone anyway.
     */
    String holdColumns(TableName table);

    /** Makes the table's columns its key. */
    void addKey(DSLContext db, TableSchema schema);

    /** Gives a column a wider type, keeping its values. */
    void widen(DSLContext db, TableSchema before, Column column, ColumnType wider);

    /** How a page goes in, whatever is there already. */
    Insert insert(TableSchema schema, TableSettings settings);

    /** A faster way for a page of whose rows none is there yet, refused otherwise; null if there is none. */
    @Nullable
    Insert bulk(TableSchema schema);

    /** Whether the error may be gone at the next attempt: a lost connection, a lock, a deadlock. */
    boolean passes(SQLException error);

    /**
     * What a person can do about the error, as the end of a sentence; empty where the database's own words must do.
     *
     * @param settings what the names of the data source's settings begin with
     */
    String cure(SQLException error, String settings);

    /** Whether the error is about the values, so that a record is to blame. */
    boolean blamesValues(SQLException error);
}
