package io.pagesync.database.ledger.lease;

import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.database.own.LedgerLeases.Lease;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.When;

/** Whether a sync's lease keeps others away: as long as it holds, unless its process is known to be dead. */
public final class Leasing {
    private final Timing timing;
    private final Processes processes;
    private final Holder self;

    public Leasing(Timing timing, Processes processes, Holder self) {
        this.timing = timing;
        this.processes = processes;
        this.self = self;
    }

    /** This process. */
    public Holder self() {
        return self;
    }

    /** Whether somebody runs the sync. */
    public boolean isHeld(Lease lease) {
        return lease.holds(timing.lease().toMillis()) && !processes.isDead(lease.holder());
    }

    /**
     * Checks that nobody runs the sync.
     *
     * @throws AlreadyRunningException if somebody does, with who it is
     */
    public void requireFree(Lease lease, String sync) {
        if (!isHeld(lease)) {
            return;
        }
        Holder holder = lease.holder();
        if (holder.equals(self)) {
            throw new AlreadyRunningException(sync, lease.run());
        }
        long ago = Math.max(0, (lease.now() - lease.seen()) / 1000);
        throw new AlreadyRunningException(
                sync,
                lease.run(),
                "runs in " + holder.text() + " since " + When.at(lease.since(), lease.now()) + ", last sign of life "
                        + ago + " s ago");
    }
}
