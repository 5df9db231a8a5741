package io.pagesync.database.gone;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.change.ChangeSource;
import io.pagesync.database.change.RowChanges;
import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.own.gone.GoneKeys.State;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.own.gone.Stages;
import io.pagesync.database.own.gone.Stages.Stage;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.ledger.RunLedger;
import io.pagesync.report.RunReport;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Ending;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run for the table that it has loaded, in one transaction: the table becomes what is staged, where it is to be
 * replaced; and rows whose records are gone go as far as that is proved.
 */
public final class Closing {
    private final Database database;
    private final TableSettings settings;
    private final Run run;
    private final Staging staging;
    private final TableSchema schema;
    private final StoredRows rows;
    private final @Nullable RowChanges changes;

    /**
     * The end of a run.
     *
     * @param schema the table's columns as they are; there are some
     */
    public Closing(Database database, TableSettings settings, Run run, Staging staging, TableSchema schema) {
        this.database = database;
        this.settings = settings;
        this.run = run;
        this.staging = staging;
        this.schema = schema;
        this.rows = new StoredRows(schema, settings, database.facts(), staging.name());
        this.changes = changes(database, schema, settings, staging.stage());
    }

    /** What tells of the changes that the end of a run makes; null if nobody wants to know. */
    static @Nullable RowChanges changes(Database database, TableSchema schema, TableSettings settings, Stage stage) {
        return settings.changes().told()
                ? new RowChanges(
                        database,
                        schema,
                        settings,
                        new ChangeSource(stage.sync(), stage.run(), settings.table(), settings.scope(), 0))
                : null;
    }

    /**
     * Of a run that is whole.
     *
     * @throws PagesyncException if nothing can be known of it, and nothing was done
     */
    public Outcome whole(Ending ending) throws SQLException {
        return database.transaction((connection, db) -> {
            String hold = database.writing().holdColumns(schema.table());
            if (!hold.isEmpty()) {
                db.execute(hold);
            }
            staging.requireMine(db);
            requireAllSeen(db);
            Outcome outcome = rows.keyed()
                    ? byKey(db, ending)
                    : new WholeTable(settings, rows, staging.name().table()).replace(db, ending.proved());
            // Behind all that looks at rows: whose rows were seen, their marks are, too.
            new OtherSyncs(database, settings, run)
                    .requireNone(connection, db, staging.name().table());
            requireHeld();
            return outcome;
        });
    }

    /** Of a run that lacks something, which deletes nothing: what it has seen is not gone, whatever was said of it before. */
    public void partial() throws SQLException {
        var unused = database.transaction((connection, db) -> {
            if (rows.keyed() && new Stages(db).has(staging.stage())) {
                staging.requireMine(db);
                if (settings.mode() == WriteMode.MIRROR) {
                    unmark(db);
                }
                GoneKeys gone = gone(db);
                if (settings.mode() == WriteMode.MIRROR && gone.any()) {
                    gone.seen(rows.seenKey(), rows.seen());
                }
                requireHeld();
            }
            return true;
        });
    }

    private void requireHeld() throws SQLException {
        if (!run.ledger().isHeld()) {
            throw new SQLTransientException("nobody can tell whether run " + run.id()
                    + " is still this process's, so nothing of table " + settings.table() + " is deleted or replaced");
        }
    }

    private GoneKeys gone(DSLContext db) {
        return new GoneKeys(db, staging.stage().place(), run.id());
    }

    /** Steps in front of the sink may keep pages from it; what it has not seen is not gone for that. */
    private void requireAllSeen(DSLContext db) {
        SeenPages.Sum seen = new SeenPages(db, staging.name().table()).sum();
        RunLedger.Totals all = run.ledger().totals();
        if (seen.pages() != all.pages() || seen.records() != all.records()) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "table %s has mode %s and was given %,d records in %,d pages of %,d in %,d, so nobody knows which of its"
                            + " rows are gone; let all pages come to it, or use mode UPSERT",
                    settings.table(),
                    settings.mode(),
                    seen.records(),
                    seen.pages(),
                    all.records(),
                    all.pages()));
        }
        if (staging.countAll(db) == seen.rows()) {
            return;
        }
        staging.purge(db);
        if (staging.countAll(db) != seen.rows()) {
            throw new PagesyncException("what the run has seen for table " + settings.table()
                    + " is not all there any more, as after a crash of the database's server; run it again");
        }
    }

    private Outcome byKey(DSLContext db, Ending ending) {
        long brought = -1;
        if (settings.mode() == WriteMode.REPLACE) {
            brought = bringIn(db);
            long lacking = staging.countAll(db) - rows.countSeen(db);
            if (lacking != 0) {
                throw new PagesyncException(String.format(
                        Locale.ROOT,
                        "table %s would lack %,d of the records, which the database took without an error and did not"
                                + " write, as a trigger can have it; it stays as it was",
                        settings.table(),
                        lacking));
            }
        }
        if (settings.removal().marks()) {
            unmark(db);
        }
        GoneKeys gone = gone(db);
        gone.forgetRun();
        int found = gone.note(rows.storedScope(), rows.storedKey(), rows.besideSeen(), rows.unseen(only()));
        Outcome outcome =
                found == 0 ? new Outcome(brought, 0, false, 0, 0, List.of()) : decide(db, gone, ending, brought);
        if (outcome.went() > 0) {
            remove(db, gone, outcome.went());
        }
        gone.forgetBefore();
        return outcome;
    }

    private long bringIn(DSLContext db) {
        int told = changes == null ? 0 : changes.comes(db, staging.name());
        int brought = database.writing().bringIn(db, schema, settings, staging.name());
        if (changes != null && told != brought) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "table %s would get %,d new or other rows, and %,d were found before, because somebody else changes it this"
                            + " moment; it stays as it was: run it again",
                    settings.table(),
                    brought,
                    told));
        }
        return brought;
    }

    /** The values of the one scope that the run has; none where it has many, which are told apart by what was found. */
    private List<String> only() {
        return run.isDivided() ? List.of() : List.copyOf(settings.scope().values());
    }

    private Outcome decide(DSLContext db, GoneKeys gone, Ending ending, long brought) {
        Map<String, SeenPages.Scope> scopes = new SeenPages(db, staging.name().table()).scopes();
        Map<String, Integer> going = new LinkedHashMap<>();
        long waiting = 0;
        long apart = 0;
        List<RunReport.Blocked> blocked = new ArrayList<>();
        for (Map.Entry<String, Integer> each : gone.scopes().entrySet()) {
            String scope = each.getKey();
            SeenPages.Scope seen = scopes.get(scope);
            if (seen == null || seen.parts() > 1) {
                // Of a partition that is none of this run's, nothing is known; and slices that share a scope bound
                // nothing.
                gone.forget(scope);
                apart += seen == null ? 0 : each.getValue();
                continue;
            }
            boolean empty = seen.rows() == 0;
            boolean all = ending.proved() || empty;
            int due = all ? each.getValue() : gone.again(scope);
            waiting += each.getValue() - due;
            if (due == 0) {
                continue;
            }
            long there = rows.count(db, ScopeText.values(scope, rows.scopes()));
            if (empty || !settings.removal().allows(due, there)) {
                gone.decide(scope, all, State.BLOCKED);
                blocked.add(blocked(scope, due, there, empty));
            } else {
                going.put(scope, due);
            }
        }
        long due = going.values().stream().mapToLong(Integer::longValue).sum();
        long there = going.size() < 2 ? 0 : rows.count(db, scopes.keySet());
        // Many scopes may lose a little each, and the table most of its rows.
        boolean allowed = going.size() < 2 || settings.removal().allows(due, there);
        going.keySet().forEach(scope -> gone.decide(scope, ending.proved(), allowed ? State.GOES : State.BLOCKED));
        if (!allowed) {
            blocked.add(new RunReport.Blocked("table " + settings.table(), due, there, tooMany()));
        }
        return new Outcome(brought, allowed ? due : 0, settings.removal().marks(), waiting, apart, blocked);
    }

    private String tooMany() {
        return "that is more than " + settings.removal().maxShare() + " % (maxDeleteShare)";
    }

    private RunReport.Blocked blocked(String scope, int due, long there, boolean empty) {
        return new RunReport.Blocked(
                "table " + settings.table() + ScopeText.shown(scope, rows.scopes()),
                due,
                there,
                empty ? "the collection came back empty" : tooMany());
    }

    private void remove(DSLContext db, GoneKeys gone, long expected) {
        long went = new Removing(settings, rows, changes).remove(db, gone, State.GOES, only());
        if (went != expected) {
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "of %,d rows of table %s that are gone the database would have deleted %,d, as a trigger can have it; none"
                            + " was",
                    expected,
                    settings.table(),
                    went));
        }
        gone.forget(State.GOES);
    }

    private void unmark(DSLContext db) {
        if (settings.removal().marks()) {
            new Removing(settings, rows, changes).unmark(db);
        }
    }
}
