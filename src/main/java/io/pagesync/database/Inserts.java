package io.pagesync.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of a run get into a table: by the dialect's faster way for rows of which none is there yet, until it
 * refuses a page (a key that is there already, as a rule), and from then on by the way that takes all. Thread-safe.
 */
final class Inserts {
    private final Dialect dialect;
    private final TableSchema schema;
    private final Insert any;
    private volatile @Nullable Insert bulk;

    /**
     * The inserts of a table.
     *
     * @param before those of the table before it was changed in this run; null if it was not
     */
    Inserts(Dialect dialect, TableSchema schema, TableSettings settings, @Nullable Inserts before) {
        this.dialect = dialect;
        this.schema = schema;
        // Without a column there is no row either.
        this.any = schema.columns().isEmpty() ? (connection, batch) -> 0 : dialect.insert(schema, settings);
        this.bulk = before == null || before.bulk != null ? dialect.bulk(schema) : null;
    }

    TableSchema schema() {
        return schema;
    }

    /**
     * Brings all rows in, or none.
     *
     * @param before what the transaction goes back to if only the second way is left
     * @return how many rows it made or changed
     */
    int execute(Connection connection, RowBatch batch, Savepoint before) throws SQLException {
        Insert now = bulk;
        if (now != null) {
            try {
                return now.execute(connection, batch);
            } catch (SQLException e) {
                if (dialect.passes(e)) {
                    throw e;
                }
                bulk = null;
                connection.rollback(before);
            }
        }
        return any.execute(connection, batch);
    }

    /** Brings one row in, by the way that takes all. */
    int one(Connection connection, RowBatch batch, int row) throws SQLException {
        return any.execute(connection, batch.only(row));
    }
}
