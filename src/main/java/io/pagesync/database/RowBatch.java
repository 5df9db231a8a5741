package io.pagesync.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a table takes them: a value for each of its columns. */
final class RowBatch {
    private final TableSchema schema;
    private final int[] slots;
    private final List<Row> rows;

    private RowBatch(TableSchema schema, int[] slots, List<Row> rows) {
        this.schema = schema;
        this.slots = slots;
        this.rows = rows;
    }

    static RowBatch of(TableSchema schema, PageRows page, List<Row> rows) {
        int[] slots = schema.columns().stream()
                .mapToInt(column -> page.slot(column.field()))
                .toArray();
        return new RowBatch(schema, slots, rows);
    }

    TableSchema schema() {
        return schema;
    }

    int size() {
        return rows.size();
    }

    Row row(int row) {
        return rows.get(row);
    }

    /** Where the values of a column are in the rows; negative if the page has none. */
    int slot(int column) {
        return slots[column];
    }

    @Nullable
    String text(int row, int column) {
        return rows.get(row).text(slots[column]);
    }

    /** All values of a column. */
    @Nullable
    String[] texts(int column) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i, column);
        }
        return texts;
    }

    int position(int row) {
        return rows.get(row).position();
    }

    /** A batch of one of the rows. */
    RowBatch only(int row) {
        return new RowBatch(schema, slots, List.of(rows.get(row)));
    }
}
