package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Leasing;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.LedgerSince;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.destination.WriteRetry;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory;
import io.pagesync.ledger.RunId;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.StartTakenException;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.ReportText;
import io.pagesync.report.RunReport;
import io.pagesync.since.Asking;
import io.pagesync.since.Known;
import io.pagesync.work.PageAnswer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a database. A run is its process's by a lease, which others respect until it runs out by the database's clock,
 * or its process is known to be dead; whoever takes it over goes on where the other one stopped. What happens to a run is
 * written behind it, see {@link RunWriter}. Thread-safe.
 */
public final class DatabaseLedger implements Ledger {
    private final LedgerDatabase store;
    private final Timing timing;
    private final Leasing leasing;
    private final Retention retention;
    private final RunHistory history;

    /**
     * The ledger of this process in a database, whose tables are made when they are first needed.
     *
     * @param runs how many runs of a sync are kept, 1 or more
     * @param days for how many days, 1 or more
     */
    public DatabaseLedger(Database database, int runs, int days) {
        this(
                database,
                new Retention.Keeping(runs, days),
                Timing.DEFAULT,
                Processes.ofThisMachine(),
                Processes.ofThisMachine().self());
    }

    DatabaseLedger(Database database, Retention.Keeping keeping, Timing timing, Processes processes, Holder self) {
        this.store = new LedgerDatabase(database, WriteRetry.DEFAULT);
        this.timing = timing;
        this.leasing = new Leasing(timing, processes, self);
        this.retention = new Retention(store, keeping);
        this.history = new StoredRuns(store, leasing);
    }

    /**
     * Loads what the first run needs, and drops what is found: driver, connection and classes.
     *
     * @throws io.pagesync.PagesyncException if the database cannot be had, which the first run meets, too
     */
    public void warmUp() {
        ReportText.prepare();
        var unused = store.look(tables -> true);
    }

    @Override
    public RunLedger open(RunRequest request) {
        Moment[] before = new Moment[1];
        OpenedRun opened = take(request, () -> before[0] = Moment.now());
        RunWriter writer = new RunWriter(store.database(), timing, request.sync(), opened, before[0]);
        return new OpenRun(store, request, opened, writer, retention);
    }

    /** The run is this process's, which begins to work on it only then; each attempt to take it is told before. */
    OpenedRun take(RunRequest request, Runnable attempt) {
        return store.transaction(tables -> {
            attempt.run();
            return open(tables, request);
        });
    }

    private OpenedRun open(LedgerTables tables, RunRequest request) throws SQLException {
        String sync = request.sync();
        LedgerLeases leases = tables.leases();
        LedgerRuns runs = tables.runs();
        Lease lease = leases.lock(sync);
        leasing.requireFree(lease, sync);
        if (!lease.run().isEmpty()) {
            runs.seen(lease.run(), lease.seen());
        }
        Holder self = leasing.self();
        int epoch = lease.epoch() + 1;
        LedgerRuns.Row last = runs.last(sync, 1).stream().findFirst().orElse(null);
        LedgerSince.@Nullable Row since =
                request.since() == null ? null : tables.since().find(sync);
        GoingOn choice = GoingOn.of(last, request, lease.now()).asking(request, last, since);
        OpenedRun opened;
        if (last != null && choice.goesOn()) {
            if (request.start().refused()) {
                tables.pages().askAgainForRefused(last.id());
            }
            adopt(tables, last.id());
            LedgerPages.Sum done = tables.pages().sum(last.id());
            Asking asking = since == null ? Asking.EVERYTHING : since.asking();
            opened = new OpenedRun(
                    last.id(), self, epoch, last.attempts() + 1, true, choice.why(), done, request.asked(), asking);
        } else {
            tables.work().forget(lease.run());
            String id = RunId.next();
            runs.add(id, sync, request.url(), request.asked(), self.text(), epoch);
            Asking asking = asking(request, since);
            if (request.since() != null) {
                tables.since().begin(sync, id, asking);
            }
            opened = new OpenedRun(
                    id, self, epoch, 1, false, choice.why(), LedgerPages.Sum.NONE, request.asked(), asking);
        }
        Instant due = request.start().due();
        if (due != null && !tables.starts().take(Fingerprint.of(sync), due, opened.id())) {
            throw new StartTakenException(sync, last == null ? opened.id() : last.id());
        }
        leases.take(sync, opened.id(), self, epoch, timing.lease().toMillis());
        return opened;
    }

    /** What other processes have delivered of a run, and its owner did not live to note. None of them goes on with it. */
    private static void adopt(LedgerTables tables, String run) throws SQLException {
        List<LedgerPages.Row> pages = new ArrayList<>();
        List<LedgerPages.Keys> keys = new ArrayList<>();
        tables.work().each(run, row -> {
            LedgerWork.Answer answer = row.answer();
            if (answer != null && PageAnswer.of(answer.text()).failure() == null) {
                long partition = row.place().partition();
                int page = row.place().page();
                pages.add(
                        new LedgerPages.Row(partition, page, answer.records(), answer.size(), answer.hash(), "", null));
                keys.add(new LedgerPages.Keys(partition, page, answer.hashes()));
            }
        });
        tables.pages().putKeys(run, keys);
        tables.pages().put(run, pages);
        tables.work().forget(run);
    }

    private static Asking asking(RunRequest request, LedgerSince.@Nullable Row since) {
        return request.since() == null
                ? Asking.EVERYTHING
                : Asking.of(
                        request.since(),
                        since == null ? Known.NOTHING : since.known(),
                        request.asked(),
                        request.start().full(),
                        Instant.now());
    }

    @Override
    public boolean keepsMarks() {
        return true;
    }

    @Override
    public Optional<Known> mark(String sync) {
        return history.mark(sync);
    }

    @Override
    public List<RunEntry> runs(@Nullable String sync, int most) {
        return history.runs(sync, most);
    }

    @Override
    public Optional<RunEntry> run(String id) {
        return history.run(id);
    }

    @Override
    public List<PartitionEntry> partitions(String run, int most) {
        return history.partitions(run, most);
    }

    @Override
    public List<FailedPage> failedPages(String run, int most) {
        return history.failedPages(run, most);
    }

    @Override
    public List<RunHistory.PageBlock> pages(String run, String partition, int size, int most) {
        return history.pages(run, partition, size, most);
    }

    @Override
    public List<RunLedger.Refusal> refused(String run, int most) {
        return history.refused(run, most);
    }

    @Override
    public void note(Action action) {
        store.transaction(tables -> {
            tables.actions().add(RunId.next(), action);
            return true;
        });
    }

    @Override
    public List<Action> actions(int most) {
        return store.look(tables -> tables.actions().last(most)).orElse(List.of());
    }

    @Override
    public Instant now() {
        return store.look(tables -> Instant.ofEpochMilli(tables.runs().now())).orElseGet(Instant::now);
    }

    @Override
    public List<Worker> workers() {
        Instant now = Instant.now();
        return store.look(tables -> tables.workers().all()).orElse(List.of()).stream()
                .map(each -> new Worker(
                        each.sign().host(),
                        each.sign().version(),
                        each.sign().pages(),
                        each.sign().perMinute(),
                        each.sign().inFlight(),
                        now.minus(each.startedAgo()),
                        now.minus(each.seenAgo()),
                        each.seenAgo().compareTo(timing.lease()) < 0))
                .toList();
    }

    @Override
    public Optional<RunReport> approved(String run, List<String> done) {
        return history.approved(run, done);
    }

    @Override
    public int reset(String sync) {
        return history.reset(sync);
    }
}
