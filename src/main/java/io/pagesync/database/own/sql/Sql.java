package io.pagesync.database.own.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the ledger on a connection. Text rather than jOOQ, whose classes take a quarter of a second of a process that
 * needs them for nothing else. Columns whose names are words of SQL are named behind that of their table, where no database
 * takes them for such.
 */
public final class Sql {
    private static final int FETCHED_AT_ONCE = 1000;

    private final Connection connection;

    /** On a connection, whose transaction is its user's. */
    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** What becomes of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        /** The row as an object. */
        T read(ResultSet row) throws SQLException;
    }

    /** How many rows it changed. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Sends it once for each of the rows. */
    public void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                set(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Its first row; null if there is none. */
    public <T> @Nullable T first(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> all = all(sql, reader, values);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Its rows. */
    public <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        each(sql, reader, all::add, values);
        return all;
    }

    /** Hands its rows over one by one. */
    public <T> void each(String sql, Reader<T> reader, Consumer<T> to, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    to.accept(reader.read(rows));
                }
            }
        }
    }

    /** A number of a row; null if there is none. */
    public static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            set(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
