package io.pagesync.database.ledger;

import io.pagesync.PagesyncException;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.LedgerSince;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunId;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.ReportText;
import io.pagesync.report.RunReport;
import io.pagesync.since.Asking;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run that is open in this process. Thread-safe. */
final class OpenRun implements RunLedger {
    private final LedgerDatabase store;
    private final RunRequest request;
    private final OpenedRun opened;
    private final RunWriter writer;
    private final Retention retention;
    private volatile String id;
    private volatile boolean goesOn;
    private volatile String beginning;
    private volatile Asking asking;
    private int pages;
    private long records;

    OpenRun(LedgerDatabase store, RunRequest request, OpenedRun opened, RunWriter writer, Retention retention) {
        this.store = store;
        this.request = request;
        this.opened = opened;
        this.writer = writer;
        this.retention = retention;
        this.id = opened.id();
        this.goesOn = opened.goesOn();
        this.beginning = opened.beginning();
        this.asking = opened.asking();
        this.pages = opened.done().pages();
        this.records = opened.done().records();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean goesOn() {
        return goesOn;
    }

    @Override
    public String beginning() {
        return beginning;
    }

    @Override
    public void beginAnew(String why) {
        String next = RunId.next();
        hold(next, tables -> {
            tables.runs()
                    .add(
                            next,
                            request.sync(),
                            request.url(),
                            request.asked(),
                            opened.holder().text(),
                            opened.epoch());
            if (request.since() != null) {
                tables.since().begin(request.sync(), next, asking);
            }
        });
        synchronized (this) {
            writer.beginAnew(next);
            id = next;
            goesOn = false;
            beginning = "a new run, because " + why;
            pages = 0;
            records = 0;
        }
    }

    /** A change of the ledger in the transaction that has seen the lease, which is of this run from then on. */
    private interface Change {
        void make(LedgerTables tables) throws SQLException;
    }

    private void hold(String run, Change change) {
        boolean held = store.transaction(tables -> {
            if (!tables.leases().holds(request.sync(), opened.epoch(), run)) {
                return false;
            }
            change.make(tables);
            return true;
        });
        if (!held) {
            throw new PagesyncException("another process has taken run " + id + " over; nothing more is written here");
        }
    }

    @Override
    public PartitionLedger partition(String name) {
        long key = Fingerprint.of(name);
        if (!goesOn) {
            return new OpenPartition(this, key, name, null, new EarlierPages(), List.of(), Map.of());
        }
        String its = id;
        EarlierPages[] earlier = new EarlierPages[1];
        LedgerPartitions.@Nullable Row[] row = new LedgerPartitions.@Nullable Row[1];
        List<Refusal> refused = new ArrayList<>();
        Map<Integer, PartitionLedger.Held> held = new HashMap<>();
        var unused = store.transaction(tables -> {
            refused.clear();
            held.clear();
            held.putAll(tables.pages().held(its, key));
            tables.pages().refused(its, key, refused::add);
            EarlierPages found = new EarlierPages();
            tables.pages().done(its, key, found::add);
            earlier[0] = found;
            row[0] = tables.partitions().find(its, key);
            return true;
        });
        return new OpenPartition(this, key, name, row[0], earlier[0], refused, held);
    }

    @Override
    public synchronized Totals totals() {
        return new Totals(pages, records);
    }

    @Override
    public boolean resumable() {
        return !request.resumeMaxAge().isZero();
    }

    @Override
    public boolean keepsRefused() {
        return true;
    }

    @Override
    public void requireHeld() {
        writer.requireHeld();
    }

    @Override
    public boolean isHeld() {
        return writer.isHeld();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public int epoch() {
        return opened.epoch();
    }

    @Override
    public void whenLost(Consumer<String> listener) {
        writer.whenLost(listener);
    }

    @Override
    public void giveBack() {
        writer.end();
        try {
            var unused = store.once(tables -> {
                boolean held = tables.leases().giveBack(request.sync(), opened.epoch());
                if (held && !opened.goesOn()) {
                    tables.runs().delete(id);
                }
                return held;
            });
        } catch (SQLException e) {
            // The lease runs out by itself.
        }
    }

    @Override
    public Asking asking() {
        return asking;
    }

    @Override
    public void asksForAll(String why) {
        Asking all = asking.forAll(why);
        if (goesOn) {
            beginAnew(why);
        }
        hold(id, tables -> tables.since().begin(request.sync(), id, all));
        asking = all;
    }

    @Override
    public void changed(String partition, int page, PageChanges changes) {
        long key = Fingerprint.of(partition);
        writer.add(batch -> batch.changes.add(new LedgerSince.Changes(key, page, changes.toBytes())));
    }

    @Override
    public void earlierChanges(Consumer<PageChanges> to) {
        String its = id;
        List<PageChanges> all = new ArrayList<>();
        var unused = store.transaction(tables -> {
            all.clear();
            tables.since().changes(its, all::add);
            return true;
        });
        all.forEach(to);
    }

    @Override
    public void close(RunReport report) {
        close(report, Reached.NOTHING);
    }

    @Override
    public void close(RunReport report, Reached reached) {
        writer.close(new LedgerRuns.End(report.verdict().name(), ReportText.of(report)), reached);
        retention.apply(request.sync(), report.canGoOn() ? id : "");
    }

    /** Reads the keys of a partition's pages, as far as that can be done at once: a second attempt would tell of some twice. */
    void readKeys(String of, long partition, Consumer<LedgerPages.Keys> to) {
        try {
            var unused = store.once(tables -> {
                tables.pages().keys(of, partition, to);
                return true;
            });
        } catch (SQLException e) {
            // What is not read is not checked.
        }
    }

    /** Adds to what is done; negative where it is forgotten. */
    synchronized void count(int morePages, long moreRecords) {
        pages += morePages;
        records += moreRecords;
    }

    RunWriter writer() {
        return writer;
    }
}
