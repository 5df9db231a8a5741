package io.pagesync.database.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a table as events tell them: all columns that are written. A row that is marked as deleted is none. */
final class TableImages {
    private final TableSchema schema;
    private final String deleted;

    TableImages(TableSchema schema, TableSettings settings) {
        this.schema = schema;
        this.deleted = settings.removal().deletedColumn();
    }

    /** The columns that a row is read from. */
    List<String> names() {
        List<String> names = schema.columns().stream().map(Column::name).collect(Collectors.toList());
        if (!deleted.isEmpty()) {
            names.add(deleted);
        }
        return names;
    }

    /**
     * A row.
     *
     * @param from the place of its first column in the result, from 1
     * @return null if it is marked as deleted
     */
    @Nullable
    RowImage read(ResultSet row, int from) throws SQLException {
        List<Column> columns = schema.columns();
        return !deleted.isEmpty() && row.getString(from + columns.size()) != null ? null : unmarked(row, from);
    }

    /** The same of a row that is no more marked. */
    RowImage unmarked(ResultSet row, int from) throws SQLException {
        List<Column> columns = schema.columns();
        List<String> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(row, from + i, columns.get(i)));
        }
        return new RowImage(values);
    }

    private static String value(ResultSet row, int at, Column column) throws SQLException {
        int type = row.getMetaData().getColumnType(at);
        if (type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB) {
            byte[] bytes = row.getBytes(at);
            return bytes == null
                    ? "null"
                    : ColumnJson.quoted(Base64.getEncoder().encodeToString(bytes));
        }
        return ColumnJson.of(column.type(), row.getString(at));
    }

    /** A row as it was sent. */
    RowImage sent(RowBatch batch, int row) {
        List<Column> columns = schema.columns();
        List<String> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(ColumnJson.of(columns.get(i).type(), batch.text(row, i)));
        }
        return new RowImage(values);
    }

    /** A row of these values, but for those that stay when a row is changed, which are those of another one. */
    RowImage merged(RowImage before, RowImage coming, java.util.function.Predicate<Column> changes) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            RowImage from = changes.test(schema.columns().get(i)) ? coming : before;
            values.add(from.values().get(i));
        }
        return new RowImage(values);
    }

    /** The columns with their values as one object. */
    String json(@Nullable RowImage row) {
        if (row == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < schema.columns().size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append(ColumnJson.quoted(schema.columns().get(i).name()))
                    .append(':')
                    .append(row.values().get(i));
        }
        return json.append('}').toString();
    }

    /** The key: of one column its value as a text, of several an array; empty where the table has none. */
    String key(RowImage row) {
        List<String> key = schema.key().stream()
                .map(column -> row.values().get(schema.columns().indexOf(column)))
                .toList();
        if (key.size() != 1) {
            return key.isEmpty() ? "" : "[" + String.join(",", key) + "]";
        }
        return key.get(0).startsWith("\"") ? text(key.get(0)) : key.get(0);
    }

    private static String text(String json) {
        try {
            return Json.MAPPER.readValue(json, String.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value was written as JSON that is none", e);
        }
    }
}
