package io.pagesync.database.sqlite;

import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.LookupByRow;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * How rows get into SQLite: a page as a batch of a prepared insert and not through {@code json_each}, which makes doubles
 * of all numbers.
 */
final class SqliteWriting implements Writing {
    private final Facts facts = new SqliteFacts();

    /** Transactions begin IMMEDIATE: whoever has one is the only writer. */
    @Override
    public <T> T alone(DSLContext db, Change<T> change) throws SQLException {
        return change.make();
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
        if (facts.type(column).equals(facts.type(column.as(wider)))) {
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
        DSLContext db = DSL.using(SQLDialect.SQLITE);
        String sql = db.render(upsert.onConflict(
                db.insertInto(upsert.target(), upsert.columns()).values(values)));
        return (connection, batch) -> execute(connection, sql, batch);
    }

    @Override
    public boolean hasTriggers(DSLContext db, TableName table) {
        return db.fetchExists(DSL.selectOne()
                .from("sqlite_master")
                .where("type = 'trigger' and lower(tbl_name) = lower({0})", DSL.val(table.table())));
    }

    @Override
    public Insert present(TableSchema schema) {
        List<Column> key = schema.key();
        int[] places = key.stream().mapToInt(schema.columns()::indexOf).toArray();
        Field<Object> parameter = DSL.field(DSL.raw("?"));
        String sql = DSL.using(SQLDialect.SQLITE)
                .render(DSL.selectCount()
                        .from(schema.table().jooq())
                        .where(DSL.and(key.stream()
                                .map(column -> UpsertQuery.field(column).eq(parameter))
                                .toList())));
        return (connection, batch) -> {
            int present = 0;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int row = 0; row < batch.size(); row++) {
                    for (int i = 0; i < key.size(); i++) {
                        bind(statement, i + 1, key.get(i), batch.text(row, places[i]));
                    }
                    try (ResultSet result = statement.executeQuery()) {
                        present += result.next() ? result.getInt(1) : 0;
                    }
                }
            }
            return present;
        };
    }

    /** Whoever has a transaction is the only writer, so that nothing is to be locked. */
    @Override
    public RowLookup lookup(TableSchema schema, List<String> names, boolean lock) {
        return new LookupByRow(SQLDialect.SQLITE, schema, names, SqliteWriting::bind);
    }

    private static int execute(Connection connection, String insert, RowBatch batch) throws SQLException {
        List<Column> columns = batch.schema().columns();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < columns.size(); i++) {
                    bind(statement, i + 1, columns.get(i), batch.text(row, i));
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

    private static void bind(PreparedStatement statement, int at, Column column, @Nullable String text)
            throws SQLException {
        if (text == null) {
            statement.setNull(at, Types.NULL);
        } else if (column.isFixed() && column.type() != ColumnType.BOOLEAN) {
            // As the column's own affinity has it.
            statement.setString(at, text);
        } else if (column.type() == ColumnType.INTEGER) {
            statement.setLong(at, Long.parseLong(text));
        } else if (column.type() == ColumnType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
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
