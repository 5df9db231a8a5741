package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.ledger.When;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** One batch of a run's rows on its way into the ledger, in one transaction with the renewal of the run's lease. */
final class BatchTransaction {
    private final Database database;
    private final Statements sql;
    private final Timing timing;
    private final String sync;
    private final OpenedRun opened;

    /** The statements that are needed again and again, made once. */
    record Statements(String pages, String partitions) {
        static Statements of(Database database) {
            return new Statements(
                    LedgerPages.putting(database.dialect().jooq()),
                    LedgerPartitions.putting(database.dialect().jooq()));
        }
    }

    /** The run is another process's now. Never leaves this package. */
    static final class TakenException extends SQLException {
        private static final long serialVersionUID = 1L;

        TakenException(String sentence) {
            super(sentence);
        }
    }

    BatchTransaction(Database database, Statements sql, Timing timing, String sync, OpenedRun opened) {
        this.database = database;
        this.sql = sql;
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
        return database.transaction((connection, db) -> write(connection, db, batch, id, before));
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

    private LedgerPages.Sum write(Connection connection, DSLContext db, Batch batch, String id, LedgerPages.Sum before)
            throws SQLException {
        LedgerLeases leases = new LedgerLeases(db, database.facts());
        long millis = batch.end == null ? timing.lease().toMillis() : 0;
        if (!leases.renew(sync, opened.epoch(), millis)) {
            throw new TakenException(taken(id, leases.find(sync)));
        }
        if (batch.isEmpty()) {
            return before;
        }
        LedgerPages pages = new LedgerPages(db);
        batch.forgotten().forEach(each -> pages.forget(id, each.partition(), each.from()));
        LedgerPartitions.put(connection, sql.partitions(), id, batch.partitions.values());
        LedgerPages.put(connection, sql.pages(), id, batch.pages);
        LedgerPages.Sum after = batch.forgotten().isEmpty() ? batch.after(before) : pages.sum(id);
        new LedgerRuns(db, database.facts())
                .update(id, opened.holder().text(), opened.epoch(), opened.attempts(), after, batch.end);
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
