package io.pagesync.database;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table at one moment, with the fields they belong to. Immutable. */
final class TableSchema {
    private final TableName table;
    private final List<Column> columns;
    private final int version;
    private final Map<String, Column> byField = new LinkedHashMap<>();

    /**
     * A table's columns.
     *
     * @param version that of {@link ColumnVersions}
     */
    TableSchema(TableName table, Collection<Column> columns, int version) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.version = version;
        columns.forEach(column -> byField.put(column.field(), column));
    }

    TableName table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    int version() {
        return version;
    }

    @Nullable
    Column column(String field) {
        return byField.get(field);
    }

    List<Column> key() {
        return columns.stream()
                .filter(Column::isKey)
                .sorted(Comparator.comparingInt(Column::keyPosition))
                .toList();
    }

    /** The fields of a page that have no column yet, or one that is too narrow, with the type they need. */
    Map<String, ColumnType> lacks(PageRows page) {
        Map<String, ColumnType> lacking = new LinkedHashMap<>();
        page.slots().forEach((field, slot) -> {
            ColumnType type = page.types().get(slot);
            Column column = byField.get(field);
            if (type != null && (column == null || column.type().and(type) != column.type())) {
                lacking.put(field, column == null ? type : column.type().and(type));
            }
        });
        return lacking;
    }
}
