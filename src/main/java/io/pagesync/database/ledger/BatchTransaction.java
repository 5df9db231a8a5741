package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.ledger.When;
import io.pagesync.report.Verdict;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One batch of a run's rows on its way into the ledger, in one transaction with the renewal of the run's lease. */
final class BatchTransaction {
    private final Database database;
    private final Timing timing;
    private final String sync;
    private final OpenedRun opened;

    /** The run is another process's now. Never leaves this package. */
    static final class TakenException extends SQLException {
        private static final long serialVersionUID = 1L;

        TakenException(String sentence) {
            super(sentence);
        }
    }

    BatchTransaction(Database database, Timing timing, String sync, OpenedRun opened) {
        this.database = database;
        this.timing = timing;
        this.sync = sync;
        this.opened = opened;
    }

    /**
     * Writes the batch.
     *
     * @param id the run's id
     * @param before how much of it was done before
     * @return how much is done now
     * @throws TakenException if another process has the run; nothing is written then
     */
    LedgerPages.Sum write(Batch batch, String id, LedgerPages.Sum before) throws SQLException {
        return database.transaction(
                connection -> write(new LedgerTables(connection, database.dialect()), batch, id, before));
    }

    /**
     * Why a failure to write is not to be tried again, in one sentence; null if it may pass.
     *
     * @param since when it was tried first, on the clock of {@link System#nanoTime}
     */
    @Nullable
    String hopeless(Exception error, long since) {
        SqlFailure failure = SqlFailure.in(error);
        boolean passes = failure != null && failure.passes(database.failures());
        boolean late = System.nanoTime() - since > timing.patience().toNanos();
        if (passes && !late) {
            return null;
        }
        return "the ledger in data source " + database.name()
                + (passes ? " was away for " + When.length(timing.patience()) : " cannot be written") + ": "
                + (failure == null ? String.valueOf(error.getMessage()) : failure.sentence(database));
    }

    private LedgerPages.Sum write(LedgerTables tables, Batch batch, String id, LedgerPages.Sum before)
            throws SQLException {
        LedgerLeases leases = tables.leases();
        boolean held = batch.end == null
                ? leases.renew(sync, opened.epoch(), timing.lease().toMillis())
                : leases.giveBack(sync, opened.epoch());
        if (!held) {
            throw new TakenException(taken(id, leases.find(sync)));
        }
        if (batch.isEmpty()) {
            return before;
        }
        LedgerPages pages = tables.pages();
        for (Batch.Forgotten each : batch.forgotten()) {
            pages.forget(id, each.partition(), each.from());
        }
        tables.partitions().put(id, batch.partitions.values());
        pages.putKeys(id, batch.keys);
        pages.putRefused(id, batch.refused());
        pages.put(id, batch.pages);
        tables.since().put(id, batch.changes);
        LedgerPages.Sum after = batch.forgotten().isEmpty() ? batch.after(before) : pages.sum(id);
        tables.runs().update(id, opened.holder().text(), opened.epoch(), opened.attempts(), after, batch.end);
        if (batch.end != null) {
            tables.since().end(sync, id, opened.asked(), batch.reached);
            if (Verdict.valueOf(batch.end.verdict()).whole()) {
                tables.since().deleteChanges(id);
            }
        }
        return after;
    }

    private String taken(String id, @Nullable Lease lease) {
        return lease == null
                ? "the lease of run " + id + " is gone from the ledger; nothing more is written here"
                : "another process has taken run " + id + " over ("
                        + lease.holder().text() + ", at "
                        + When.at(lease.since(), lease.now())
                        + "), as this one gave no sign of life; nothing more is written here";
    }
}
