package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Differing;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a batch that are not in the table as they come. */
final class DifferingRows implements Differing {
    private final RowsSql sql;
    private final Packets packets = new Packets();

    DifferingRows(UpsertSql sql) {
        this.sql = sql.differing();
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

    /** Those of a batch that fits into one message. */
    List<Row> within(Connection connection, RowBatch batch) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.of(batch.size()))) {
            bind(statement, batch);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(batch.row(result.getInt(1)));
                }
            }
        }
        return rows;
    }

    /** All values of a batch, row by row. */
    static void bind(PreparedStatement statement, RowBatch batch) throws SQLException {
        List<Column> columns = batch.schema().columns();
        int at = 1;
        for (int row = 0; row < batch.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                Binding.bind(statement, at++, columns.get(i).type(), batch.text(row, i));
            }
        }
    }
}
