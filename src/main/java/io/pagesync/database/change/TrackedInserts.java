package io.pagesync.database.change;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Differing;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Ways in which rows get into a table that write down what has changed by it. Rows that are there are locked, in the order of their
 * keys, and read before and after. Rows that are not there are put in by an insert that fails where somebody else was faster, so that
 * nobody's row is changed unseen; then it is looked again. Thread-safe.
 */
public final class TrackedInserts {
    private final Dialect dialect;
    private final boolean keyed;
    private final TableImages images;
    private final Differing differing;
    private final RowLookup locking;
    private final RowLookup looking;
    private final Insert strict;

    /** Of a table with these columns. */
    public TrackedInserts(Dialect dialect, TableSchema schema, TableSettings settings) {
        this.dialect = dialect;
        this.keyed = !schema.key().isEmpty();
        this.images = new TableImages(schema, settings);
        this.differing = keyed ? dialect.writing().differing(schema, settings) : (connection, batch) -> batch.rows();
        this.locking = lookup(schema, true);
        this.looking = lookup(schema, false);
        List<Column> plain =
                schema.columns().stream().map(column -> column.at(0)).toList();
        this.strict = dialect.writing()
                .insert(
                        new TableSchema(schema.table(), plain, schema.version()),
                        TableSettings.append(settings.table()));
    }

    private RowLookup lookup(TableSchema schema, boolean lock) {
        return keyed ? dialect.writing().lookup(schema, images.names(), lock) : (connection, batch, to) -> {};
    }

    /** A way for rows of which none is there, where it fails otherwise. */
    public Insert created(Insert way, ChangeSource source) {
        return (connection, batch) -> {
            int changed = way.execute(connection, batch);
            ChangeLog log = new ChangeLog(connection, dialect, images, source);
            if (keyed) {
                StoredImages after = images(looking, connection, batch);
                for (int i = 0; i < batch.size(); i++) {
                    log.add(null, after.row(i));
                }
            } else {
                requireAll(batch, changed);
                for (int i = 0; i < batch.size(); i++) {
                    log.add(null, images.sent(batch, i));
                }
            }
            log.flush();
            return changed;
        };
    }

    /** A row without a key cannot be looked for, so nobody knows which are there. */
    private static void requireAll(RowBatch batch, int changed) throws SQLException {
        if (changed < batch.size()) {
            throw new SQLDataException(
                    "the database took the row and did not write it, as a trigger can have it, so that its change cannot be told",
                    "22000");
        }
    }

    /** The way that takes all. */
    public Insert any(Insert upsert, ChangeSource source) {
        if (!keyed) {
            return created(upsert, source);
        }
        return (connection, batch) -> {
            RowBatch due = batch.of(differing.of(connection, batch));
            return due.size() == 0 ? 0 : write(connection, due, upsert, source);
        };
    }

    private int write(Connection connection, RowBatch batch, Insert upsert, ChangeSource source) throws SQLException {
        StoredImages before = images(locking, connection, batch);
        int changed = 0;
        RowBatch absent = batch.of(before.absent(batch));
        while (absent.size() > 0) {
            Savepoint start = connection.setSavepoint();
            try {
                changed = strict.execute(connection, absent);
                connection.releaseSavepoint(start);
                break;
            } catch (SQLException e) {
                if (!dialect.failures().blamesValues(e)) {
                    throw e;
                }
                connection.rollback(start);
                connection.releaseSavepoint(start);
                // Somebody else may have put one of them in meanwhile; otherwise it is a record's fault.
                before = images(locking, connection, batch);
                RowBatch still = batch.of(before.absent(batch));
                if (still.size() == absent.size()) {
                    throw e;
                }
                absent = still;
            }
        }
        RowBatch present = batch.of(before.present(batch));
        changed += present.size() == 0 ? 0 : upsert.execute(connection, present);
        if (changed > 0) {
            StoredImages after = images(looking, connection, batch);
            ChangeLog log = new ChangeLog(connection, dialect, images, source);
            for (int i = 0; i < batch.size(); i++) {
                log.add(before.row(i), after.row(i));
            }
            log.flush();
        }
        return changed;
    }

    private StoredImages images(RowLookup lookup, Connection connection, RowBatch batch) throws SQLException {
        StoredImages found = new StoredImages(batch.size());
        lookup.find(connection, batch, (number, row) -> found.add(number, images.read(row, 2)));
        return found;
    }
}
