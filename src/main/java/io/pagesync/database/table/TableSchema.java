package io.pagesync.database.table;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table at one moment, with the fields they belong to. Immutable. */
public final class TableSchema {
    private final TableName table;
    private final List<Column> columns;
    private final int version;
    private final Map<String, String> leftOut;
    private final Map<String, Column> byField = new LinkedHashMap<>();

    /**
     * A table's columns.
     *
     * @param version that of {@code pagesync_versions}
     */
    public TableSchema(TableName table, Collection<Column> columns, int version) {
        this(table, columns, version, Map.of());
    }

    /**
     * A table's columns.
     *
     * @param leftOut fields that get no column, each with the reason and the cure in one clause
     */
    public TableSchema(TableName table, Collection<Column> columns, int version, Map<String, String> leftOut) {
        this.table = table;
        this.leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        this.columns = List.copyOf(columns);
        this.version = version;
        columns.forEach(column -> byField.put(column.field(), column));
    }

    /** The table. */
    public TableName table() {
        return table;
    }

    /** All columns, in the order of their making; none if there is no table. */
    public List<Column> columns() {
        return columns;
    }

    /** Which state of the columns this is. */
    public int version() {
        return version;
    }

    /** The column of a field; null if it has none. */
    public @Nullable Column column(String field) {
        return byField.get(field);
    }

    /** The fields whose values are not written, each with the reason and the cure in one clause. */
    public Map<String, String> leftOut() {
        return leftOut;
    }

    /** The columns of the key, in its order; none without a key. */
    public List<Column> key() {
        return columns.stream()
                .filter(Column::isKey)
                .sorted(Comparator.comparingInt(Column::keyPosition))
                .toList();
    }

    /** The type that a column needs for values of this one; null if the one it has will do. */
    public @Nullable ColumnType lacks(String field, ColumnType type) {
        Column column = byField.get(field);
        if (column == null) {
            return leftOut.containsKey(field) ? null : type;
        }
        if (column.isFixed()) {
            return null;
        }
        ColumnType wider = column.type().and(type);
        return wider == column.type() ? null : wider;
    }
}
