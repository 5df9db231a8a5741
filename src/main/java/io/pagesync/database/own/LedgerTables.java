package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.audit.LedgerActions;
import io.pagesync.database.own.limit.LedgerBudgets;
import io.pagesync.database.own.limit.LedgerPermits;
import io.pagesync.database.own.limit.LedgerSlots;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.database.own.work.LedgerStarts;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.database.own.work.LedgerWorkers;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables of a ledger, as a transaction sees them. */
public final class LedgerTables {
    private final Sql sql;
    private final Dialect dialect;

    /** Those that a connection reaches. */
    public LedgerTables(Connection connection, Dialect dialect) {
        this.sql = new Sql(connection);
        this.dialect = dialect;
    }

    /** Who runs a sync. */
    public LedgerLeases leases() {
        return new LedgerLeases(sql, dialect);
    }

    /** The runs of all syncs. */
    public LedgerRuns runs() {
        return new LedgerRuns(sql, dialect);
    }

    /** The partitions of runs. */
    public LedgerPartitions partitions() {
        return new LedgerPartitions(sql, dialect);
    }

    /** The pages of runs. */
    public LedgerPages pages() {
        return new LedgerPages(sql, dialect);
    }

    /** The marks of syncs that ask only for what has changed. */
    public LedgerSince since() {
        return new LedgerSince(sql, dialect);
    }

    /** Forgets all of a run. */
    public void forget(String run) throws SQLException {
        since().deleteChanges(run);
        work().forget(run);
        pages().deleteUpTo(run, Integer.MAX_VALUE);
        partitions().delete(run);
        runs().delete(run);
    }

    /** What persons have had done by hand. */
    public LedgerActions actions() {
        return new LedgerActions(sql);
    }

    /** Pages that processes deliver for others. */
    public LedgerWork work() {
        return new LedgerWork(sql, dialect);
    }

    /** Starts that processes have taken. */
    public LedgerStarts starts() {
        return new LedgerStarts(sql);
    }

    /** The processes of a cluster. */
    public LedgerWorkers workers() {
        return new LedgerWorkers(sql, dialect);
    }

    /** What was used of quotas. */
    public LedgerBudgets budgets() {
        return new LedgerBudgets(sql, dialect);
    }

    /** When the next permits of APIs are due whose limits several processes share. */
    public LedgerPermits permits() {
        return new LedgerPermits(sql, dialect);
    }

    /** How many requests processes may have under way that share an API's slots. */
    public LedgerSlots slots() {
        return new LedgerSlots(sql, dialect);
    }
}
