package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.ledger.lease.Tenure;
import io.pagesync.database.ledger.lease.Tenure.Moment;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.ReportText;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** A run that a process has, whose ledger is written step by step, by whoever plays it. */
public final class DrivenOwner {
    private static final long WHOLE = Fingerprint.of("");

    private final OpenedRun opened;
    private final BatchTransaction transaction;
    private final Tenure tenure;
    private final Supplier<Moment> clock;
    private final Database database;
    private LedgerPages.Sum done;
    private Batch batch = new Batch();

    private DrivenOwner(Database database, String sync, OpenedRun opened, Moment taken, Supplier<Moment> clock) {
        this.database = database;
        this.opened = opened;
        this.transaction = new BatchTransaction(database, Timing.DEFAULT, sync, opened);
        this.tenure = new Tenure(Timing.DEFAULT, taken, clock);
        this.clock = clock;
        this.done = opened.done();
    }

    /** The ledger as a process has it, into which no other one of its machine looks. */
    public static DatabaseLedger ledger(Database database, String process) {
        return new DatabaseLedger(
                database,
                new Retention.Keeping(50, 90),
                Timing.DEFAULT,
                new Processes(Path.of("nowhere")),
                new Holder(process, "", 1, 0));
    }

    /**
     * Has a process open a run.
     *
     * @throws io.pagesync.PagesyncException if it is another one's, or over
     */
    public static DrivenOwner open(
            DatabaseLedger ledger, Database database, RunRequest request, Supplier<Moment> clock) {
        Moment[] before = new Moment[1];
        OpenedRun opened = ledger.take(request, () -> before[0] = clock.get());
        return new DrivenOwner(database, request.sync(), opened, before[0], clock);
    }

    public String run() {
        return opened.id();
    }

    public int epoch() {
        return opened.epoch();
    }

    /** The pages that the ledger has. */
    public Set<Integer> done() throws SQLException {
        return database.transaction(connection -> {
            Set<Integer> pages = new HashSet<>();
            new io.pagesync.database.own.LedgerTables(connection, database.dialect())
                    .pages()
                    .done(run(), WHOLE, row -> pages.add(row.page()));
            return pages;
        });
    }

    /** To be written with the next batch. */
    public void done(int page, Answer answer) {
        batch.add(new LedgerPages.Keys(WHOLE, page, answer.hashes()));
        batch.add(new LedgerPages.Row(WHOLE, page, answer.records(), answer.size(), answer.hash(), "", null));
    }

    public boolean hasBatch() {
        return !batch.isEmpty();
    }

    /** To be written with the next batch, which is the last. */
    public void ends() {
        batch.end =
                new LedgerRuns.End(Verdict.COMPLETE.name(), ReportText.of(TestLedgers.report(run(), Verdict.COMPLETE)));
    }

    /** Writes the batch, and renews the lease; whether the run is still this one's. */
    public boolean write() throws SQLException {
        Moment before = clock.get();
        try {
            done = transaction.write(batch, run(), done);
            tenure.renewed(before);
            batch = new Batch();
            return true;
        } catch (BatchTransaction.TakenException e) {
            return false;
        }
    }

    /** As far as its process can tell without the database. */
    public boolean isFresh() {
        return tenure.isFresh();
    }
}
