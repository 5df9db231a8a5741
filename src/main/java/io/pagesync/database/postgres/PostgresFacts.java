package io.pagesync.database.postgres;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import java.math.BigDecimal;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** What PostgreSQL holds. */
final class PostgresFacts implements Facts {
    /** Of numeric: digits before the point, and behind it. */
    private static final int MOST_WHOLE_DIGITS = 131_072;

    private static final int MOST_FRACTION_DIGITS = 16_383;

    /** Numbers up to this length, without an exponent, need no look. */
    private static final int SHORT_NUMBER = 300;

    @Override
    public String product() {
        return "PostgreSQL";
    }

    /** jsonb and not json, which has no equality: an upsert could not tell what has changed. It keeps all digits. */
    @Override
    public DataType<?> type(Column column) {
        return switch (column.type()) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL -> SQLDataType.NUMERIC;
            case TEXT -> SQLDataType.CLOB;
            case JSON -> SQLDataType.JSONB;
        };
    }

    @Override
    public String momentType() {
        return "timestamp with time zone";
    }

    @Override
    public int mostColumns() {
        return 1600;
    }

    @Override
    public Set<String> reservedColumns() {
        return Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");
    }

    /** A row of a btree takes 2,704 bytes, its header included. */
    @Override
    public int longestKey() {
        return 2600;
    }

    @Override
    public boolean ignoresCase() {
        return false;
    }

    @Override
    public boolean hasOneWriter() {
        return false;
    }

    @Override
    public String clock() {
        return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    }

    @Override
    public String micros() {
        return "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";
    }

    @Override
    public boolean holdsNul() {
        return false;
    }

    @Override
    public boolean keepsJsonAsText() {
        return false;
    }

    @Override
    public boolean holdsNumber(String digits) {
        boolean plain = digits.length() <= SHORT_NUMBER && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
        if (plain) {
            return true;
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            return number.scale() <= MOST_FRACTION_DIGITS
                    && (long) number.precision() - number.scale() <= MOST_WHOLE_DIGITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As numeric prints it: no exponent, no zero below zero. */
    @Override
    public String number(String digits) {
        boolean plain = digits.indexOf('e') < 0 && digits.indexOf('E') < 0 && !digits.startsWith("-0");
        return plain ? digits : new BigDecimal(digits).toPlainString();
    }

    @Override
    public String canonical(ColumnType type, String text) {
        return switch (type) {
            case INTEGER -> Long.toString(Long.parseLong(text));
            case DECIMAL -> new BigDecimal(text).stripTrailingZeros().toPlainString();
            default -> text;
        };
    }
}
