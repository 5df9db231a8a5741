package io.pagesync.database.write;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.run.turn.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The inserts of a run's table as it is at the moment: made anew for a page that it lacks something for, and where somebody
 * else has changed it. The table is changed by one worker at a time. Thread-safe.
 */
final class LiveInserts {
    /** How long a change of a table waits for those who use it, in moments between which others get in. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final TableSettings settings;
    private final TableEvolution evolution;
    private final @Nullable AppendedRows appended;
    private final @Nullable RemovedRows removed;
    private final StopSignal stop;
    private volatile @Nullable Inserts inserts;

    LiveInserts(
            Database database,
            TableSettings settings,
            String what,
            @Nullable AppendedRows appended,
            @Nullable RemovedRows removed,
            StopSignal stop) {
        this.database = database;
        this.settings = settings;
        this.evolution = new TableEvolution(database, settings, what, removed == null ? null : removed::fit);
        this.appended = appended;
        this.removed = removed;
        this.stop = stop;
    }

    /** As they are; null before the first page. */
    @Nullable
    Inserts now() {
        return inserts;
    }

    /** As the page needs them. */
    Inserts fitting(PageRows rows) throws SQLException {
        Inserts now = inserts;
        if (now != null && rows.lacking(now.schema()).isEmpty()) {
            return now;
        }
        synchronized (this) {
            now = inserts;
            return now == null || !rows.lacking(now.schema()).isEmpty() ? made(rows) : now;
        }
    }

    /** Those of the table as it is now. */
    synchronized Inserts renewed(Inserts stale, PageRows rows) throws SQLException {
        return inserts == stale ? made(rows) : fitting(rows);
    }

    private synchronized Inserts made(PageRows rows) throws SQLException {
        Inserts before = inserts;
        TableSchema schema = patiently(() -> evolution.fit(rows, before == null ? null : before.schema()));
        if (appended != null) {
            appended.begin();
        }
        Inserts made = new Inserts(
                database.dialect(), schema, settings, removed == null ? null : removed.into(schema), before);
        inserts = made;
        return made;
    }

    private interface Change<T> {
        T make() throws SQLException;
    }

    /** A change waits only for a moment while others use the table, and then lets those in who wait behind it. */
    private <T> T patiently(Change<T> change) throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return change.make();
            } catch (SQLException | DataAccessException e) {
                SqlFailure failure = SqlFailure.in(e);
                if (failure == null || !failure.isBusy(database.failures()) || System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            stop.whileWaiting(() -> Thread.sleep(PAUSE.toMillis()));
        }
    }
}
