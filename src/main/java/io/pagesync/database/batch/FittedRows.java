package io.pagesync.database.batch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pagesync.database.Database;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RefusedRecord;
import io.pagesync.database.row.Row;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.IsoMoment;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into columns of another kind, which is rare. Objects and arrays in a column of text, which has other
 * values, too, get the form of those that were there when it was widened. In a column whose type somebody else has chosen,
 * values get the form that it takes, and one that it would round or cut in silence is refused.
 */
public final class FittedRows {
    private static final Pattern SCALE = Pattern.compile("(?:numeric|decimal)\\(\\d+(?:,(\\d+))?\\)");
    private static final Pattern LIMIT = Pattern.compile("(?:varchar|character varying)\\((\\d{1,9})\\)");

    /** In digits. */
    private static final int LONGEST_WHOLE = 40;

    private final Connection connection;
    private final Writing writing;
    private final boolean rounds;
    private final boolean losesDigits;
    private final PageRows page;
    private final List<RefusedRecord> refused;

    /**
     * Of a page.
     *
     * @param refused gets those that do not fit
     */
    public FittedRows(Connection connection, Database database, PageRows page, List<RefusedRecord> refused) {
        this.connection = connection;
        this.writing = database.writing();
        this.rounds = database.facts().roundsFractions();
        this.losesDigits = database.facts().losesDigitsOfWholeNumbers();
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
        if (column.type() == ColumnType.TEXT) {
            return texts(rows, slot, column);
        }
        if (has == null || (column.type() == has && column.type() != ColumnType.DECIMAL)) {
            return rows;
        }
        return switch (column.type()) {
            case JSON -> quoted(rows, slot);
            case INTEGER -> has == ColumnType.DECIMAL || rounds || losesDigits ? whole(rows, slot, column) : rows;
            case DECIMAL -> has == ColumnType.INTEGER ? rows : scaled(rows, slot, column);
            default -> rows;
        };
    }

    /** A string is JSON only in quotes. */
    private List<Row> quoted(List<Row> rows, int slot) {
        return each(
                rows,
                slot,
                (row, text) -> page.isString(slot, row)
                        ? '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"'
                        : text);
    }

    /** 5.0 is a whole number, though no database reads it as one. */
    private List<Row> whole(List<Row> rows, int slot, Column column) {
        return each(rows, slot, (row, text) -> {
            String whole = page.isString(slot, row) ? null : whole(text);
            if (whole == null && rounds && scale(text) > 0) {
                throw new Unfit(text, column, "has a fraction, which " + column.declared() + " would round");
            }
            if (losesDigits && isBeyondLong(text)) {
                throw new Unfit(
                        text, column, "is beyond 64 bits, so " + column.declared() + " would lose digits of it");
            }
            return whole == null ? text : whole;
        });
    }

    /** Of types that take a text, and of those that take it for a date. */
    private List<Row> texts(List<Row> rows, int slot, Column column) {
        String declared = String.valueOf(column.declared());
        Matcher limited = LIMIT.matcher(declared);
        if (limited.matches()) {
            int limit = Integer.parseInt(limited.group(1));
            return each(rows, slot, (row, text) -> {
                // Whatever else is too long is refused by the database, which takes spaces off in silence.
                if (text.endsWith(" ") && text.codePointCount(0, text.length()) > limit) {
                    throw new Unfit(text, column, "is longer than " + declared);
                }
                return text;
            });
        }
        return declared.equals("date") ? each(rows, slot, (row, text) -> day(text, column)) : rows;
    }

    private static String day(String text, Column column) throws Unfit {
        Optional<LocalDateTime> moment = IsoMoment.local(text);
        if (moment.isEmpty()) {
            return text;
        }
        if (!moment.get().toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw new Unfit(text, column, "has a time of day, which date would leave out");
        }
        return moment.get().toLocalDate().toString();
    }

    /** A value as its column takes it. */
    @FunctionalInterface
    private interface Fitting {
        /** Throws {@link Unfit} if it does not fit. */
        String fit(Row row, String text) throws Unfit;
    }

    /** Says why a value is refused. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String text, Column column, String why) {
            super(
                    "its value " + Quoted.of(text) + " for column " + Quoted.of(column.name()) + " " + why,
                    null,
                    false,
                    false);
        }
    }

    private List<Row> each(List<Row> rows, int slot, Fitting fitting) {
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String text = row.text(slot);
            if (text == null) {
                all.add(row);
                continue;
            }
            try {
                String fitted = fitting.fit(row, text);
                all.add(fitted.equals(text) ? row : row.with(slot, fitted));
            } catch (Unfit e) {
                refused.add(new RefusedRecord(row.position(), String.valueOf(e.getMessage())));
            }
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

    private static boolean isBeyondLong(String text) {
        String whole = whole(text);
        return whole != null && new BigInteger(whole).bitLength() >= Long.SIZE;
    }

    private List<Row> scaled(List<Row> rows, int slot, Column column) {
        Matcher declared = SCALE.matcher(String.valueOf(column.declared()));
        if (!declared.matches()) {
            return rows;
        }
        int most = declared.group(1) == null ? 0 : Integer.parseInt(declared.group(1));
        return each(rows, slot, (row, text) -> {
            if (scale(text) > most) {
                throw new Unfit(text, column, "has more decimal places than " + column.declared());
            }
            return text;
        });
    }

    /** How many decimal places a number has; 0 for what is none, of which the database says what is wrong with it. */
    private static int scale(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros().scale();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
