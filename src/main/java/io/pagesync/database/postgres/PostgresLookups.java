package io.pagesync.database.postgres;

import io.pagesync.database.dialect.Differing;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.dialect.RowVersions;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Joins of a table with some columns of a page, each of them an array of texts, which the server unnests and casts. */
final class PostgresLookups {
    private static final Name PAGE = DSL.quotedName("page");
    private static final Name NUMBER = DSL.quotedName("number");
    private static final Name STORED = DSL.quotedName("stored");

    private final TableSchema schema;
    private final Facts facts;
    private final List<Column> sent;

    private PostgresLookups(TableSchema schema, Facts facts, List<Column> sent) {
        this.schema = schema;
        this.facts = facts;
        this.sent = sent;
    }

    /** Which rows an upsert would write, by a join that locks none. */
    static Differing differing(TableSchema schema, Facts facts, UpsertQuery upsert) {
        PostgresLookups all = new PostgresLookups(schema, facts, schema.columns());
        String sql = render(DSL.select(all.number())
                .from(all.page())
                .leftJoin(all.stored())
                .on(all.sameKey())
                .where(upsert.differs(STORED, all::value))
                .orderBy(all.number()));
        return (connection, batch) -> {
            List<Row> rows = new ArrayList<>();
            all.each(connection, sql, batch, (number, row) -> rows.add(batch.row(number)));
            return rows;
        };
    }

    /**
     * Finds rows by their keys. The lock is that of an update which leaves the key as it is, so that nobody waits who only refers to
     * the row; rows are locked in the batch's order, which is that of keys.
     */
    static RowLookup lookup(TableSchema schema, Facts facts, List<String> names, boolean lock) {
        PostgresLookups keys = new PostgresLookups(schema, facts, schema.key());
        List<Field<?>> asked = new ArrayList<>(List.of(keys.number()));
        names.forEach(name -> asked.add(DSL.field(STORED.append(DSL.quotedName(name)))));
        String sql = render(DSL.select(asked)
                        .from(keys.page())
                        .join(keys.stored())
                        .on(keys.sameKey())
                        .orderBy(keys.number()))
                + (lock ? " for no key update of \"stored\"" : "");
        return (connection, batch, to) -> keys.each(connection, sql, batch, to);
    }

    /** The versions of the rows that have the keys of a batch. */
    static RowVersions versions(TableSchema schema, Facts facts) {
        PostgresLookups keys = new PostgresLookups(schema, facts, schema.key());
        String sql = render(DSL.select(DSL.field(PostgresVersions.summed("{0}"), DSL.name(STORED)))
                .from(keys.page())
                .join(keys.stored())
                .on(keys.sameKey()));
        int[] places = schema.key().stream().mapToInt(schema.columns()::indexOf).toArray();
        return new PostgresVersions(
                DSL.using(SQLDialect.POSTGRES).render(schema.table().jooq()), sql, places);
    }

    private static String render(Select<?> query) {
        return DSL.using(SQLDialect.POSTGRES).render(query);
    }

    private Table<Record> page() {
        List<Field<?>> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            arrays.add(DSL.field(DSL.raw("?::text[]")));
            names.add("c" + i);
        }
        names.add(NUMBER.last());
        return DSL.table("unnest({0}) with ordinality", DSL.list(arrays)).as(PAGE.last(), names.toArray(String[]::new));
    }

    private Table<Record> stored() {
        return schema.table().jooq().as(STORED);
    }

    private Field<Object> number() {
        return DSL.field(PAGE.append(NUMBER));
    }

    private Field<Object> value(Column column) {
        return DSL.field(
                "{0}",
                Object.class,
                DSL.field(PAGE.append(DSL.quotedName("c" + sent.indexOf(column))))
                        .cast(facts.typeOf(column)));
    }

    private Condition sameKey() {
        return DSL.and(schema.key().stream()
                .map(column ->
                        DSL.field(STORED.append(DSL.quotedName(column.name()))).eq(value(column)))
                .toList());
    }

    private void each(Connection connection, String sql, RowBatch batch, RowLookup.Found to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < sent.size(); i++) {
                int column = schema.columns().indexOf(sent.get(i));
                statement.setArray(i + 1, connection.createArrayOf("text", batch.texts(column)));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    to.take(result.getInt(1) - 1, result);
                }
            }
        }
    }
}
