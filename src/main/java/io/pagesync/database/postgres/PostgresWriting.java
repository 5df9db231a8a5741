package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Differing;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.dialect.RowVersions;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQL;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How rows get into PostgreSQL: a page by COPY where none of its rows is there yet. Otherwise, as one array of texts a
 * column, which the server unnests and casts: measured (50,000 records, one connection), that is twice as fast as {@code
 * json_to_recordset} over the page's bytes and as COPY into a temporary table with an insert behind it.
 */
final class PostgresWriting implements Writing {
    private static final long SCHEMA_LOCK = 0x7061_6765_7379_6e63L;

    private static final Set<String> NO_EQUALITY = Set.of("json", "xml", "point", "line", "box", "path", "polygon");

    /** A host may bring another driver, which has no COPY that we know. */
    private static final boolean OWN_DRIVER = isThere("org.postgresql.PGConnection");

    /** The place of a row in its page, beside its columns. */
    private static final String NUMBER = "number";

    /** What a table is called beside the page whose rows are looked for in it. */
    private static final Name THERE = DSL.quotedName("there");

    private final Facts facts = new PostgresFacts();

    @Override
    public <T> T alone(DSLContext db, Change<T> change) throws SQLException {
        db.fetch("select pg_advisory_xact_lock(?)", SCHEMA_LOCK);
        return change.make();
    }

    /** The lock that an insert takes, too, only earlier: readers and other writers do not mind. */
    @Override
    public String holdColumns(TableName table) {
        return "lock table " + DSL.using(SQLDialect.POSTGRES).render(table.jooq()) + " in row exclusive mode";
    }

    /** Readers queue behind a change that waits, so a second is all it waits for. */
    @Override
    public void waitBriefly(DSLContext db) {
        db.execute("set local lock_timeout = '1s'");
    }

    @Override
    public String checkNow() {
        return "set constraints all immediate";
    }

    /** Of the types that others may choose, these have none. */
    private static boolean hasEquality(Column column) {
        String declared = column.declared();
        return declared == null || !NO_EQUALITY.contains(declared);
    }

    @Override
    public void addKey(DSLContext db, TableSchema schema) {
        db.alterTable(schema.table().jooq())
                .add(DSL.primaryKey(UpsertQuery.fields(schema.key())))
                .execute();
    }

    @Override
    public void widen(DSLContext db, TableSchema before, Column column, ColumnType wider) {
        db.alterTable(before.table().jooq())
                .alter(UpsertQuery.field(column))
                .set(facts.type(column.as(wider)))
                .execute();
    }

    /**
     * Where there is a key, rows that are there as they come are left out by a join, before anything is locked: a conflict locks its
     * row, also where nothing is to be changed, and each lock is a record in the log. The join may have the server take them in any
     * order, that of the table for example; so they are put into the batch's again, which is that of all workers.
     */
    @Override
    public Insert insert(TableSchema schema, TableSettings settings) {
        UpsertQuery upsert = new UpsertQuery(schema, settings, PostgresWriting::hasEquality);
        List<Field<?>> arrays = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        Map<Column, Field<Object>> coming = new HashMap<>();
        List<String> names = new ArrayList<>();
        SQL parameter = DSL.raw("?::text[]");
        for (Column column : schema.columns()) {
            String name = "c" + names.size();
            names.add(name);
            arrays.add(DSL.field(parameter));
            Field<Object> value = DSL.field(
                    "{0}", Object.class, DSL.field(DSL.quotedName("page", name)).cast(facts.typeOf(column)));
            values.add(value);
            coming.put(column, value);
        }
        names.add(NUMBER);
        Table<Record> page =
                DSL.table("unnest({0}) with ordinality", DSL.list(arrays)).as("page", names.toArray(String[]::new));
        DSLContext db = DSL.using(SQLDialect.POSTGRES);
        List<Column> key = schema.key();
        Function<Column, Field<Object>> value = column -> Objects.requireNonNull(coming.get(column));
        String sql = db.render(upsert.onConflict(db.insertInto(upsert.target(), upsert.columns())
                .select(
                        key.isEmpty()
                                ? DSL.select(values).from(page)
                                : DSL.select(values)
                                        .from(page)
                                        .leftJoin(schema.table().jooq().as(THERE))
                                        .on(DSL.and(key.stream()
                                                .map(column -> DSL.field(THERE.append(DSL.quotedName(column.name())))
                                                        .eq(value.apply(column)))
                                                .toList()))
                                        .where(upsert.differs(THERE, value))
                                        .orderBy(DSL.field(DSL.quotedName("page", NUMBER))))));
        return (connection, batch) -> execute(connection, sql, batch);
    }

    /** A server that crashes empties it, which is noticed. */
    @Override
    public String makesStaging() {
        return "create unlogged table";
    }

    /** As jsonb prints them. */
    @Override
    public List<String> asWidened(Connection connection, List<String> nested) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select value::jsonb::text from unnest(?::text[]) with ordinality as page(value, place) order by place")) {
            statement.setArray(1, connection.createArrayOf("text", nested.toArray()));
            List<String> printed = new ArrayList<>(nested.size());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    printed.add(result.getString(1));
                }
            }
            return printed;
        }
    }

    @Override
    public @Nullable Insert bulk(TableSchema schema) {
        return OWN_DRIVER ? new PostgresCopy(schema) : null;
    }

    @Override
    public boolean hasTriggers(DSLContext db, TableName table) {
        return db.fetchExists(DSL.selectOne()
                .from("pg_trigger")
                .where(
                        "tgrelid = to_regclass({0}) and not tgisinternal",
                        DSL.val(DSL.using(SQLDialect.POSTGRES).render(table.jooq()))));
    }

    @Override
    public Insert present(TableSchema schema) {
        List<Column> key = schema.key();
        List<Condition> same = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Column column : key) {
            String name = "c" + names.size();
            names.add(name);
            same.add(DSL.field(DSL.quotedName("stored", column.name()))
                    .eq(DSL.field(DSL.quotedName("page", name)).cast(facts.typeOf(column))));
        }
        List<Field<?>> arrays = Collections.nCopies(key.size(), DSL.field(DSL.raw("?::text[]")));
        Table<Record> page = DSL.table("unnest({0})", DSL.list(arrays)).as("page", names.toArray(String[]::new));
        String sql = DSL.using(SQLDialect.POSTGRES)
                .render(DSL.selectCount()
                        .from(page)
                        .join(schema.table().jooq().as(DSL.quotedName("stored")))
                        .on(DSL.and(same)));
        return (connection, batch) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < key.size(); i++) {
                    int column = schema.columns().indexOf(key.get(i));
                    statement.setArray(i + 1, connection.createArrayOf("text", batch.texts(column)));
                }
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? result.getInt(1) : 0;
                }
            }
        };
    }

    @Override
    public RowVersions versions(TableSchema schema) {
        return PostgresLookups.versions(schema, facts);
    }

    @Override
    public Field<String> storedVersions(Field<String> text) {
        return DSL.field(PostgresVersions.stored("{0}"), String.class, text);
    }

    @Override
    public Differing differing(TableSchema schema, TableSettings settings) {
        return PostgresLookups.differing(
                schema, facts, new UpsertQuery(schema, settings, PostgresWriting::hasEquality));
    }

    @Override
    public RowLookup lookup(TableSchema schema, List<String> names, boolean lock) {
        return PostgresLookups.lookup(schema, facts, names, lock);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, PostgresWriting.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static int execute(Connection connection, String insert, RowBatch batch) throws SQLException {
        int columns = batch.schema().columns().size();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < columns; i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", batch.texts(i)));
            }
            return statement.executeUpdate();
        }
    }
}
