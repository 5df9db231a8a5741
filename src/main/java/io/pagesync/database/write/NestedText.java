package io.pagesync.database.write;

import io.pagesync.database.dialect.Writing;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.Row;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects and arrays on their way into a column of text, which is rare: a field that has other values, too. They get the
 * form of those that were there when the column was widened.
 */
final class NestedText {
    private final Connection connection;
    private final Writing writing;
    private final PageRows page;

    NestedText(Connection connection, Writing writing, PageRows page) {
        this.connection = connection;
        this.writing = writing;
        this.page = page;
    }

    /** The rows as they are to be written. */
    List<Row> of(List<Row> rows, TableSchema schema) throws SQLException {
        List<Row> all = rows;
        for (Column column : schema.columns()) {
            int slot = page.slot(column.field());
            if (column.type() == ColumnType.TEXT && page.holdsNested(slot)) {
                all = of(all, slot);
            }
        }
        return all;
    }

    private List<Row> of(List<Row> rows, int slot) throws SQLException {
        List<Integer> at = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String text = rows.get(i).text(slot);
            if (text != null && page.isNested(slot, rows.get(i))) {
                at.add(i);
                texts.add(text);
            }
        }
        List<String> widened = writing.asWidened(connection, texts);
        List<Row> all = new ArrayList<>(rows);
        for (int i = 0; i < at.size(); i++) {
            if (!widened.get(i).equals(texts.get(i))) {
                all.set(at.get(i), all.get(at.get(i)).with(slot, widened.get(i)));
            }
        }
        return all;
    }
}
