package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.own.LedgerLeases;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.database.own.LedgerPartitions;
import io.pagesync.database.own.LedgerRuns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Which runs are kept, and how others are forgotten: in small steps, because others write meanwhile. */
final class Retention {
    /** Pages of a run that are forgotten at once. */
    private static final int STEP = 5000;

    private final Database database;
    private final Keeping keeping;

    /**
     * How much is kept of each sync.
     *
     * @param runs how many runs, 1 or more
     * @param days how many days, 1 or more
     */
    record Keeping(int runs, int days) {}

    Retention(Database database, Keeping keeping) {
        this.database = database;
        this.keeping = keeping;
    }

    /** Forgets what is too much of a sync; what cannot be forgotten now is at the next time. */
    void apply(String sync) {
        try {
            for (String run : tooMuch(sync)) {
                forget(run);
            }
        } catch (SQLException | DataAccessException e) {
            // It stays a while longer.
        }
    }

    private List<String> tooMuch(String sync) throws SQLException {
        return database.transaction((connection, db) -> {
            LedgerLeases.@Nullable Lease lease = new LedgerLeases(db, database.facts()).find(sync);
            List<String> old = new ArrayList<>();
            if (lease == null) {
                return old;
            }
            long oldest = lease.now() - TimeUnit.DAYS.toMillis(keeping.days());
            int place = 0;
            for (LedgerRuns.Row each : new LedgerRuns(db, database.facts()).last(sync, Integer.MAX_VALUE)) {
                place++;
                boolean kept = place <= keeping.runs() && each.started() >= oldest;
                if (place > 1 && !kept && !(lease.until() > 0 && each.id().equals(lease.run()))) {
                    old.add(each.id());
                }
            }
            return old;
        });
    }

    /** Forgets a run, its own row last, so that what is left of it is found again. */
    void forget(String run) throws SQLException {
        int highest = database.transaction((connection, db) -> new LedgerPages(db).highest(run));
        for (long upTo = STEP; upTo < highest; upTo += STEP) {
            int step = (int) upTo;
            var unused = database.transaction((connection, db) -> {
                new LedgerPages(db).deleteUpTo(run, step);
                return true;
            });
        }
        var unused = database.transaction((connection, db) -> {
            new LedgerPages(db).deleteUpTo(run, Integer.MAX_VALUE);
            new LedgerPartitions(db).delete(run);
            new LedgerRuns(db, database.facts()).delete(run);
            return true;
        });
    }
}
