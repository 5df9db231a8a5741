package io.pagesync.database.sqlite;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/**
 * What SQLite holds. Its only number with a fraction is a double, so decimals are kept as text with their digits ({@code
 * CAST(x AS REAL)} where an approximation will do); numbers inside JSON stay in its text.
 */
final class SqliteFacts implements Facts {
    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public DataType<?> type(Column column) {
        return switch (column.type()) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL, TEXT, JSON -> SQLDataType.CLOB;
        };
    }

    @Override
    public int mostColumns() {
        return 2000;
    }

    @Override
    public Set<String> reservedColumns() {
        return Set.of("rowid", "oid", "_rowid_");
    }

    @Override
    public int longestKey() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean ignoresCase() {
        return true;
    }

    @Override
    public boolean hasOneWriter() {
        return true;
    }

    @Override
    public String clock() {
        return "cast((julianday('now') - 2440587.5) * 86400000 as integer)";
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
    public boolean losesDigitsOfWholeNumbers() {
        return true;
    }

    @Override
    public boolean holdsNumber(String digits) {
        return true;
    }

    @Override
    public String number(String digits) {
        return digits;
    }

    @Override
    public String canonical(ColumnType type, String text) {
        return type == ColumnType.INTEGER ? Long.toString(Long.parseLong(text)) : text;
    }
}
