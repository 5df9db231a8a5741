package io.pagesync.database.batch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RefusedRecord;
import io.pagesync.database.row.Row;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSchema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into columns of another kind, which is rare. Objects and arrays in a column of text, which has other
 * values, too, get the form of those that were there when it was widened. In a column whose type somebody else has chosen,
 * values get the form that it takes, and one whose digits it would round away is refused.
 */
public final class FittedRows {
    private static final Pattern SCALE = Pattern.compile("(?:numeric|decimal)\\(\\d+(?:,(\\d+))?\\)");

    /** In digits. */
    private static final int LONGEST_WHOLE = 40;

    private final Connection connection;
    private final Writing writing;
    private final PageRows page;
    private final List<RefusedRecord> refused;

    /**
     * Of a page.
     *
     * @param refused gets those that do not fit
     */
    public FittedRows(Connection connection, Writing writing, PageRows page, List<RefusedRecord> refused) {
        this.connection = connection;
        this.writing = writing;
        this.page = page;
        this.refused = refused;
    }

    /** The rows as they are to be written. */
    public List<Row> of(List<Row> rows, TableSchema schema) throws SQLException {
        List<Row> all = rows;
        for (Column column : schema.columns()) {
            int slot = page.slot(column.field());
            if (column.type() == ColumnType.TEXT && page.holdsNested(slot)) {
                all = nested(all, slot);
            }
            if (slot >= 0 && column.isFixed()) {
                all = fixed(all, slot, column);
            }
        }
        return all;
    }

    private List<Row> nested(List<Row> rows, int slot) throws SQLException {
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

    private List<Row> fixed(List<Row> rows, int slot, Column column) {
        ColumnType has = page.types().get(slot);
        if (has == null || (column.type() == has && column.type() != ColumnType.DECIMAL)) {
            return rows;
        }
        return switch (column.type()) {
            case JSON -> quoted(rows, slot);
            case INTEGER -> has == ColumnType.DECIMAL ? whole(rows, slot) : rows;
            case DECIMAL -> has == ColumnType.INTEGER ? rows : scaled(rows, slot, column);
            default -> rows;
        };
    }

    /** A string is JSON only in quotes. */
    private List<Row> quoted(List<Row> rows, int slot) {
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String text = row.text(slot);
            all.add(
                    text == null || !page.isString(slot, row)
                            ? row
                            : row.with(
                                    slot,
                                    '"'
                                            + new String(JsonStringEncoder.getInstance()
                                                    .quoteAsString(text))
                                            + '"'));
        }
        return all;
    }

    /** 5.0 is a whole number, though no database reads it as one. */
    private List<Row> whole(List<Row> rows, int slot) {
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String text = row.text(slot);
            String whole = text == null || page.isString(slot, row) ? null : whole(text);
            all.add(whole == null ? row : row.with(slot, whole));
        }
        return all;
    }

    /** A number without its point; null if it has a fraction, or is of a size that no column of whole numbers has. */
    private static @Nullable String whole(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            // The digits of 1e999999999 would take all memory.
            boolean fits = number.precision() <= LONGEST_WHOLE
                    && (long) number.precision() - number.scale() <= LONGEST_WHOLE
                    && number.stripTrailingZeros().scale() <= 0;
            return fits ? number.toBigInteger().toString() : null;
        } catch (NumberFormatException e) {
            // An exponent that Java does not read; the database says what is wrong with it.
            return null;
        }
    }

    private List<Row> scaled(List<Row> rows, int slot, Column column) {
        Matcher declared = SCALE.matcher(String.valueOf(column.declared()));
        if (!declared.matches()) {
            return rows;
        }
        int scale = declared.group(1) == null ? 0 : Integer.parseInt(declared.group(1));
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String text = row.text(slot);
            if (text != null && behindThePoint(text) > scale) {
                refused.add(new RefusedRecord(
                        row.position(),
                        "its value " + Quoted.of(text) + " for column " + Quoted.of(column.name())
                                + " has more decimal places than " + column.declared()));
            } else {
                all.add(row);
            }
        }
        return all;
    }

    private static int behindThePoint(String text) {
        int point = text.indexOf('.');
        int end = text.length();
        while (end > point && point >= 0 && text.charAt(end - 1) == '0') {
            end--;
        }
        return point < 0 ? 0 : end - point - 1;
    }
}
