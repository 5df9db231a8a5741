package io.pagesync.database.dialect;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What follows an insert where the key is there already: the row is replaced, unless it is the same. */
public final class UpsertQuery {
    private static final int GROUP = 100;

    private final TableSchema schema;
    private final TableSettings settings;
    private final Table<Record> target;
    private final Predicate<Column> hasEquality;

    /** Of a table, as the settings say. */
    public UpsertQuery(TableSchema schema, TableSettings settings) {
        this(schema, settings, column -> true);
    }

    /**
     * Of a table, as the settings say.
     *
     * @param hasEquality whether the database can tell whether two values of a column are the same; others are compared as texts
     */
    public UpsertQuery(TableSchema schema, TableSettings settings, Predicate<Column> hasEquality) {
        this.schema = schema;
        this.hasEquality = hasEquality;
        this.settings = settings;
        this.target = schema.table().jooq().as(DSL.quotedName("stored"));
    }

    /** The table, under the name that the rows which are there have in the query. */
    public Table<Record> target() {
        return target;
    }

    /** Its columns. */
    public List<Field<Object>> columns() {
        return fields(schema.columns());
    }

    /** The whole statement. */
    public Query onConflict(InsertOnDuplicateStep<Record> insert) {
        if (schema.key().isEmpty()) {
            return insert;
        }
        List<Column> others =
                schema.columns().stream().filter(column -> !column.isKey()).toList();
        List<Condition> changes = others.stream()
                .filter(column -> isCompared(column, settings))
                .map(this::changed)
                .toList();
        if (changes.isEmpty()) {
            return insert.onConflict(fields(schema.key())).doNothing();
        }
        Map<Field<Object>, Field<Object>> values = new LinkedHashMap<>();
        others.stream()
                .filter(UpsertQuery::changes)
                .forEach(column -> values.put(field(column), DSL.excluded(field(column))));
        return insert.onConflict(fields(schema.key())).doUpdate().set(values).where(anyOf(changes));
    }

    /**
     * Whether a row of a page is not in the table, or otherwise: of a join of both on their keys.
     *
     * @param there what the table is called in the join
     * @param coming a column's value in the page
     */
    public Condition differs(Name there, Function<Column, Field<Object>> coming) {
        Field<Object> key =
                DSL.field(there.append(DSL.quotedName(schema.key().get(0).name())));
        List<Condition> changes = schema.columns().stream()
                .filter(column -> isCompared(column, settings))
                .map(column ->
                        changed(column, DSL.field(there.append(DSL.quotedName(column.name()))), coming.apply(column)))
                .toList();
        return changes.isEmpty() ? key.isNull() : key.isNull().or(anyOf(changes));
    }

    /**
     * How rows of the table and those of another one compare.
     *
     * @param sameKey whether both have one key
     * @param changed whether the other one has another value where that is a change of the row
     */
    public record Compared(Condition sameKey, Condition changed) {}

    /** How rows of the table under one name compare with those under another. */
    public Compared compared(Name stored, Name coming) {
        List<Condition> same = schema.key().stream()
                .map(column -> of(stored, column).eq(of(coming, column)))
                .toList();
        List<Condition> changes = schema.columns().stream()
                .filter(column -> isCompared(column, settings))
                .map(column -> changed(column, of(stored, column), of(coming, column)))
                .toList();
        return new Compared(DSL.and(same), changes.isEmpty() ? DSL.falseCondition() : anyOf(changes));
    }

    private static Field<Object> of(Name table, Column column) {
        return DSL.field(table.append(DSL.quotedName(column.name())));
    }

    /** In groups, because SQLite takes an expression of 1,000 levels at the most, and each further OR is a level. */
    private static Condition anyOf(List<Condition> conditions) {
        List<Condition> groups = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i += GROUP) {
            List<Condition> group = conditions.subList(i, Math.min(i + GROUP, conditions.size()));
            groups.add(DSL.condition("({0})", DSL.or(group)));
        }
        return DSL.or(groups);
    }

    /** Whether a row that is changed gets a new value for the column. */
    public static boolean changes(Column column) {
        Stamp stamp = stamp(column);
        return stamp == null || !stamp.stays();
    }

    /** Whether a new value for the column is a change of its row. */
    public static boolean isCompared(Column column, TableSettings settings) {
        return !column.isKey()
                && stamp(column) == null
                && settings.ignore().stream().map(FieldPath::of).noneMatch(column.field()::equals);
    }

    private static @Nullable Stamp stamp(Column column) {
        return Stream.of(Stamp.values())
                .filter(each -> each.column().equals(column.field()))
                .findFirst()
                .orElse(null);
    }

    private Condition changed(Column column) {
        return changed(column, stored(column), DSL.excluded(field(column)));
    }

    private Condition changed(Column column, Field<Object> stored, Field<Object> coming) {
        return hasEquality.test(column)
                ? stored.isDistinctFrom(coming)
                : stored.cast(SQLDataType.CLOB).isDistinctFrom(coming.cast(SQLDataType.CLOB));
    }

    private static Field<Object> stored(Column column) {
        return DSL.field(DSL.quotedName("stored", column.name()));
    }

    /** A column in a statement. */
    public static Field<Object> field(Column column) {
        return DSL.field(DSL.quotedName(column.name()));
    }

    /** Columns in a statement. */
    public static List<Field<Object>> fields(List<Column> columns) {
        return columns.stream().map(UpsertQuery::field).toList();
    }
}
