package io.pagesync.database.gone;

import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rows that a table holds, beside those that a run has seen: the parts that statements about them are made of. */
public final class StoredRows {
    private static final String STORED = "stored";
    private static final String SEEN = "seen";

    private final TableSchema schema;
    private final Facts facts;
    private final TableName staging;
    private final List<Column> scope;
    private final Condition present;

    /** Of a table with these columns, and of its staging table. */
    StoredRows(TableSchema schema, TableSettings settings, Facts facts, TableName staging) {
        this.schema = schema;
        this.facts = facts;
        this.staging = staging;
        this.scope = settings.scope().keySet().stream()
                .map(name -> Objects.requireNonNull(schema.column(FieldPath.ofName(name)), name))
                .toList();
        this.present =
                settings.removal().marks() ? new DeletedColumn(settings).field().isNull() : DSL.noCondition();
    }

    /**
     * How many rows of a scope a table holds, without those that are marked as deleted.
     *
     * @param settings as they are for the scope
     */
    public static long count(DSLContext db, TableSchema schema, TableSettings settings, Facts facts) {
        return new StoredRows(schema, settings, facts, schema.table())
                .count(db, List.copyOf(settings.scope().values()));
    }

    /** The table. */
    Table<Record> table() {
        return schema.table().jooq();
    }

    /** Its rows beside those that were seen, where there are such. */
    Table<?> besideSeen() {
        return table().as(DSL.quotedName(STORED)).leftJoin(seen()).on(same());
    }

    /** Of these, those that were not seen, in the scope of these values. */
    Condition unseen(List<String> values) {
        return token().isNull().and(isOf(values, STORED)).and(present);
    }

    /** The key of a row as one text, of the rows beside those that were seen. */
    Field<String> storedKey() {
        return ScopeText.of(fields(STORED, schema.key()));
    }

    /** Its scope as one text. */
    Field<String> storedScope() {
        return ScopeText.of(fields(STORED, scope));
    }

    /** The key of a row as one text. */
    Field<String> key() {
        return ScopeText.of(UpsertQuery.fields(schema.key()));
    }

    /** The columns of the key. */
    List<Field<Object>> keyColumns() {
        return UpsertQuery.fields(schema.key());
    }

    /** All columns. */
    List<Field<Object>> columns() {
        return UpsertQuery.fields(schema.columns());
    }

    /** Whether rows have a key. */
    boolean keyed() {
        return !schema.key().isEmpty();
    }

    /** How many columns a scope has. */
    int scopes() {
        return scope.size();
    }

    /** Those of a scope; none of the values, and it is all of the table. */
    Condition isOf(List<String> values) {
        return isOf(values, "");
    }

    private Condition isOf(List<String> values, String of) {
        List<Condition> each = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Column column = scope.get(i);
            Field<?> value = DSL.val(values.get(i));
            Field<?> typed =
                    column.type() == ColumnType.TEXT && !column.isFixed() ? value : value.cast(facts.typeOf(column));
            Name name = of.isEmpty() ? DSL.quotedName(column.name()) : DSL.quotedName(of, column.name());
            each.add(DSL.condition("{0} = {1}", DSL.field(name), typed));
        }
        return DSL.and(each);
    }

    /** How many rows of a scope are there, without those that are marked as deleted. */
    long count(DSLContext db, List<String> values) {
        return db.fetchSingle(
                        DSL.selectCount().from(table()).where(isOf(values)).and(present))
                .value1();
    }

    /** How many rows of these scopes are there, without those that are marked as deleted. */
    long count(DSLContext db, Set<String> scopes) {
        return db
                .select(storedScope(), DSL.count())
                .from(table().as(DSL.quotedName(STORED)))
                .where(present)
                .groupBy(storedScope())
                .fetch()
                .stream()
                .filter(each -> scopes.contains(each.value1()))
                .mapToLong(each -> each.value2())
                .sum();
    }

    /** How many of the rows that were seen are there. */
    long countSeen(DSLContext db) {
        return db.fetchSingle(DSL.selectCount()
                        .from(table().as(DSL.quotedName(STORED)).join(seen()).on(same())))
                .value1();
    }

    /** The key of a row that was seen as one text. */
    Field<String> seenKey() {
        return ScopeText.of(fields(SEEN, schema.key()));
    }

    /** Whether a row was seen. */
    Condition isSeen() {
        return DSL.condition(
                "({0}) in ({1})",
                DSL.list(keyColumns()), DSL.select(fields(SEEN, schema.key())).from(seen()));
    }

    /** The rows that were seen. */
    Table<Record> seen() {
        return staging.jooq().as(DSL.quotedName(SEEN));
    }

    private Field<Long> token() {
        return DSL.field(DSL.quotedName(SEEN, Staging.TOKEN), Long.class);
    }

    private Condition same() {
        return DSL.and(schema.key().stream()
                .map(column -> DSL.field(DSL.quotedName(STORED, column.name()))
                        .eq(DSL.field(DSL.quotedName(SEEN, column.name()))))
                .toList());
    }

    private static List<Field<Object>> fields(String of, List<Column> columns) {
        return columns.stream()
                .map(column -> DSL.field(DSL.quotedName(of, column.name())))
                .toList();
    }
}
