package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Insert;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;

/**
 * Rows that may be there already, in one statement: those that are there as they come are left out by a join, which locks none of
 * them; the others are inserted, or replace the row of their key. It gives back a row for each that it made or changed, because the
 * server's own count has two for a row that was changed.
 */
final class MariaUpsert implements Insert {
    private static final int NO_NULL = 1048;

    private final UpsertSql sql;
    private final Packets packets = new Packets();

    MariaUpsert(TableSchema schema, TableSettings settings) {
        sql = UpsertSql.of(schema, settings);
    }

    @Override
    public int execute(Connection connection, RowBatch batch) throws SQLException {
        return packets.bring(connection, batch, (first, last) -> upsert(connection, batch, first, last));
    }

    private int upsert(Connection connection, RowBatch batch, int first, int last) throws SQLException {
        List<Column> columns = batch.schema().columns();
        try (PreparedStatement statement = connection.prepareStatement(sql.of(last - first))) {
            int at = 1;
            for (int row = first; row < last; row++) {
                for (int i = 0; i < columns.size(); i++) {
                    Binding.bind(statement, at++, columns.get(i).type(), batch.text(row, i));
                }
            }
            int changed = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    changed++;
                }
            }
            return changed;
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
}
