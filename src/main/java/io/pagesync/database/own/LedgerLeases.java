package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_leases}: who runs a sync, and until when that holds by the database's clock unless it is renewed.
 * A sync's row stays when nobody runs it, because its epoch must never be given twice.
 */
public final class LedgerLeases {
    static final String NAME = "pagesync_leases";

    static final int LONGEST_OWNER = 255;
    static final int LONGEST_MACHINE = 160;

    static final List<String> KEY = List.of("sync");
    private static final List<String> OTHERS =
            List.of("run", "owner", "machine", "pid", "born", "epoch", "since", "seen", "until");

    private final Sql sql;
    private final Dialect dialect;
    private final String now;

    /**
     * A process, as a lease names it.
     *
     * @param text for people, such as {@code PID 4711 on db1}
     * @param machine tells the machine, as it runs now, from all others; empty if nothing does
     * @param pid its id there
     * @param born when it was started, in whatever counts such moments there
     */
    public record Holder(String text, String machine, long pid, long born) {}

    /**
     * A lease as it is; times are milliseconds since 1970 by the database's clock.
     *
     * @param run the run; empty if there was none
     * @param holder who has it, or had it last
     * @param epoch how often it was taken
     * @param since when it was taken
     * @param seen when it was renewed last
     * @param until how long it holds; 0 if it was given back
     * @param now the time
     */
    public record Lease(String run, Holder holder, int epoch, long since, long seen, long until, long now) {
        /**
         * Whether it holds, as far as its clock tells.
         *
         * @param millis how long it holds when it is renewed: what seems to hold for longer is of a clock that was set back
         */
        public boolean holds(long millis) {
            return until > now && until <= now + 2 * millis;
        }
    }

    LedgerLeases(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.now = dialect.facts().clock();
    }

    /** The lease, which nobody else takes or renews before the transaction ends. */
    public Lease lock(String sync) throws SQLException {
        String key = LedgerRuns.key(sync);
        if (hold(key) == 0) {
            sql.update(dialect.writing().put(NAME, KEY, OTHERS, false), key, "", "", "", 0L, 0L, 0, 0L, 0L, 0L);
            hold(key);
        }
        Lease lease = find(sync);
        if (lease == null) {
            throw new IllegalStateException("the lease of " + sync + " was deleted while it was locked");
        }
        return lease;
    }

    /** An update that changes nothing locks on every database. */
    private int hold(String key) throws SQLException {
        return sql.update("update pagesync_leases set seen = seen where sync = ?", key);
    }

    /** The lease; null if there was none yet. */
    public @Nullable Lease find(String sync) throws SQLException {
        return sql.first(
                "select run, owner, machine, pid, born, epoch, since, seen, until, " + now
                        + " from pagesync_leases where sync = ?",
                row -> new Lease(
                        row.getString(1),
                        new Holder(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)),
                        row.getInt(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10)),
                LedgerRuns.key(sync));
    }

    /** It is this one's now, for so long; only for who has locked it. */
    public void take(String sync, String run, Holder holder, int epoch, long millis) throws SQLException {
        sql.update(
                "update pagesync_leases set run = ?, owner = ?, machine = ?, pid = ?, born = ?, epoch = ?, since = "
                        + now + ", seen = " + now + ", until = " + now + " + ? where sync = ?",
                run,
                LedgerRuns.cut(holder.text(), LONGEST_OWNER),
                LedgerRuns.cut(holder.machine(), LONGEST_MACHINE),
                holder.pid(),
                holder.born(),
                epoch,
                millis,
                LedgerRuns.key(sync));
    }

    /** Renews it for so long. Returns false if somebody else has taken it, and nothing is done. */
    public boolean renew(String sync, int epoch, long millis) throws SQLException {
        String renewing =
                "update pagesync_leases set seen = " + now + ", until = " + now + " + ? where sync = ? and epoch = ?";
        return sql.update(renewing, millis, LedgerRuns.key(sync), epoch) > 0;
    }

    /** Gives it back. Returns false if somebody else has taken it, and nothing is done. */
    public boolean giveBack(String sync, int epoch) throws SQLException {
        String giving = "update pagesync_leases set seen = " + now + ", until = 0 where sync = ? and epoch = ?";
        return sql.update(giving, LedgerRuns.key(sync), epoch) > 0;
    }

    /** Another run is what is held; returns false if somebody else has taken it, and nothing is done. */
    public boolean holds(String sync, int epoch, String run) throws SQLException {
        String holding = "update pagesync_leases set run = ? where sync = ? and epoch = ?";
        return sql.update(holding, run, LedgerRuns.key(sync), epoch) > 0;
    }
}
