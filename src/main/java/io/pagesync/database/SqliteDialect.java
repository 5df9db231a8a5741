package io.pagesync.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * SQLite. Its only number with a fraction is a double, so decimals are kept as text with their digits ({@code CAST(x AS
 * REAL)} where an approximation will do); numbers inside JSON stay in its text, which is why a page goes in as a batch
 * of a prepared insert and not through {@code json_each}, which makes doubles of them.
 */
final class SqliteDialect implements Dialect {
    /** BUSY and LOCKED, the low byte of their extended codes. */
    private static final Set<Integer> PASSING = Set.of(5, 6);

    private static final int READ_ONLY = 8;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NO_DATABASE = 26;

    /** TOOBIG, CONSTRAINT, MISMATCH. */
    private static final Set<Integer> VALUES = Set.of(18, 19, 20);

    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.SQLITE;
    }

    @Override
    public DataType<?> type(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL, TEXT, JSON -> SQLDataType.CLOB;
        };
    }

    @Override
    public int mostColumns() {
        return 2000;
    }

    @Override
    public Set<String> reservedColumns() {
        return Set.of("rowid", "oid", "_rowid_");
    }

    @Override
    public int longestKey() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean singleWriter() {
        return true;
    }

    @Override
    public boolean ignoresCase() {
        return true;
    }

    @Override
    public boolean holdsNul() {
        return true;
    }

    @Override
    public boolean keepsJsonAsText() {
        return true;
    }

    @Override
    public boolean holdsNumber(String digits) {
        return true;
    }

    @Override
    public String number(String digits) {
        return digits;
    }

    @Override
    public String canonical(ColumnType type, String text) {
        return type == ColumnType.INTEGER ? Long.toString(Long.parseLong(text)) : text;
    }

    @Override
    public void lockSchema(DSLContext db) {
        // Transactions begin IMMEDIATE: whoever has one is the only writer.
    }

    @Override
    public String holdColumns(TableName table) {
        return "";
    }

    /** An index and not a primary key: the columns of a primary key could not be widened. */
    @Override
    public void addKey(DSLContext db, TableSchema schema) {
        db.createUniqueIndex(keyIndex(schema.table()))
                .on(schema.table().jooq(), UpsertQuery.fields(schema.key()))
                .execute();
    }

    /** SQLite cannot change a column's type, so another one takes its place, at the table's end. */
    @Override
    public void widen(DSLContext db, TableSchema before, Column column, ColumnType wider) {
        if (type(column.type()).equals(type(wider))) {
            return;
        }
        if (column.isKey()) {
            db.dropIndex(keyIndex(before.table())).execute();
        }
        var table = before.table().jooq();
        Field<Object> old = UpsertQuery.field(column);
        Field<String> successor = DSL.field(DSL.quotedName("pagesync_" + column.name()), SQLDataType.CLOB);
        db.alterTable(table).addColumn(successor, SQLDataType.CLOB).execute();
        Field<String> text = column.type() == ColumnType.BOOLEAN
                ? DSL.case_()
                        .when(old.eq(DSL.inline((Object) 1)), DSL.inline("true"))
                        .when(old.eq(DSL.inline((Object) 0)), DSL.inline("false"))
                : old.cast(SQLDataType.CLOB);
        db.update(table).set(successor, text).execute();
        db.alterTable(table).dropColumn(old).execute();
        db.alterTable(table).renameColumn(successor).to(old).execute();
        if (column.isKey()) {
            addKey(db, before);
        }
    }

    @Override
    public Insert insert(TableSchema schema, TableSettings settings) {
        UpsertQuery upsert = new UpsertQuery(schema, settings);
        Field<Object> parameter = DSL.field(DSL.raw("?"));
        List<Field<Object>> values = Collections.nCopies(schema.columns().size(), parameter);
        DSLContext db = DSL.using(jooq());
        String sql = db.render(upsert.onConflict(
                db.insertInto(upsert.target(), upsert.columns()).values(values)));
        return (connection, batch) -> execute(connection, sql, batch);
    }

    @Override
    public @Nullable Insert bulk(TableSchema schema) {
        return null;
    }

    private static int execute(Connection connection, String insert, RowBatch batch) throws SQLException {
        List<Column> columns = batch.schema().columns();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < columns.size(); i++) {
                    bind(statement, i + 1, columns.get(i).type(), batch.text(row, i));
                }
                statement.addBatch();
            }
            int changed = 0;
            for (int each : statement.executeBatch()) {
                changed += Math.max(each, 0);
            }
            return changed;
        }
    }

    @Override
    public boolean passes(SQLException error) {
        return PASSING.contains(error.getErrorCode() & 0xFF);
    }

    @Override
    public String cure(SQLException error, String settings) {
        return switch (error.getErrorCode() & 0xFF) {
            case READ_ONLY, CANNOT_OPEN ->
                "make the file and its folder writable, or name another file in " + settings + ".url";
            case NO_DATABASE -> "name another file in " + settings + ".url";
            case FULL -> "free some space";
            default -> "";
        };
    }

    @Override
    public boolean blamesValues(SQLException error) {
        return VALUES.contains(error.getErrorCode() & 0xFF);
    }

    private static void bind(PreparedStatement statement, int at, ColumnType type, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(at, Types.NULL);
        } else if (type == ColumnType.INTEGER) {
            statement.setLong(at, Long.parseLong(text));
        } else if (type == ColumnType.BOOLEAN) {
            statement.setInt(at, text.equals("true") ? 1 : 0);
        } else {
            statement.setString(at, text);
        }
    }

    private static Name keyIndex(TableName table) {
        return table.schema() == null
                ? DSL.quotedName(table.table() + "_key")
                : DSL.quotedName(table.schema(), table.table() + "_key");
    }
}
