package io.pagesync.database.own.work;

import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The table {@code pagesync_starts}: the times at which syncs were due to start and for which a process has begun a run. */
public final class LedgerStarts {
    public static final String NAME = "pagesync_starts";
    public static final List<String> KEY = List.of("sync_hash", "due");

    private static final long KEPT_MILLIS = Duration.ofDays(40).toMillis();

    private final Sql sql;

    public LedgerStarts(Sql sql) {
        this.sql = sql;
    }

    /**
     * This run is the one for that time; starts long past are forgotten. Only for who has locked the sync's lease.
     *
     * @param sync the fingerprint of the sync's name
     * @return whether it is; not if there was one before
     */
    public boolean take(long sync, Instant due, String run) throws SQLException {
        long millis = due.toEpochMilli();
        boolean there =
                sql.first("select 1 from pagesync_starts where sync_hash = ? and due = ?", row -> true, sync, millis)
                        != null;
        if (there) {
            return false;
        }
        sql.update("insert into pagesync_starts (sync_hash, due, run) values (?, ?, ?)", sync, millis, run);
        sql.update("delete from pagesync_starts where sync_hash = ? and due < ?", sync, millis - KEPT_MILLIS);
        return true;
    }
}
