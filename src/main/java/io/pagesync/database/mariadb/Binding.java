package io.pagesync.database.mariadb;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.IsoMoment;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into a statement, each in the type of its column. What cannot be of that type goes as it is: where somebody else
 * has chosen the type, the database says what is wrong with it.
 */
final class Binding {
    private static final MariaFacts FACTS = new MariaFacts();

    private Binding() {}

    static void bind(PreparedStatement statement, int at, Column column, @Nullable String text) throws SQLException {
        ColumnType type = column.type();
        String declared = column.declared();
        if (text == null) {
            statement.setNull(at, nullOf(type));
        } else if (declared != null && type == ColumnType.TEXT) {
            statement.setString(at, moment(declared, text));
        } else if (type == ColumnType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            statement.setInt(at, text.equals("true") ? 1 : 0);
        } else if (!(type == ColumnType.INTEGER && bindLong(statement, at, text))
                && !(type == ColumnType.DECIMAL && FACTS.holdsNumber(text) && bindDecimal(statement, at, text))) {
            statement.setString(at, text);
        }
    }

    /** Moments at UTC, as the sessions have it, because the server reads no offset. */
    private static String moment(String declared, String text) {
        return declared.startsWith("datetime") || declared.startsWith("timestamp")
                ? IsoMoment.utc(text)
                        .map(moment -> moment.toString().replace('T', ' '))
                        .orElse(text)
                : text;
    }

    private static int nullOf(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> Types.INTEGER;
            case INTEGER -> Types.BIGINT;
            case DECIMAL -> Types.DECIMAL;
            case TEXT, JSON -> Types.VARCHAR;
        };
    }

    private static boolean bindLong(PreparedStatement statement, int at, String text) throws SQLException {
        try {
            statement.setLong(at, Long.parseLong(text));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean bindDecimal(PreparedStatement statement, int at, String text) throws SQLException {
        try {
            statement.setBigDecimal(at, new BigDecimal(text));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
