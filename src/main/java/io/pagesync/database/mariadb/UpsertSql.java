package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

/** The statement that upserts a number of rows. */
final class UpsertSql {
    private static final Name PAGE = DSL.quotedName("page");
    private static final Name STORED = DSL.quotedName("stored");

    private final String head;
    private final String row;
    private final String tail;

    private UpsertSql(String head, String row, String tail) {
        this.head = head;
        this.row = row;
        this.tail = tail;
    }

    /** The statement for so many rows, 1 or more. */
    String of(int rows) {
        StringBuilder sql = new StringBuilder(head.length() + tail.length() + rows * (row.length() + 1));
        sql.append(head);
        for (int i = 0; i < rows; i++) {
            sql.append(i == 0 ? "" : ",").append(row);
        }
        return sql.append(tail).toString();
    }

    static UpsertSql of(TableSchema schema, TableSettings settings) {
        DSLContext db = DSL.using(SQLDialect.MARIADB);
        String row = schema.columns().stream().map(column -> "?").collect(Collectors.joining(",", "(", ")"));
        List<Column> columns = schema.columns();
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(DSL.quotedName("c" + i));
        }
        Table<Record> table = schema.table().jooq();
        // The table's own columns, none of whose rows is taken, give the values their types; alone, a text has a length
        // of sixteen
        // bits, and what is longer is cut.
        CommonTableExpression<Record> page = DSL.name(PAGE)
                .fields(names.toArray(Name[]::new))
                .as(DSL.resultQuery(
                        "{0} union all values {1}",
                        DSL.select(UpsertQuery.fields(columns)).from(table).where(DSL.falseCondition()), DSL.raw(row)));
        Table<Record> stored = table.as(STORED);
        String sql = db.render(db.insertInto(table, UpsertQuery.fields(columns))
                        .select(DSL.with(page)
                                .select(names.stream()
                                        .map(name -> DSL.field(PAGE.append(name)))
                                        .toList())
                                .from(page)
                                .leftJoin(stored)
                                .on(DSL.and(schema.key().stream()
                                        .map(column -> stored(column).eq(sent(columns, column)))
                                        .toList()))
                                .where(stored(schema.key().get(0)).isNull().or(changes(schema, settings))))
                        .onDuplicateKeyUpdate()
                        .set(replacement(schema)))
                + " returning 1";
        int at = sql.indexOf(row);
        return new UpsertSql(sql.substring(0, at), row, sql.substring(at + row.length()));
    }

    private static Condition changes(TableSchema schema, TableSettings settings) {
        Set<String> ignored = settings.ignore().stream().map(FieldPath::of).collect(Collectors.toSet());
        return DSL.or(schema.columns().stream()
                .filter(column -> !column.isKey() && !ignored.contains(column.field()))
                .map(column -> stored(column).isDistinctFrom(sent(schema.columns(), column)))
                .toList());
    }

    /**
     * All columns. A row may be met by another unique index than the key's, which somebody has put there: then it is the row of another
     * record, which must not become this one. A key that is null is an error.
     */
    private static Map<Field<?>, Field<?>> replacement(TableSchema schema) {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        Column first = schema.key().get(0);
        Condition same = DSL.and(schema.key().stream()
                .map(column -> own(schema, column).eq(coming(column)))
                .toList());
        values.put(UpsertQuery.field(first), DSL.when(same, own(schema, first)));
        schema.columns().stream()
                .filter(column -> !column.isKey())
                .forEach(column -> values.put(UpsertQuery.field(column), coming(column)));
        return values;
    }

    private static Field<Object> stored(Column column) {
        return DSL.field(STORED.append(DSL.quotedName(column.name())));
    }

    private static Field<Object> own(TableSchema schema, Column column) {
        return DSL.field(schema.table().name().append(DSL.quotedName(column.name())));
    }

    private static Field<Object> coming(Column column) {
        return DSL.field("values({0})", SQLDataType.OTHER, UpsertQuery.field(column));
    }

    private static Field<Object> sent(List<Column> columns, Column column) {
        return DSL.field(PAGE.append(DSL.quotedName("c" + columns.indexOf(column))));
    }
}
