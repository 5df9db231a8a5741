package io.pagesync.database.publish;

import io.pagesync.database.Database;
import io.pagesync.database.ledger.lease.Leasing;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.ledger.lease.Tenure;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerTables;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keeps all but one process from sending the changes of an outbox, by a lease as runs have it. Thread-safe. */
final class PublisherLease {
    private static final int NOT_HELD = 0;

    private final Database database;
    private final String name;
    private final Timing timing;
    private final Leasing leasing;
    private int epoch = NOT_HELD;
    private @Nullable Tenure tenure;
    private Tenure.Moment renewed = Tenure.Moment.now();

    PublisherLease(WaitingChanges changes, Timing timing) {
        this.database = changes.database();
        // No sync has a blank in its name.
        this.name = "changes " + changes.outbox();
        this.timing = timing;
        Processes processes = Processes.ofThisMachine();
        this.leasing = new Leasing(timing, processes, processes.self());
    }

    /**
     * Takes it, or renews it.
     *
     * @return who has it; empty if it is ours now
     */
    synchronized String take() throws SQLException {
        if (epoch != NOT_HELD && renew()) {
            return "";
        }
        Tenure.Moment before = Tenure.Moment.now();
        long millis = timing.lease().toMillis();
        String other = database.transaction(connection -> {
            LedgerLeases leases = new LedgerTables(connection, database.dialect()).leases();
            LedgerLeases.Lease lease = leases.lock(name);
            if (leasing.isHeld(lease)) {
                return lease.holder().text();
            }
            leases.take(name, "", leasing.self(), lease.epoch() + 1, millis);
            epoch = lease.epoch() + 1;
            return "";
        });
        if (other.isEmpty()) {
            tenure = new Tenure(timing, before);
            renewed = before;
        } else {
            epoch = NOT_HELD;
        }
        return other;
    }

    /** Whether it is surely still ours; renews it where that is due. */
    synchronized boolean isHeld() {
        if (epoch == NOT_HELD || tenure == null) {
            return false;
        }
        if (System.nanoTime() - renewed.nanos() > timing.renewal().toNanos()) {
            try {
                if (!renew()) {
                    return false;
                }
            } catch (SQLException e) {
                // It is trusted until it runs out.
            }
        }
        return tenure.isFresh();
    }

    private boolean renew() throws SQLException {
        Tenure.Moment before = Tenure.Moment.now();
        boolean ours = database.transaction(connection -> new LedgerTables(connection, database.dialect())
                .leases()
                .renew(name, epoch, timing.lease().toMillis()));
        if (ours && tenure != null) {
            tenure.renewed(before);
            renewed = before;
        } else {
            epoch = NOT_HELD;
        }
        return ours;
    }

    /** Gives it back, if it is held. */
    synchronized void giveBack() throws SQLException {
        if (epoch != NOT_HELD) {
            int its = epoch;
            epoch = NOT_HELD;
            var unused = database.transaction(connection ->
                    new LedgerTables(connection, database.dialect()).leases().giveBack(name, its));
        }
    }
}
