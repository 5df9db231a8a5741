package io.pagesync.database.gone;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.own.gone.GoneKeys.State;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.own.gone.Stages;
import io.pagesync.database.own.gone.Stages.Stage;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Approval;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** The rows that a run has found gone in a table, and did not delete. */
public final class Approving implements Approval {
    private final Database database;
    private final TableSettings settings;
    private final Stage stage;
    private final TableSchema schema;
    private final StoredRows rows;
    private final long count;

    private Approving(
            Database database, TableSettings settings, Stage stage, TableSchema schema, StoredRows rows, long count) {
        this.database = database;
        this.settings = settings;
        this.stage = stage;
        this.schema = schema;
        this.rows = rows;
        this.count = count;
    }

    /**
     * What waits of a run.
     *
     * @param settings those of the run's collection
     * @param schema the table's columns as they are; there are some
     */
    public static Optional<Approval> of(
            Database database, TableSettings settings, String sync, String run, TableSchema schema) {
        Stage stage = Staging.stage(run, sync, settings);
        StoredRows rows = new StoredRows(schema, settings, database.facts(), new TableName(null, stage.name()));
        long count = in(database, settings, db -> count(db, settings, stage, rows));
        return count == 0
                ? Optional.empty()
                : Optional.of(new Approving(database, settings, stage, schema, rows, count));
    }

    private static long count(DSLContext db, TableSettings settings, Stage stage, StoredRows rows) {
        if (rows.keyed()) {
            return new GoneKeys(db, stage.place(), stage.run()).count(State.BLOCKED);
        }
        if (settings.mode() != WriteMode.REPLACE || !new Stages(db).has(stage)) {
            return 0;
        }
        return new SeenPages(db, stage.name())
                .scopes().keySet().stream()
                        .mapToLong(scope -> rows.count(db, ScopeText.values(scope, rows.scopes())))
                        .sum();
    }

    @Override
    public String what() {
        return String.format(
                Locale.ROOT,
                "%,d rows of table %s in %s would be %s",
                count,
                settings.table(),
                database.place(),
                !rows.keyed()
                        ? "replaced by what the run has loaded"
                        : settings.removal().marks() ? "marked as deleted" : "deleted");
    }

    @Override
    public List<String> keys(int most) {
        return rows.keyed()
                ? in(database, settings, db -> db.select(rows.keyColumns())
                        .from(rows.table())
                        .where(rows.key().in(gone(db).keys(State.BLOCKED)))
                        .orderBy(rows.keyColumns())
                        .limit(most)
                        .fetch()
                        .map(row -> row.intoList().stream().map(String::valueOf).collect(Collectors.joining(", "))))
                : List.of();
    }

    @Override
    public String carryOut() {
        return in(database, settings, db -> {
            if (!new Stages(db).others(stage).isEmpty()) {
                throw new PagesyncException("another run into table " + settings.table()
                        + " has begun or was cut short; let it come to its end, and look at what it finds");
            }
            return rows.keyed() ? remove(db) : replace(db);
        });
    }

    private String remove(DSLContext db) {
        GoneKeys gone = gone(db);
        int went = new Removing(settings, rows, Closing.changes(database, schema, settings, stage))
                .remove(db, gone, State.BLOCKED, List.of());
        if (went > gone.count(State.BLOCKED)) {
            throw new PagesyncException("more rows of table " + settings.table()
                    + " have the keys that were noted than there are keys, so none was deleted");
        }
        gone.forget(State.BLOCKED);
        return String.format(
                Locale.ROOT,
                "%,d rows of table %s %s",
                went,
                settings.table(),
                settings.removal().marks() ? "marked as deleted" : "deleted");
    }

    private String replace(DSLContext db) {
        long staged = db.fetchCount(new TableName(null, stage.name()).jooq());
        if (staged != new SeenPages(db, stage.name()).sum().rows()) {
            throw new PagesyncException("what the run has loaded for table " + settings.table()
                    + " is not all there any more, as after a crash of the database's server; run the sync again");
        }
        Outcome outcome = new WholeTable(settings, rows, stage.name()).replace(db);
        Staging.drop(db, stage.name());
        return "table " + settings.table() + ": " + outcome.text();
    }

    private GoneKeys gone(DSLContext db) {
        return new GoneKeys(db, stage.place(), stage.run());
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(DSLContext db);
    }

    private static <T> T in(Database database, TableSettings settings, Work<T> work) {
        try {
            return database.transaction((connection, db) -> database.writing().alone(db, () -> work.on(db)));
        } catch (SQLException | DataAccessException e) {
            SqlFailure failure = SqlFailure.in(e);
            throw new PagesyncException("table " + settings.table() + " of data source " + database.name() + ": "
                    + (failure == null ? e.getMessage() : failure.sentence(database)));
        }
    }
}
