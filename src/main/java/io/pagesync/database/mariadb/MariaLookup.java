package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Finds the rows that have the keys of a batch, by a join. */
final class MariaLookup implements RowLookup {
    private final List<Column> key;
    private final int[] places;
    private final RowsSql finding;
    private final Packets packets = new Packets();

    MariaLookup(TableSchema schema, List<String> names, boolean lock) {
        key = schema.key();
        places = key.stream().mapToInt(schema.columns()::indexOf).toArray();
        finding = new UpsertSql(schema, TableSettings.upsert(schema.table().table())).finding(names, lock);
    }

    @Override
    public void find(Connection connection, RowBatch batch, Found to) throws SQLException {
        var unused = packets.bring(connection, batch, (first, last) -> {
            find(connection, batch.part(first, last), first, to);
            return 0;
        });
    }

    /** How many rows there are. */
    int count(Connection connection, RowBatch batch) throws SQLException {
        int[] count = new int[1];
        find(connection, batch, (number, row) -> count[0]++);
        return count[0];
    }

    private void find(Connection connection, RowBatch batch, int first, Found to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(finding.of(batch.size()))) {
            int at = 1;
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < places.length; i++) {
                    Binding.bind(statement, at++, key.get(i), batch.text(row, places[i]));
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    to.take(first + result.getInt(1), result);
                }
            }
        }
    }
}
