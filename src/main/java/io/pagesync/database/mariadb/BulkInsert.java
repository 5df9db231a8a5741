package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Rows of which none is there yet, as one batch, which the driver sends to the server in one message, in its binary form.
 * A key that is there already makes it fail.
 */
final class BulkInsert implements Insert {
    private final String sql;
    private final Packets packets = new Packets();

    BulkInsert(TableSchema schema) {
        DSLContext db = DSL.using(SQLDialect.MARIADB);
        Field<Object> parameter = DSL.field(DSL.raw("?"));
        sql = db.render(db.insertInto(schema.table().jooq(), UpsertQuery.fields(schema.columns()))
                .values(Collections.nCopies(schema.columns().size(), parameter)));
    }

    @Override
    public int execute(Connection connection, RowBatch batch) throws SQLException {
        return packets.bring(connection, batch, (first, last) -> insert(connection, batch, first, last));
    }

    private int insert(Connection connection, RowBatch batch, int first, int last) throws SQLException {
        List<Column> columns = batch.schema().columns();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = first; row < last; row++) {
                for (int i = 0; i < columns.size(); i++) {
                    Binding.bind(statement, i + 1, columns.get(i), batch.text(row, i));
                }
                statement.addBatch();
            }
            // All, or an exception: of a batch in one message the server does not say how many each row was.
            var unused = statement.executeBatch();
            return last - first;
        }
    }
}
