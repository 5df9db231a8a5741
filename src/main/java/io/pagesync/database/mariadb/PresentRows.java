package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Counts the rows of a batch whose key is in the table. */
final class PresentRows implements Insert {
    private final List<Column> key;
    private final int[] places;
    private final RowsSql counting;
    private final Packets packets = new Packets();

    PresentRows(TableSchema schema) {
        key = schema.key();
        places = key.stream().mapToInt(schema.columns()::indexOf).toArray();
        DSLContext db = DSL.using(SQLDialect.MARIADB);
        String sql = db.render(DSL.selectCount()
                .from(schema.table().jooq())
                .where("({0}) in ({1})", DSL.list(UpsertQuery.fields(key)), DSL.raw(RowsSql.ROWS)));
        counting = RowsSql.of(sql, "(" + "?,".repeat(key.size() - 1) + "?)");
    }

    @Override
    public int execute(Connection connection, RowBatch batch) throws SQLException {
        return packets.bring(connection, batch, (first, last) -> count(connection, batch.part(first, last)));
    }

    private int count(Connection connection, RowBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(counting.of(batch.size()))) {
            int at = 1;
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < places.length; i++) {
                    Binding.bind(statement, at++, key.get(i).type(), batch.text(row, places[i]));
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getInt(1) : 0;
            }
        }
    }
}
