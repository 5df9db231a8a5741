package io.pagesync.database.write;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.run.turn.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
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
    /** What the change that is being made does, by column; kept when it is made. */
    private final Map<String, String> changing = new LinkedHashMap<>();

    private final Map<String, String> changes = new LinkedHashMap<>();
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
        this.evolution = new TableEvolution(database, settings, what, this::fit);
        this.appended = appended;
        this.removed = removed;
        this.stop = stop;
    }

    /** How the table, which was there, was changed, a sentence each. */
    synchronized List<String> changes() {
        return changes.values().stream()
                .map(change -> "table " + settings.table() + " " + change)
                .toList();
    }

    /** In the transaction that changes the table, which may be tried again. */
    private void fit(Connection connection, DSLContext db, TableSchema had, TableSchema now) throws SQLException {
        changing.clear();
        for (Column column : had.columns().isEmpty() ? List.<Column>of() : now.columns()) {
            Column old = had.column(column.field());
            if (old == null && !column.isFixed()) {
                changing.put(column.name(), "has a new column " + column.name());
            } else if (old != null && old.type() != column.type()) {
                changing.put(
                        column.name(),
                        "has a wider column " + column.name() + ": " + word(column) + ", which was " + word(old));
            }
        }
        if (removed != null) {
            removed.fit(connection, db, had, now);
        }
    }

    private static String word(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
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
        changes.putAll(changing);
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
