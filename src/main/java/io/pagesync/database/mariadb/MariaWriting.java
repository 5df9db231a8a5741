package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Differing;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.dialect.RowStatement;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How tables and rows get into MariaDB. Each change of a table is committed at once, and what was written before along with it:
 * it is never part of a page's transaction, and what we know of the columns goes before it.
 */
final class MariaWriting implements Writing {
    /** Of the context in which somebody is alone. */
    private static final String ALONE = "io.pagesync.alone";

    /** A lock of the whole server, so it has the database in its name; names have 64 letters at the most. */
    private static final String LOCK = "concat('pagesync.', md5(database()))";

    private static final int PATIENCE = 60;

    /** Bytes that any server takes. */
    private static final int SURELY = 65_536;

    private static final Name INDEX = DSL.quotedName("pagesync_key");

    /** A change that has to wait for a reader has all others wait behind it. */
    private static final int BRIEF = 2;

    /** A lock of the session: that of a row would end with the first change of a table. */
    @Override
    public <T> T alone(DSLContext db, Change<T> change) throws SQLException {
        Integer got = db.select(DSL.field("get_lock(" + LOCK + ", " + PATIENCE + ")", Integer.class))
                .fetchOne(0, Integer.class);
        if (got == null || got != 1) {
            throw new SQLTransientException("another process has been changing tables for " + PATIENCE + " s");
        }
        db.data(ALONE, true);
        db.execute("set session lock_wait_timeout = " + BRIEF);
        return change.make();
    }

    @Override
    public String put(String table, List<String> key, List<String> others, boolean replacing) {
        return RowStatement.insert(table, key, others, '`') + " on duplicate key update "
                + (replacing
                        ? RowStatement.each(others, '`', "%1$s = values(%1$s)")
                        : RowStatement.each(key, '`', "%1$s = %1$s"));
    }

    @Override
    public String onConflict(List<String> key) {
        return "on duplicate key update ";
    }

    @Override
    public void ended(DSLContext db) {
        if (db.data(ALONE) != null) {
            db.execute("set session lock_wait_timeout = default");
            db.execute("do release_lock(" + LOCK + ")");
        }
    }

    /** Whoever has looked at a table keeps it as it is until the transaction ends. */
    @Override
    public String holdColumns(TableName table) {
        return "select count(*) from " + DSL.using(SQLDialect.MARIADB).render(table.jooq()) + " where false";
    }

    /** Two statements in one message are not every connection's; all tables of one are held before it begins. */
    @Override
    public String holding(String hold, String insert, String version) {
        return insert + " returning " + version + (hold.isEmpty() ? "" : " + (" + hold + ")");
    }

    @Override
    public void create(DSLContext db, TableSchema schema, List<Field<?>> columns) {
        new TableChange(db, schema).create(columns);
    }

    @Override
    public void addKey(DSLContext db, TableSchema schema) {
        new TableChange(db, schema).addKey();
    }

    @Override
    public void widen(DSLContext db, TableSchema before, Column column, ColumnType wider) {
        new TableChange(db, before).widen(column, wider);
    }

    /** Without one, it looks at each row of one table for each of the other. A text of no limit is found by its beginning. */
    @Override
    public void index(Connection connection, DSLContext db, TableName table, List<String> columns) throws SQLException {
        // Where it is there, the statement would wait for all who use the table nevertheless.
        if (db.fetchExists(DSL.selectOne()
                .from("information_schema.statistics")
                .where(
                        "table_schema = database() and table_name = {0} and index_name = {1}",
                        DSL.inline(table.table()), DSL.inline(INDEX.last())))) {
            return;
        }
        List<QueryPart> parts = new ArrayList<>();
        for (RealColumn column : new MariaLooking().columns(connection, db, table)) {
            if (columns.contains(column.name())) {
                Name name = DSL.quotedName(column.name());
                parts.add(
                        column.type().endsWith("text")
                                ? DSL.sql("{0}({1})", name, DSL.inline(MariaFacts.LETTERS_OF_KEY / columns.size()))
                                : name);
            }
        }
        db.execute("create index if not exists {0} on {1} ({2})", INDEX, table.jooq(), DSL.list(parts));
    }

    @Override
    public void removeIndex(DSLContext db, TableName table) {
        db.execute("drop index if exists {0} on {1}", INDEX, table.jooq());
    }

    /** Each of its bytes may take two. */
    @Override
    public boolean takes(Connection connection, int bytes) throws SQLException {
        return bytes < SURELY || 2L * bytes + SURELY < new Packets().packet(connection);
    }

    @Override
    public Insert insert(TableSchema schema, TableSettings settings) {
        return schema.key().isEmpty() ? new BulkInsert(schema) : new MariaUpsert(schema, settings);
    }

    @Override
    public int bringIn(DSLContext db, TableSchema schema, TableSettings settings, TableName from) {
        if (schema.key().isEmpty()) {
            return db.execute(db.insertInto(schema.table().jooq(), UpsertQuery.fields(schema.columns()))
                    .select(DSL.select(UpsertQuery.fields(schema.columns())).from(from.jooq())));
        }
        return new UpsertSql(schema, settings).bringIn(db, from.jooq());
    }

    @Override
    public Insert present(TableSchema schema) {
        return new MariaLookup(schema, List.of(), false)::count;
    }

    @Override
    public Differing differing(TableSchema schema, TableSettings settings) {
        return new MariaUpsert(schema, settings);
    }

    @Override
    public RowLookup lookup(TableSchema schema, List<String> names, boolean lock) {
        return new MariaLookup(schema, names, lock);
    }

    @Override
    public UpsertQuery.Compared compared(TableSchema schema, TableSettings settings, Name stored, Name coming) {
        return new UpsertSql(schema, settings).compared(stored, coming);
    }

    @Override
    public @Nullable Insert bulk(TableSchema schema) {
        return new BulkInsert(schema);
    }
}
