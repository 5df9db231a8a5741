package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Differing;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that may be there already: a join that locks none of them tells which are not there as they come, and these are inserted, or
 * replace the row of their key. In two statements, because an insert out of a join takes the values of its second row for null where the
 * table has a trigger (MariaDB 11.4.5), and because the server counts a row that is changed twice.
 */
final class MariaUpsert implements Insert, Differing {
    private static final int NO_NULL = 1048;

    private final RowsSql differing;
    private final RowsSql writing;
    private final Packets packets = new Packets();

    MariaUpsert(TableSchema schema, TableSettings settings) {
        UpsertSql sql = new UpsertSql(schema, settings);
        differing = sql.differing();
        writing = sql.writing();
    }

    @Override
    public int execute(Connection connection, RowBatch batch) throws SQLException {
        return packets.bring(connection, batch, (first, last) -> upsert(connection, batch.part(first, last)));
    }

    @Override
    public List<Row> of(Connection connection, RowBatch batch) throws SQLException {
        List<Row> all = new ArrayList<>();
        var unused = packets.bring(connection, batch, (first, last) -> {
            all.addAll(within(connection, batch.part(first, last)));
            return 0;
        });
        return all;
    }

    /** The rows of a batch that fits into one message which are not in the table as they come. */
    private List<Row> within(Connection connection, RowBatch batch) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(differing.of(batch.size()))) {
            bind(statement, batch);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(batch.row(result.getInt(1)));
                }
            }
        }
        return rows;
    }

    private int upsert(Connection connection, RowBatch batch) throws SQLException {
        List<Row> toWrite = within(connection, batch);
        if (!toWrite.isEmpty()) {
            write(connection, batch.of(toWrite));
        }
        return toWrite.size();
    }

    private void write(Connection connection, RowBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(writing.of(batch.size()))) {
            bind(statement, batch);
            var unused = statement.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException e) {
            if (e.getErrorCode() == NO_NULL) {
                throw new SQLIntegrityConstraintViolationException(
                        "a row of another key has one of its values in a unique index",
                        e.getSQLState(),
                        e.getErrorCode(),
                        e);
            }
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, RowBatch batch) throws SQLException {
        List<Column> columns = batch.schema().columns();
        int at = 1;
        for (int row = 0; row < batch.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                Binding.bind(statement, at++, columns.get(i), batch.text(row, i));
            }
        }
    }
}
