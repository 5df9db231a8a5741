package io.pagesync.database.dialect;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What tables a database has, whoever made them. What a driver tells will do, unless more is asked for. */
public interface Looking {
    /** Whether there is a table or view of this name. */
    default boolean exists(Connection connection, TableName table, Facts facts) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, schema(connection, table), null, null)) {
            while (tables.next()) {
                String name = String.valueOf(tables.getString("TABLE_NAME"));
                if (facts.ignoresCase() ? name.equalsIgnoreCase(table.table()) : name.equals(table.table())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The columns of a table or view, in its order. */
    default List<RealColumn> columns(Connection connection, DSLContext db, TableName table) throws SQLException {
        List<RealColumn> columns = new ArrayList<>();
        DatabaseMetaData data = connection.getMetaData();
        String name = table.table()
                .replaceAll("([%_\\\\])", data.getSearchStringEscape().replace("\\", "\\\\") + "$1");
        try (ResultSet found = data.getColumns(null, schema(connection, table), name, null)) {
            while (found.next()) {
                boolean required = found.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                        && found.getString("COLUMN_DEF") == null;
                columns.add(new RealColumn(found.getString("COLUMN_NAME"), "", ColumnType.TEXT, true, required));
            }
        }
        return columns;
    }

    /** Whether a column still has the type that we make for it. */
    default boolean isAsMade(DSLContext db, Facts facts, Column column, RealColumn real) {
        return real.type().isEmpty()
                || real.type().equalsIgnoreCase(facts.type(column).getTypeName(db.configuration()));
    }

    /**
     * The sets of columns of which no two rows have the same; none of a view, of which nobody knows.
     *
     * @return null for a view
     */
    default @Nullable Collection<Set<String>> keys(Connection connection, TableName table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = schema(connection, table);
        Map<String, Set<String>> keys = new TreeMap<>();
        try (ResultSet primary = data.getPrimaryKeys(null, schema, table.table())) {
            while (primary.next()) {
                keys.computeIfAbsent("", any -> new HashSet<>()).add(primary.getString("COLUMN_NAME"));
            }
        }
        Set<String> partial = new HashSet<>();
        try (ResultSet indexes = data.getIndexInfo(null, schema, table.table(), true, true)) {
            while (indexes.next()) {
                String index = indexes.getString("INDEX_NAME");
                String column = indexes.getString("COLUMN_NAME");
                if (index == null) {
                    continue;
                }
                if (column == null || indexes.getString("FILTER_CONDITION") != null) {
                    partial.add("." + index);
                } else {
                    keys.computeIfAbsent("." + index, any -> new HashSet<>()).add(column);
                }
            }
        }
        keys.keySet().removeAll(partial);
        return keys.isEmpty() && isView(data, schema, table) ? null : keys.values();
    }

    /** Why no transaction takes back what was written to a table, and what mends that, in one clause; null where one does. */
    default @Nullable String withoutTransactions(Connection connection, TableName table) {
        return null;
    }

    private static boolean isView(DatabaseMetaData data, @Nullable String schema, TableName table) throws SQLException {
        try (ResultSet views = data.getTables(null, schema, null, new String[] {"VIEW"})) {
            while (views.next()) {
                if (table.table().equalsIgnoreCase(views.getString("TABLE_NAME"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String schema(Connection connection, TableName table) throws SQLException {
        return table.schema() == null ? connection.getSchema() : table.schema();
    }
}
