package io.pagesync.database.row;

import io.pagesync.database.table.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a table takes them: a value for each of its columns. */
public final class RowBatch {
    /** Stands for the slot of a column that has {@link #constant} in all rows. */
    public static final int CONSTANT = -2;

    private final TableSchema schema;
    private final int[] slots;
    private final List<Row> rows;
    private final String constant;

    private RowBatch(TableSchema schema, int[] slots, List<Row> rows, String constant) {
        this.schema = schema;
        this.slots = slots;
        this.rows = rows;
        this.constant = constant;
    }

    /** These rows of a page for a table with these columns. */
    public static RowBatch of(TableSchema schema, PageRows page, List<Row> rows) {
        int[] slots = schema.columns().stream()
                .mapToInt(column -> page.slot(column.field()))
                .toArray();
        return new RowBatch(schema, slots, rows, "");
    }

    /** The same with one value in all rows, in the column of this field. */
    public RowBatch with(String field, String value) {
        int[] others = slots.clone();
        for (int i = 0; i < others.length; i++) {
            others[i] = schema.columns().get(i).field().equals(field) ? CONSTANT : others[i];
        }
        return new RowBatch(schema, others, rows, value);
    }

    /** What columns of the slot {@link #CONSTANT} hold. */
    public String constant() {
        return constant;
    }

    /** The table. */
    public TableSchema schema() {
        return schema;
    }

    /** How many rows. */
    public int size() {
        return rows.size();
    }

    /** All of the rows. */
    public List<Row> rows() {
        return rows;
    }

    /** One of the rows. */
    public Row row(int row) {
        return rows.get(row);
    }

    /** Where the values of a column are in the rows; negative if the page has none. */
    public int slot(int column) {
        return slots[column];
    }

    /** A value of a row; null if it has none. */
    public @Nullable String text(int row, int column) {
        return slots[column] == CONSTANT ? constant : rows.get(row).text(slots[column]);
    }

    /** All values of a column. */
    public @Nullable String[] texts(int column) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i, column);
        }
        return texts;
    }

    /** The place of a row's record in its page, from 0. */
    public int position(int row) {
        return rows.get(row).position();
    }

    /** A batch of some of the rows, up to the second exclusive. */
    public RowBatch part(int from, int to) {
        return of(rows.subList(from, to));
    }

    /** A batch of these rows of the same page. */
    public RowBatch of(List<Row> others) {
        return new RowBatch(schema, slots, others, constant);
    }
}
