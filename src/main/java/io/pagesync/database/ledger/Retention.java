package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerRuns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which runs are kept, and how others are forgotten: in small steps, because others write meanwhile. */
final class Retention {
    /** Pages of a run that are forgotten at once. */
    private static final int STEP = 5000;

    private final LedgerDatabase store;
    private final Keeping keeping;

    /**
     * How much is kept of each sync.
     *
     * @param runs how many runs, 1 or more
     * @param days how many days, 1 or more
     */
    record Keeping(int runs, int days) {}

    Retention(LedgerDatabase store, Keeping keeping) {
        this.store = store;
        this.keeping = keeping;
    }

    /**
     * Forgets what is too much of a sync; what cannot be forgotten now is at the next time.
     *
     * @param open the run that may be gone on with, and whose keys are needed for that; empty if there is none
     */
    void apply(String sync, String open) {
        try {
            for (String run : store.once(tables -> tables.pages().keyed(sync))) {
                if (!run.equals(open)) {
                    forgetKeys(run);
                }
            }
            for (String run : tooMuch(sync)) {
                forget(run);
            }
        } catch (SQLException e) {
            // It stays a while longer.
        }
    }

    private List<String> tooMuch(String sync) throws SQLException {
        return store.once(tables -> {
            LedgerLeases.@Nullable Lease lease = tables.leases().find(sync);
            List<String> old = new ArrayList<>();
            if (lease == null) {
                return old;
            }
            long oldest = lease.now() - TimeUnit.DAYS.toMillis(keeping.days());
            int place = 0;
            for (LedgerRuns.Row each : tables.runs().last(sync, Integer.MAX_VALUE)) {
                place++;
                boolean kept = place <= keeping.runs() && each.started() >= oldest;
                if (place > 1 && !kept && !(lease.until() > 0 && each.id().equals(lease.run()))) {
                    old.add(each.id());
                }
            }
            return old;
        });
    }

    private void forgetKeys(String run) throws SQLException {
        int highest = store.once(tables -> tables.pages().highest(run));
        for (long upTo = STEP; upTo < (long) highest + STEP; upTo += STEP) {
            int step = (int) Math.min(upTo, Integer.MAX_VALUE);
            var unused = store.once(tables -> {
                tables.pages().deleteKeysUpTo(run, step);
                return true;
            });
        }
    }

    /** Forgets a run, its own row last, so that what is left of it is found again. */
    void forget(String run) throws SQLException {
        int highest = store.once(tables -> tables.pages().highest(run));
        for (long upTo = STEP; upTo < highest; upTo += STEP) {
            int step = (int) upTo;
            var unused = store.once(tables -> {
                tables.pages().deleteUpTo(run, step);
                return true;
            });
        }
        var unused = store.once(tables -> {
            tables.forget(run);
            return true;
        });
    }
}
