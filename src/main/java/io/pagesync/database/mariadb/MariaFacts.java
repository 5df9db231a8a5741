package io.pagesync.database.mariadb;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import java.math.BigDecimal;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/**
 * What MariaDB holds. Its decimals have a fixed number of digits; a column with a number beyond them becomes one of text. Its
 * JSON is a text with a check that refuses more than 32 levels, so a column of objects and arrays is a text without one: all its
 * JSON functions take that, too.
 */
final class MariaFacts implements Facts {
    /** The most digits of a decimal. */
    static final int DIGITS = 65;

    /** Of them behind the point. */
    static final int FRACTION = 30;

    /** Of InnoDB's index, in letters of four bytes. */
    static final int LETTERS_OF_KEY = 768;

    private static final int BYTES_OF_LETTER = 4;

    /** Numbers up to this length, without an exponent, need no look. */
    private static final int SHORT_NUMBER = 30;

    @Override
    public String product() {
        return "MariaDB";
    }

    /** An index takes no text without a limit. */
    @Override
    public DataType<?> type(Column column) {
        return switch (column.type()) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL -> SQLDataType.DECIMAL(DIGITS, FRACTION);
            case TEXT -> column.isKey() ? SQLDataType.VARCHAR(LETTERS_OF_KEY) : SQLDataType.CLOB;
            case JSON -> SQLDataType.CLOB;
        };
    }

    @Override
    public DataType<?> moment() {
        return SQLDataType.TIMESTAMP;
    }

    @Override
    public int mostColumns() {
        return 1017;
    }

    @Override
    public Set<String> reservedColumns() {
        return Set.of("db_row_id", "db_trx_id", "db_roll_ptr");
    }

    @Override
    public boolean namesAllLetters() {
        return false;
    }

    /** Of more than 32 columns it finds one by a hash, and then takes an {@code ä} for an {@code a} that happens to be there. */
    @Override
    public boolean namesTellAccents() {
        return false;
    }

    @Override
    public int longestKey() {
        return BYTES_OF_LETTER * LETTERS_OF_KEY;
    }

    /** As on Linux. Where the server folds names, it gives them in lower case. */
    @Override
    public boolean ignoresCase() {
        return false;
    }

    @Override
    public boolean hasOneWriter() {
        return false;
    }

    @Override
    public boolean commitsChangesOfTables() {
        return true;
    }

    /** Not unix_timestamp, which knows no difference between the two hours when summer time ends. */
    @Override
    public String clock() {
        return "(timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) div 1000)";
    }

    /** Only sysdate goes on within a statement, and it is local: so what it differs by from its own beginning. */
    @Override
    public String micros() {
        return "(timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) + timestampdiff(microsecond, now(6), sysdate(6)))";
    }

    @Override
    public boolean holdsNul() {
        return true;
    }

    @Override
    public boolean keepsJsonAsText() {
        return true;
    }

    @Override
    public boolean holdsNumber(String digits) {
        boolean plain = digits.length() <= SHORT_NUMBER && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
        if (plain) {
            return true;
        }
        try {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            return number.scale() <= FRACTION && (long) number.precision() - number.scale() <= DIGITS - FRACTION;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public boolean holdsOtherNumbersAsText() {
        return true;
    }

    @Override
    public boolean roundsFractions() {
        return true;
    }

    /** Without an exponent and without zeros at the end, which a decimal column has as many of as there is room. */
    @Override
    public String number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public String canonical(ColumnType type, String text) {
        return switch (type) {
            case INTEGER -> Long.toString(Long.parseLong(text));
            case DECIMAL -> number(text);
            default -> text;
        };
    }
}
