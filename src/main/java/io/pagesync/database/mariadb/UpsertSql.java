package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements of an upsert: which rows are not there as they come, and what brings these in. */
final class UpsertSql {
    private static final Name PAGE = DSL.quotedName("page");
    private static final Name NUMBER = DSL.quotedName("number");
    private static final Name STORED = DSL.quotedName("stored");

    /** Types of texts that a database takes for others, of other case or accent. */
    private static final Pattern BLURRED = Pattern.compile("char|text|enum|set");

    private final DSLContext db = DSL.using(SQLDialect.MARIADB);
    private final TableSchema schema;
    private final TableSettings settings;
    private final List<Column> columns;
    private final Table<Record> table;

    UpsertSql(TableSchema schema, TableSettings settings) {
        this.schema = schema;
        this.settings = settings;
        this.columns = schema.columns();
        this.table = schema.table().jooq();
    }

    /**
     * Gives the numbers, from 0, of the rows that are not in the table, or are otherwise; locks none. The table's own columns, none of
     * whose rows is taken, give the values their types: alone, the server takes the length of a text for one of sixteen bits, and cuts
     * what is longer.
     */
    RowsSql differing() {
        List<Name> names = new ArrayList<>(List.of(NUMBER));
        List<Field<?>> typed = new ArrayList<>(List.of(DSL.inline(0)));
        for (Column column : columns) {
            names.add(name(column));
            typed.add(UpsertQuery.field(column));
        }
        CommonTableExpression<Record> page = DSL.name(PAGE)
                .fields(names.toArray(Name[]::new))
                .as(DSL.resultQuery(
                        "{0} union all values {1}",
                        DSL.select(typed).from(table).where(DSL.falseCondition()), DSL.raw(RowsSql.ROWS)));
        String sql = db.render(DSL.with(page)
                .select(DSL.field(PAGE.append(NUMBER)))
                .from(page)
                .leftJoin(table.as(STORED))
                .on(DSL.and(schema.key().stream()
                        .map(column -> same(column, stored(column), sent(column)))
                        .toList()))
                .where(stored(schema.key().get(0)).isNull().or(changes())));
        return RowsSql.of(sql, "(" + RowsSql.NUMBER + ",?".repeat(columns.size()) + ")");
    }

    /**
     * Gives the number, from 0, and some columns of the rows that have the keys of others.
     *
     * @param names the columns
     * @param lock whether nobody else may change these rows before the transaction ends
     */
    RowsSql finding(List<String> names, boolean lock) {
        List<Column> key = schema.key();
        List<Name> page = new ArrayList<>(List.of(NUMBER));
        List<Field<?>> typed = new ArrayList<>(List.of(DSL.inline(0)));
        for (Column column : key) {
            page.add(name(column));
            typed.add(UpsertQuery.field(column));
        }
        List<Field<?>> asked = new ArrayList<>(List.of(DSL.field(PAGE.append(NUMBER))));
        names.forEach(name -> asked.add(DSL.field(STORED.append(DSL.quotedName(name)))));
        CommonTableExpression<Record> keys = DSL.name(PAGE)
                .fields(page.toArray(Name[]::new))
                .as(DSL.resultQuery(
                        "{0} union all values {1}",
                        DSL.select(typed).from(table).where(DSL.falseCondition()), DSL.raw(RowsSql.ROWS)));
        String sql = db.render(DSL.with(keys)
                .select(asked)
                .from(keys)
                .join(table.as(STORED))
                .on(DSL.and(key.stream()
                        .map(column -> same(column, stored(column), sent(column)))
                        .toList()))
                .orderBy(DSL.field(PAGE.append(NUMBER))));
        return RowsSql.of(sql + (lock ? " for update" : ""), "(" + RowsSql.NUMBER + ",?".repeat(key.size()) + ")");
    }

    /** How rows compare with those of another table with columns of the same names. */
    UpsertQuery.Compared compared(Name of, Name coming) {
        Function<Column, Field<Object>> here = column -> DSL.field(of.append(DSL.quotedName(column.name())));
        Function<Column, Field<Object>> there = column -> DSL.field(coming.append(DSL.quotedName(column.name())));
        return new UpsertQuery.Compared(
                DSL.and(schema.key().stream()
                        .map(column -> same(column, here.apply(column), there.apply(column)))
                        .toList()),
                columns.stream().anyMatch(column -> UpsertQuery.isCompared(column, settings))
                        ? changes(here, there)
                        : DSL.falseCondition());
    }

    /** Inserts rows, or replaces those of their keys. */
    RowsSql writing() {
        String sql = db.render(db.insertInto(table, UpsertQuery.fields(columns))
                .values(Collections.nCopies(columns.size(), DSL.field(DSL.raw("?"))))
                .onDuplicateKeyUpdate()
                .set(replacement()));
        String row = "(" + "?, ".repeat(columns.size() - 1) + "?)";
        return RowsSql.of(sql.replace("values " + row, "values " + RowsSql.ROWS), row);
    }

    /**
     * Brings the rows of another table with columns of the same names in, as those of a page. In two statements, because the server
     * counts a row that an insert changes twice.
     *
     * @return how many rows were made or changed
     */
    int bringIn(DSLContext here, Table<Record> from) {
        Table<Record> page = from.as(PAGE);
        Function<Column, Field<Object>> its = column -> DSL.field(PAGE.append(DSL.quotedName(column.name())));
        Condition sameKey = DSL.and(schema.key().stream()
                .map(column -> same(column, stored(column), its.apply(column)))
                .toList());
        int changed = 0;
        if (columns.stream().anyMatch(column -> UpsertQuery.isCompared(column, settings))) {
            changed = here.execute(
                    "update {0} as {1} join {2} as {3} on {4} set {5} where {6}",
                    table,
                    DSL.name(STORED),
                    from,
                    DSL.name(PAGE),
                    sameKey,
                    DSL.list(columns.stream()
                            .filter(column -> !column.isKey() && UpsertQuery.changes(column))
                            .map(column -> DSL.sql("{0} = {1}", stored(column), its.apply(column)))
                            .toList()),
                    changes(its));
        }
        return changed
                + here.insertInto(table, UpsertQuery.fields(columns))
                        .select(DSL.select(columns.stream().map(its).toList())
                                .from(page)
                                .leftJoin(table.as(STORED))
                                .on(sameKey)
                                .where(stored(schema.key().get(0)).isNull()))
                        .execute();
    }

    private Condition changes() {
        return changes(this::sent);
    }

    private Condition changes(Function<Column, Field<Object>> coming) {
        return changes(UpsertSql::stored, coming);
    }

    private Condition changes(Function<Column, Field<Object>> there, Function<Column, Field<Object>> coming) {
        return DSL.or(columns.stream()
                .filter(column -> UpsertQuery.isCompared(column, settings))
                .map(column -> isBlurred(column)
                        ? bytes(there.apply(column)).isDistinctFrom(bytes(coming.apply(column)))
                        : there.apply(column).isDistinctFrom(coming.apply(column)))
                .toList());
    }

    /**
     * All columns. A row may be met by another unique index than the key's, which somebody has put there: then it is the row of another
     * record, which must not become this one. A key that is null is an error.
     */
    private Map<Field<?>, Field<?>> replacement() {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        Column first = schema.key().get(0);
        Condition same = DSL.and(schema.key().stream()
                .map(column -> same(column, own(column), coming(column)))
                .toList());
        values.put(UpsertQuery.field(first), DSL.when(same, own(first)));
        columns.stream()
                .filter(column -> !column.isKey() && UpsertQuery.changes(column))
                .forEach(column -> values.put(UpsertQuery.field(column), coming(column)));
        return values;
    }

    /** Also by its bytes where others have chosen how it is compared: by an index first, and then as we do. */
    private static Condition same(Column column, Field<Object> one, Field<Object> other) {
        return isBlurred(column) ? one.eq(other).and(bytes(one).eq(bytes(other))) : one.eq(other);
    }

    private static boolean isBlurred(Column column) {
        String declared = column.declared();
        return declared != null && BLURRED.matcher(declared).find();
    }

    private static Field<Object> bytes(Field<Object> text) {
        return DSL.field("cast({0} as binary)", SQLDataType.OTHER, text);
    }

    private static Field<Object> stored(Column column) {
        return DSL.field(STORED.append(DSL.quotedName(column.name())));
    }

    private Field<Object> own(Column column) {
        return DSL.field(schema.table().name().append(DSL.quotedName(column.name())));
    }

    private static Field<Object> coming(Column column) {
        return DSL.field("values({0})", SQLDataType.OTHER, UpsertQuery.field(column));
    }

    private Field<Object> sent(Column column) {
        return DSL.field(PAGE.append(name(column)));
    }

    private Name name(Column column) {
        return DSL.quotedName("c" + columns.indexOf(column));
    }
}
