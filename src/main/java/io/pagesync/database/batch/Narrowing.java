package io.pagesync.database.batch;

import io.pagesync.database.Database;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.row.RefusedRecord;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Quoted;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows in all at once. Where the database does not take values that passed our checks, it halves them until only the
 * records to blame are left: one in a page of 500 costs some 20 statements.
 */
public final class Narrowing {
    private final Database database;
    private final Insert insert;
    private final String checkNow;

    /** Rows that are refused, and the reason of each. */
    private record Left(List<Row> rows, List<String> reasons) {
        Left() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * A way in.
     *
     * @param checkNow a statement that looks at what the database would look at only when the transaction ends; empty for none
     */
    public Narrowing(Database database, Insert insert, String checkNow) {
        this.database = database;
        this.insert = insert;
        this.checkNow = checkNow;
    }

    /**
     * Brings them in; those that do not get in are added to the refused ones.
     *
     * @return how many rows it made or changed
     */
    public int bring(Connection connection, RowBatch batch, List<RefusedRecord> refused) throws SQLException {
        Left left = new Left();
        int changed = bring(connection, batch, left);
        int before = batch.size();
        // A row may have been refused only because one that it refers to was in the other half.
        while (!left.rows.isEmpty() && left.rows.size() < before) {
            before = left.rows.size();
            Left still = new Left();
            changed += bring(connection, batch.of(left.rows), still);
            left = still;
        }
        for (int i = 0; i < left.rows.size(); i++) {
            refused.add(new RefusedRecord(left.rows.get(i).position(), left.reasons.get(i)));
        }
        return changed;
    }

    private int bring(Connection connection, RowBatch batch, Left left) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            int changed = insert.execute(connection, batch);
            check(connection);
            connection.releaseSavepoint(before);
            return changed;
        } catch (SQLException e) {
            if (!database.failures().blamesValues(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (batch.size() == 1) {
                left.rows.add(batch.row(0));
                left.reasons.add(reason(e.getMessage()));
                return 0;
            }
        }
        int middle = batch.size() / 2;
        return bring(connection, batch.part(0, middle), left)
                + bring(connection, batch.part(middle, batch.size()), left);
    }

    private void check(Connection connection) throws SQLException {
        if (!checkNow.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(checkNow);
            }
        }
    }

    private String reason(@Nullable String message) {
        return database.facts().product() + " says " + Quoted.of(String.valueOf(message), 200);
    }
}
