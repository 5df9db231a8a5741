package io.pagesync.database.postgres;

import io.pagesync.database.dialect.RowVersions;
import io.pagesync.database.row.RowBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The versions of rows in PostgreSQL: {@code xmin}, the transaction that has written the row as it is, which is higher than that of
 * all before. A table that was restored from a dump has others, and perhaps the same numbers by chance: so the system's identifier
 * and the table's belong to them.
 */
final class PostgresVersions implements RowVersions {
    /** Other ways to store tables, and views, have no such versions, or others. */
    private static final String PLACE = "select (select system_identifier from pg_control_system()) || '.' || c.oid"
            + " from pg_class c join pg_am a on a.oid = c.relam"
            + " where c.oid = to_regclass(?) and c.relkind = 'r' and a.amname = 'heap'";

    private static final String EACH = "@";
    private static final String SUM = "+";

    private final String table;
    private final String sum;
    private final int[] key;

    /**
     * Of a table.
     *
     * @param table its name, quoted
     * @param sum the statement that sums the versions, whose parameters are the columns of the key
     * @param key the places of these columns in a batch
     */
    PostgresVersions(String table, String sum, int[] key) {
        this.table = table;
        this.sum = sum;
        this.key = key;
    }

    /** What the statement selects. */
    static String summed(String stored) {
        return "count(*) || '" + SUM + "' || coalesce(sum((" + stored + ".xmin)::text::bigint), 0)";
    }

    @Override
    public String place(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next()) {
                    return result.getString(1);
                }
            }
        }
        throw new SQLException("the rows of " + table + " have no versions");
    }

    @Override
    public String of(Connection connection, RowBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sum)) {
            for (int i = 0; i < key.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", batch.texts(key[i])));
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    @Override
    public String own(int rows) {
        return rows + EACH;
    }

    /** What that becomes: the transaction's number stands behind it. */
    static String stored(String text) {
        return "replace(" + text + ", '" + EACH + "', '" + EACH + "' || (txid_current() % 4294967296))";
    }

    @Override
    public boolean same(String stored, String now) {
        int each = stored.indexOf(EACH);
        if (each < 0) {
            return stored.equals(now);
        }
        long rows = Long.parseLong(stored.substring(0, each));
        return now.equals(rows + SUM + rows * Long.parseLong(stored.substring(each + 1)));
    }
}
