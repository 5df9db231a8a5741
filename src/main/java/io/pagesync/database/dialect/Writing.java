package io.pagesync.database.dialect;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How a database's tables are changed, and how a page goes in as one statement. */
public interface Writing {
    /** A change of tables. */
    @FunctionalInterface
    interface Change<T> {
        /** Makes it. */
        T make() throws SQLException;
    }

    /**
     * Makes a change of tables while all others are kept from changing any: at the least until it is made, and until the
     * transaction ends where a change of a table is part of it.
     */
    <T> T alone(DSLContext db, Change<T> change) throws SQLException;

    /** A transaction has ended, one way or the other: who was {@link #alone} in it is so no more. */
    default void ended(DSLContext db) {}

    /**
     * A statement behind which a table's columns stay as they are until the transaction ends; empty where a transaction
     * that writes is alone anyway.
     */
    String holdColumns(TableName table);

    /**
     * A statement that inserts and, in the same message to the server, holds the columns and gives back a value behind that.
     *
     * @param hold what {@link #holdColumns} says; empty for nothing
     * @param insert the insert
     * @param value the value, which is a row of the result where a row was inserted
     */
    default String holding(String hold, String insert, String value) {
        return (hold.isEmpty() ? "" : hold + "; ") + insert + " returning " + value;
    }

    /**
     * A statement that puts a row in, whose values are its parameters.
     *
     * @param key the columns of the key, which come first
     * @param others the columns behind them
     * @param replacing whether a row of the same key gets the others; it stays as it is otherwise
     */
    default String put(String table, List<String> key, List<String> others, boolean replacing) {
        return RowStatement.insert(table, key, others, '"') + " on conflict (" + RowStatement.list(key, '"') + ") do "
                + (replacing ? "update set " + RowStatement.each(others, '"', "%1$s = excluded.%1$s") : "nothing");
    }

    /** What stands between an insert and what is set of the row of the same key, if there is one. */
    default String onConflict(List<String> key) {
        return "on conflict (" + RowStatement.list(key, '"') + ") do update set ";
    }

    /** Makes the table, with these columns and its key. */
    default void create(DSLContext db, TableSchema schema, List<Field<?>> columns) {
        db.createTable(schema.table().jooq()).columns(columns).execute();
        if (!schema.key().isEmpty()) {
            addKey(db, schema);
        }
    }

    /**
     * From here to the end of the transaction, a change of a table waits for those who use it only for a moment, because all who
     * come later wait behind it.
     */
    default void waitBriefly(DSLContext db) {
        // Nobody waits where readers do not mind.
    }

    /** A statement that looks at once at what would otherwise be looked at when the transaction ends; empty if there is none. */
    default String checkNow() {
        return "";
    }

    /** Makes the table's columns its key. */
    void addKey(DSLContext db, TableSchema schema);

    /** Gives a column a wider type, keeping its values. */
    void widen(DSLContext db, TableSchema before, Column column, ColumnType wider);

    /** How a page goes in, whatever is there already. */
    Insert insert(TableSchema schema, TableSettings settings);

    /**
     * Objects and arrays in the form in which a column of them gives them back when it becomes one of text, so that those
     * which come later look the same.
     */
    default List<String> asWidened(Connection connection, List<String> nested) throws SQLException {
        return nested;
    }

    /** What makes a table that lasts for a run: where the database allows that, one that is not logged. */
    default String makesStaging() {
        return "create table";
    }

    /**
     * Brings all rows of another table with columns of the same names in, as a page's.
     *
     * @return how many rows it made or changed
     */
    default int bringIn(DSLContext db, TableSchema schema, TableSettings settings, TableName from) {
        UpsertQuery upsert = new UpsertQuery(schema, settings);
        // Without a condition, SQLite takes what follows for one of the join.
        return db.execute(upsert.onConflict(db.insertInto(upsert.target(), upsert.columns())
                .select(DSL.select(upsert.columns()).from(from.jooq()).where(DSL.trueCondition()))));
    }

    /**
     * Has the rows of a table of ours found by these columns, for the statements at the end of a run, where it is not so already.
     * Nothing where the database does as well without.
     */
    default void index(Connection connection, DSLContext db, TableName table, List<String> columns)
            throws SQLException {
        // By a hash, or an index of its own.
    }

    /** Takes that back, because the columns are to be changed. */
    default void removeIndex(DSLContext db, TableName table) {
        // There is none.
    }

    /** Whether a value of so many bytes can be sent to the server. */
    default boolean takes(Connection connection, int bytes) throws SQLException {
        return true;
    }

    /** A faster way for a page of whose rows none is there yet, refused otherwise; null if there is none. */
    default @Nullable Insert bulk(TableSchema schema) {
        return null;
    }

    /** Whether somebody has put a trigger on the table, which may leave rows out. */
    default boolean hasTriggers(DSLContext db, TableName table) {
        return false;
    }

    /** Which versions the rows of a table with a key have; null where the database tells none. */
    default @Nullable RowVersions versions(TableSchema schema) {
        return null;
    }

    /** What is stored of a text that stands for versions of rows. */
    default Field<String> storedVersions(Field<String> text) {
        return text;
    }

    /** Counts the rows of a batch whose key is in the table; changes nothing. Asked where there are triggers, or a faster way. */
    default Insert present(TableSchema schema) {
        return (connection, batch) -> batch.size();
    }

    /** Which rows of a batch an upsert might have to write: all, where to tell costs more than to write them in vain. */
    default Differing differing(TableSchema schema, TableSettings settings) {
        return (connection, batch) -> batch.rows();
    }

    /**
     * Finds the rows with the keys of a batch.
     *
     * @param names the columns that are asked for
     * @param lock whether nobody else may change the rows that are found before the transaction ends
     */
    RowLookup lookup(TableSchema schema, List<String> names, boolean lock);

    /**
     * Compares rows of the table with those of another one with columns of the same names, as an upsert does.
     *
     * @param stored what the table is called in the statement
     * @param coming what the other one is called
     */
    default UpsertQuery.Compared compared(TableSchema schema, TableSettings settings, Name stored, Name coming) {
        return new UpsertQuery(schema, settings).compared(stored, coming);
    }
}
