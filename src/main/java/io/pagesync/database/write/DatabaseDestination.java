package io.pagesync.database.write;

import io.pagesync.database.Database;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.publish.Feed;
import io.pagesync.database.publish.Publishers;
import io.pagesync.database.row.HiddenFields;
import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RecordReader;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Destination;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Partition;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Ending;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one run in a table. Each page goes in at once, in one transaction with a mark that it is
 * there: a page that comes again with the same records is confirmed and not written again; with others, its rows are
 * written anew where they have a key. The table is made from the first page, gains a
 * column for a new field and a wider type for a value that needs one. A record that the table cannot hold is refused
 * and kept in {@code pagesync_refused}, and tried again when its page comes again; the run is not COMPLETE then. Thread-safe.
 *
 * <pre>{@code
 * try (Database database = Database.open(DatabaseSettings.of("main", "jdbc:sqlite:data/pagesync.db", null, null))) {
 *     var packages = new DatabaseDestination(database, TableSettings.upsert("packages"), run, WriteRetry.DEFAULT);
 *     packages.write(page, delivery); // for each page, from any thread
 * }
 * }</pre>
 */
public final class DatabaseDestination implements Destination {
    private static final int RUNS_KEPT = 5;
    private final Database database;
    private final TableSettings asGiven;
    private final TableSettings settings;
    private final Run run;
    private final WriteRetry retry;
    private final String what;
    private final @Nullable AppendedRows appended;
    private final @Nullable RemovedRows removed;
    private @Nullable Feed feed;
    private final PageCounts counts = new PageCounts();
    private @Nullable String kept;
    private final LiveInserts inserts;
    /**
     * A destination for one run.
     *
     * @param settings how records become rows; without a key or a scope, the collection's counts
     * @throws io.pagesync.InvalidSettingException if the mode needs a key and there is none
     */
    public DatabaseDestination(Database database, TableSettings settings, Run run, WriteRetry retry) {
        this.database = database;
        this.asGiven = settings;
        this.settings = settings.of(run.collection());
        this.run = run;
        this.retry = retry;
        this.what = "table " + settings.table() + " of data source " + database.name();
        this.appended =
                settings.mode() == WriteMode.APPEND ? new AppendedRows(database, this.settings, run, what) : null;
        this.removed =
                settings.mode().removes() ? new RemovedRows(database, settings, this.settings, run, retry, what) : null;
        this.inserts = new LiveInserts(database, this.settings, what, appended, removed, run.stop());
    }

    /**
     * Looks whether the run may write: not where an earlier one that did not end has left rows without a key.
     *
     * @throws io.pagesync.PagesyncException if not, with the cure
     */
    public DatabaseDestination requireFree() {
        if (appended != null) {
            appended.requireNone(retry);
        }
        if (removed != null) {
            removed.requireBounds();
        }
        return this;
    }

    /** From now on changes are sent, where they are told; without this they wait. Before the first page. */
    public void sending(Publishers publishers) {
        feed = settings.changes().told() ? publishers.feed(database, settings, run) : null;
    }

    /**
     * Writes the page's records and confirms them.
     *
     * @throws io.pagesync.database.DatabaseException if the database does not take the page; it has nothing of it then
     */
    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        TableSettings its = settings(delivery.partition());
        PageRows rows = RecordReader.read(
                page, its, database.facts(), Stamp.values(its.rules().stamps(), run.id(), Instant.now()));
        // Whose marks are looked up before a partition is read, knows nothing of it but its name.
        WrittenPage mark = WrittenPage.of(page, delivery.partition(), its, (appended == null ? its : settings).scope());
        Written outcome = retry.call(database.errors(what), run.stop(), () -> {
            run.ledger().requireHeld();
            if (feed != null) {
                feed.awaitRoom();
            }
            return write(page, rows, mark, inserts.fitting(rows));
        });
        if (feed != null) {
            feed.changed(outcome.what().changed());
        }
        if (outcome.what().kept()) {
            keep(page, delivery.partition());
        }
        outcome.what().refused().forEach(each -> delivery.refuse(this, each.position(), each.reason()));
        counts.add(page, delivery.partition(), rows, outcome.order(), outcome.what(), outcome.keyed());
        delivery.confirm(this, page.getSize());
    }

    /** Each partition has a scope of its own. */
    private TableSettings settings(Partition partition) {
        return run.isDivided() ? asGiven.of(partition.collection()) : settings;
    }

    /** What became of a page, and the rows that were to go in. */
    private record Written(PageTransaction.Outcome what, KeyOrder order, boolean keyed) {}

    /**
     * Until the columns are those that the page's transaction finds: others change them, too. What its owner has changed shows only
     * when the database refuses the page, and then the table is looked at once more.
     */
    private Written write(Page page, PageRows rows, WrittenPage mark, Inserts fitting) throws SQLException {
        Inserts now = fitting;
        boolean looked = false;
        while (true) {
            KeyOrder order = KeyOrder.of(rows, now.schema(), database.facts());
            try {
                return new Written(
                        new PageTransaction(
                                        database, now, settings.mode() != WriteMode.APPEND, connection -> run.ledger()
                                                .isHeld(database.name(), connection, mark.partition(), mark.number()))
                                .write(page, rows, order, mark),
                        order,
                        !now.schema().key().isEmpty());
            } catch (ColumnsChangedException e) {
                now = inserts.renewed(now, rows);
            } catch (SQLException e) {
                if (looked || !database.failures().blamesTable(e)) {
                    throw e;
                }
                looked = true;
                now = inserts.renewed(now, rows);
            }
        }
    }

    @Override
    public void tookElsewhere(int records, int refused) {
        counts.addElsewhere(records - refused);
    }

    @Override
    public byte[] kept(byte[] record) {
        return HiddenFields.without(record, settings.rules());
    }

    @Override
    public boolean replacesPages() {
        return settings.mode() != WriteMode.APPEND;
    }

    @Override
    public synchronized void withdraw(String partition, int page) {
        if (removed != null) {
            removed.staging().withdraw(partition, page);
        }
        if (appended != null && kept == null) {
            kept = "page " + page + " is there no more, and table " + settings.table()
                    + ", whose rows do not say which page they are of, keeps what it had";
        }
    }

    /** Where other records cannot take their place, it matters which they are. */
    @Override
    public boolean holds(String partition, int page, long fingerprint) {
        if (removed != null) {
            return removed.staging().holdsAll();
        }
        return appended == null || appended.has(partition, page, retry);
    }

    @Override
    public void keepOnly(String partition, IntPredicate pages) {
        if (removed != null) {
            removed.staging().keepOnly(partition, pages);
        }
        String others = appended == null ? null : appended.others(partition, pages, retry);
        synchronized (this) {
            kept = kept == null ? others : kept;
        }
    }

    @Override
    public void keepOnlyThese() {
        if (removed != null) {
            removed.staging().keepOnlyThese();
        }
        String others = appended == null ? null : appended.others(retry);
        synchronized (this) {
            kept = kept == null ? others : kept;
        }
    }

    /** Rows without a key do not say which page they are of, so those that are there stay. */
    private synchronized void keep(Page page, Partition partition) {
        String its = partition.name().isEmpty() ? "" : " of " + partition.name();
        kept = kept != null
                ? kept
                : "page " + page.getNumber() + its + " came again with other records, and table " + settings.table()
                        + ", whose rows do not say which page they are of, keeps those that it had";
    }

    @Override
    public synchronized List<String> contradictions() {
        List<String> signs = new ArrayList<>(counts.contradictions(settings.table(), settings.keyFields()));
        if (kept != null) {
            signs.add(kept);
        }
        if (removed != null) {
            removed.unsure().ifPresent(signs::add);
        }
        return signs;
    }

    @Override
    public String describe() {
        return "table " + settings.table();
    }

    @Override
    public void settle(Verdict verdict) throws SQLException {
        if (appended != null) {
            appended.end(verdict);
        }
        if (removed != null) {
            removed.settle(verdict);
        }
    }

    @Override
    public String finish(Verdict verdict) {
        return finish(new Ending(verdict, false));
    }

    @Override
    public synchronized String finish(Ending ending) {
        String went;
        try {
            went = removed == null ? "" : removed.finish(ending);
        } finally {
            if (feed != null) {
                feed.finish();
            }
        }
        return String.format(
                Locale.ROOT,
                "table %s in %s (%s%s%s%s%s%s)",
                settings.table(),
                database.place(),
                counts.text(settings.mode() == WriteMode.REPLACE),
                LeftOutFields.neverSeen(settings, inserts.now()),
                LeftOutFields.text(inserts.now()),
                cleaned() ? "" : "; marks of old runs are still there",
                appended == null || appended.ended(ending.verdict())
                        ? ""
                        : "; another run is refused while these rows are there",
                went.isEmpty() ? "" : "; " + went);
    }

    @Override
    public List<RunReport.Blocked> blocked() {
        return removed == null ? List.of() : removed.blocked();
    }

    @Override
    public List<String> tableChanges() {
        return inserts.changes();
    }

    @Override
    public List<RunReport.Unsent> unsent() {
        return feed == null ? List.of() : feed.unsent();
    }

    /** Deletes the marks of runs long finished. They do no harm, so a failure here makes no verdict worse. */
    private boolean cleaned() {
        if (inserts.now() == null) {
            return true;
        }
        try {
            return database.transaction((connection, db) -> {
                new Marks(db).keepLast(RUNS_KEPT, run.collection().sync(), settings.table());
                return true;
            });
        } catch (SQLException | DataAccessException e) {
            return false;
        }
    }
}
