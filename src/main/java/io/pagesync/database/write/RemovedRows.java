package io.pagesync.database.write;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.gone.Closing;
import io.pagesync.database.gone.DeletedColumn;
import io.pagesync.database.gone.Outcome;
import io.pagesync.database.gone.StagedRows;
import io.pagesync.database.gone.Staging;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.WriteRetry;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Ending;
import io.pagesync.run.plan.Collection;
import io.pagesync.settings.Form;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** What a run of mode MIRROR or REPLACE does beyond writing pages: it keeps what it has seen, and closes the table by it. */
final class RemovedRows {
    private final Database database;
    private final TableSettings asGiven;
    private final TableSettings settings;
    private final Run run;
    private final WriteRetry retry;
    private final String what;
    private final Staging staging;
    private Outcome outcome = Outcome.NONE;
    private volatile boolean came;

    RemovedRows(
            Database database, TableSettings asGiven, TableSettings settings, Run run, WriteRetry retry, String what) {
        this.database = database;
        this.asGiven = asGiven;
        this.settings = settings;
        this.run = run;
        this.retry = retry;
        this.what = what;
        this.staging = new Staging(database, settings, run, retry);
    }

    /**
     * Checks that what a partition lacks can be told from what is another's.
     *
     * @throws InvalidSettingException if not
     */
    void requireBounds() {
        requireBounds(asGiven, run.collection());
    }

    static void requireBounds(TableSettings asGiven, Collection collection) {
        if (!asGiven.mode().removes()) {
            return;
        }
        if (asGiven.rules().ddl() != Ddl.AUTO) {
            throw new InvalidSettingException("the table " + asGiven.table() + " has mode " + asGiven.mode()
                    + ", which makes a table beside it for each run, and ddl: "
                    + Form.text(asGiven.rules().ddl()) + " forbids that; use mode UPSERT, or ddl: auto");
        }
        if (asGiven.mode() == WriteMode.REPLACE && collection.incremental() != null) {
            throw new InvalidSettingException("the table " + asGiven.table() + " has mode " + asGiven.mode()
                    + ", which would hold only what has changed, as the sync has a sinceField; use mode MIRROR, which deletes"
                    + " after full runs, or UPSERT");
        }
        boolean divided = collection.partitioning() != null;
        if (divided
                && (collection.scope().values().isEmpty() || !asGiven.scope().isEmpty())) {
            throw new InvalidSettingException("the table " + asGiven.table() + " has mode " + asGiven.mode()
                    + ", which needs to know which of its rows are of which partition, but these are windows, or the"
                    + " partition's value is not in its scope; use mode UPSERT");
        }
    }

    /** Where what the run has seen is kept. */
    Staging staging() {
        return staging;
    }

    /** The table was made fit for a page: so is what stands beside it. Only for who has locked the schema. */
    void fit(Connection connection, DSLContext db, TableSchema before, TableSchema now) throws SQLException {
        new DeletedColumn(settings).make(connection, db, now, database);
        staging.fit(connection, db, before, now);
    }

    /** The table's columns as they are; none if it is not there. */
    static TableSchema asItIs(Database database, TableSettings settings, String what) throws SQLException {
        TableEvolution evolution = new TableEvolution(database, settings, what);
        return database.transaction(
                (connection, db) -> database.writing().alone(db, () -> evolution.open(connection, db)));
    }

    /** How rows get there, beside a table with these columns. */
    StagedRows into(TableSchema table) {
        came = true;
        return new StagedRows(database.dialect(), staging, table, settings);
    }

    /** What keeps anybody from knowing what the run has seen. */
    Optional<String> unsure() {
        return Optional.ofNullable(staging.unsure());
    }

    /** The run has ended; returns what became of rows, in words. */
    String finish(Ending ending) {
        if (!ending.verdict().whole() || !ending.all()) {
            return !came || partial() ? untouched(ending) : "what is back may still be marked as gone";
        }
        TableSchema schema = schema();
        if (!schema.columns().isEmpty()) {
            index(schema);
            outcome = retry.call(database.errors(what), run.stop(), () -> {
                run.ledger().requireHeld();
                return new Closing(database, settings, run, staging, schema).whole(ending);
            });
        }
        return outcome.text();
    }

    private String untouched(Ending ending) {
        if (!ending.all()) {
            return "an incremental run deletes nothing";
        }
        return settings.mode() == WriteMode.REPLACE ? "the table is as it was" : "nothing was deleted";
    }

    /** In a transaction of its own, because on MariaDB a change of a table ends it. */
    private void index(TableSchema schema) {
        var unused = retry.call(
                database.errors(what),
                run.stop(),
                () -> database.transaction(
                        (connection, db) -> database.writing().alone(db, () -> {
                            staging.index(connection, db, schema);
                            return true;
                        })));
    }

    private TableSchema schema() {
        return retry.call(database.errors(what), run.stop(), () -> asItIs(database, settings, what));
    }

    /** Nothing is deleted or replaced, so a failure makes nothing worse. */
    private boolean partial() {
        try {
            TableSchema schema = asItIs(database, settings, what);
            if (!schema.columns().isEmpty()) {
                new Closing(database, settings, run, staging, schema).partial();
            }
            return true;
        } catch (SQLException | DataAccessException | io.pagesync.PagesyncException e) {
            return false;
        }
    }

    /** What waits for a person's word. */
    List<RunReport.Blocked> blocked() {
        return outcome.blocked();
    }

    /** What was seen is kept for whoever goes on with the run, or replaces the table by it. */
    void settle(Verdict verdict) {
        boolean waits = settings.key().isEmpty() && !outcome.blocked().isEmpty();
        if (!verdict.resumable() && !waits) {
            staging.drop();
        }
    }
}
