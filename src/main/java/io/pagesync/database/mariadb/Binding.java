package io.pagesync.database.mariadb;

import io.pagesync.database.table.ColumnType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Values on their way into a statement, each in the type of its column. */
final class Binding {
    private Binding() {}

    static void bind(PreparedStatement statement, int at, ColumnType type, @Nullable String text) throws SQLException {
        switch (type) {
            case BOOLEAN -> {
                if (text == null) {
                    statement.setNull(at, Types.INTEGER);
                } else {
                    statement.setInt(at, text.equals("true") ? 1 : 0);
                }
            }
            case INTEGER -> {
                if (text == null) {
                    statement.setNull(at, Types.BIGINT);
                } else {
                    statement.setLong(at, Long.parseLong(text));
                }
            }
            case DECIMAL -> statement.setBigDecimal(at, text == null ? null : new BigDecimal(text));
            case TEXT, JSON -> statement.setString(at, text);
        }
    }
}
