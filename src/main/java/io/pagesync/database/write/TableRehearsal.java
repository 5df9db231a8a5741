package io.pagesync.database.write;

import io.pagesync.database.Database;
import io.pagesync.database.dialect.RowLookup;
import io.pagesync.database.gone.StoredRows;
import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RecordReader;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Destination;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Ending;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do to a table, and does not: each page is written in a transaction that is rolled back. The table's columns
 * are not touched; where a page needs others, each of its rows that is there counts as changed. Thread-safe.
 */
public final class TableRehearsal implements Destination {
    private final Database database;
    private final TableSettings asGiven;
    private final TableSettings settings;
    private final Run run;
    private final WriteRetry retry;
    private final String what;
    private final Set<TableSettings> scopes = new HashSet<>();
    private final Set<String> columns = new TreeSet<>();
    private @Nullable Inserts inserts;
    private Tally all = new Tally(0, 0, 0, 0, 0);

    /**
     * Rows by what would become of them.
     *
     * @param there those whose keys are in the table and not marked as deleted
     * @param changed of these
     * @param back those whose keys are in the table, marked as deleted
     */
    private record Tally(long made, long there, long changed, long back, long refused) {
        Tally plus(Tally other) {
            return new Tally(
                    made + other.made,
                    there + other.there,
                    changed + other.changed,
                    back + other.back,
                    refused + other.refused);
        }
    }

    /**
     * A rehearsal for one run.
     *
     * @param settings how records become rows; without a key or a scope, the collection's counts
     * @throws io.pagesync.InvalidSettingException if the mode needs a key and there is none
     */
    public TableRehearsal(Database database, TableSettings settings, Run run, WriteRetry retry) {
        RemovedRows.requireBounds(settings, run.collection());
        this.database = database;
        this.asGiven = settings;
        this.settings = settings.of(run.collection());
        this.run = run;
        this.retry = retry;
        this.what = "table " + settings.table() + " of data source " + database.name();
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        TableSettings its = run.isDivided() ? asGiven.of(delivery.partition().collection()) : settings;
        PageRows rows = RecordReader.read(
                page, its, database.facts(), Stamp.values(its.rules().stamps(), run.id(), Instant.now()));
        Tally tally = retry.call(database.errors(what), run.stop(), () -> rehearse(page, rows));
        synchronized (this) {
            scopes.add(its);
            all = all.plus(tally);
        }
        delivery.confirm(this, page.getSize());
    }

    private Tally rehearse(Page page, PageRows rows) throws SQLException {
        Inserts into = database.toBeMade() ? null : inserts();
        long refused = rows.refused().size();
        if (into == null || into.schema().columns().isEmpty()) {
            return new Tally(rows.rows().size(), 0, 0, 0, refused);
        }
        TableSchema schema = into.schema();
        Set<String> lacking = rows.lacking(schema).keySet();
        synchronized (this) {
            lacking.forEach(field -> columns.add(field.substring(1)));
        }
        return database.rehearse((connection, db) -> {
            KeyOrder order = KeyOrder.of(rows, schema, database.facts());
            Found found =
                    schema.key().isEmpty() ? new Found() : found(connection, schema, into.batch(rows, order.rows(), 0));
            if (!lacking.isEmpty()) {
                long made = order.rows().size() - found.there - found.back;
                return new Tally(made, found.there, found.there, found.back, refused);
            }
            PageTransaction.Outcome outcome =
                    new PageTransaction(database, into, true, its -> true).rehearse(connection, db, page, rows, order);
            long notIn = outcome.refused().size() - refused;
            long made = Math.max(0, order.rows().size() - found.there - found.back - notIn);
            long changed = Math.max(0, Math.min(outcome.changed() - made, found.there));
            return new Tally(
                    made, found.there, changed, found.back, outcome.refused().size());
        });
    }

    /** How many rows of a page are there. */
    private static final class Found {
        private long there;
        private long back;
    }

    private Found found(Connection connection, TableSchema schema, RowBatch batch) throws SQLException {
        boolean marks = settings.removal().marks();
        String column =
                marks ? settings.removal().deletedColumn() : schema.key().get(0).name();
        RowLookup lookup = database.writing().lookup(schema, List.of(column), false);
        Found found = new Found();
        lookup.find(connection, batch, (number, row) -> {
            if (marks && row.getObject(2) != null) {
                found.back++;
            } else {
                found.there++;
            }
        });
        return found;
    }

    /** Those of the table as it is; of one without columns, if it is not there. */
    private synchronized Inserts inserts() throws SQLException {
        Inserts there = inserts;
        if (there == null) {
            TableEvolution evolution = new TableEvolution(database, settings, what);
            TableSchema schema = database.rehearse(
                    (connection, db) -> database.writing().alone(db, () -> evolution.open(connection, db)));
            there = new Inserts(
                    database.dialect(), schema, settings.withChanges(TableSettings.Changes.NONE), null, null);
            inserts = there;
        }
        return there;
    }

    @Override
    public String describe() {
        return "table " + settings.table();
    }

    @Override
    public String finish(Verdict verdict) {
        return finish(new Ending(verdict, false));
    }

    @Override
    public synchronized String finish(Ending ending) {
        return String.format(
                Locale.ROOT,
                "(dry run, so not really) table %s in %s: %,d rows new, %,d changed, %,d the same%s%s%s%s",
                settings.table(),
                database.place(),
                all.made,
                all.changed,
                all.there - all.changed,
                all.back == 0 ? "" : String.format(Locale.ROOT, ", %,d back", all.back),
                all.refused == 0 ? "" : String.format(Locale.ROOT, ", %,d refused", all.refused),
                removed(ending),
                columns.isEmpty() ? "" : "; new or wider columns: " + String.join(", ", columns));
    }

    private String removed(Ending ending) {
        Inserts into = inserts;
        if (!settings.mode().removes()
                || into == null
                || into.schema().columns().isEmpty()) {
            return "";
        }
        if (!ending.verdict().whole() || !ending.all()) {
            return ", none deleted";
        }
        long rows = retry.call(
                database.errors(what),
                run.stop(),
                () -> database.rehearse((connection, db) -> count(db, into.schema())));
        boolean replaced = settings.mode() == WriteMode.REPLACE;
        long gone = Math.max(0, rows - (into.schema().key().isEmpty() ? 0 : all.there));
        String share = gone > 0 && !replaced && !settings.removal().allows(gone, rows)
                ? String.format(
                        Locale.ROOT,
                        " if a person approves, as that is more than %d %% (maxDeleteShare)",
                        settings.removal().maxShare())
                : "";
        return String.format(
                Locale.ROOT,
                ", %,d deleted%s%s",
                gone,
                gone == 0 || replaced || ending.proved() ? "" : " when the next run lacks them, too",
                share);
    }

    private long count(DSLContext db, TableSchema schema) {
        return scopes.stream()
                .mapToLong(its -> StoredRows.count(db, schema, its, database.facts()))
                .sum();
    }
}
