package io.pagesync.database.own;

import io.pagesync.database.table.Facts;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_leases}: who runs a sync, and until when that holds by the database's clock unless it is renewed.
 * A sync's row stays when nobody runs it, because its epoch must never be given twice.
 */
public final class LedgerLeases {
    static final String NAME = "pagesync_leases";

    private static final int LONGEST_OWNER = 255;
    private static final int LONGEST_MACHINE = 160;

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> SYNC = field("sync", SQLDataType.VARCHAR(LedgerRuns.LONGEST_SYNC));
    private static final Field<String> RUN = field("run", SQLDataType.VARCHAR(40));
    private static final Field<String> OWNER = field("owner", SQLDataType.VARCHAR(LONGEST_OWNER));
    private static final Field<String> MACHINE = field("machine", SQLDataType.VARCHAR(LONGEST_MACHINE));
    private static final Field<Long> PID = field("pid", SQLDataType.BIGINT);
    private static final Field<Long> BORN = field("born", SQLDataType.BIGINT);
    private static final Field<Integer> EPOCH = field("epoch", SQLDataType.INTEGER);
    private static final Field<Long> SINCE = field("since", SQLDataType.BIGINT);
    private static final Field<Long> SEEN = field("seen", SQLDataType.BIGINT);
    private static final Field<Long> UNTIL = field("until", SQLDataType.BIGINT);

    private final DSLContext db;
    private final Field<Long> now;

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

    /** The leases of a database. */
    public LedgerLeases(DSLContext db, Facts facts) {
        this.db = db;
        this.now = facts.clock();
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(SYNC, RUN, OWNER, MACHINE, PID, BORN, EPOCH, SINCE, SEEN, UNTIL)
                .constraints(DSL.primaryKey(SYNC))
                .execute();
    }

    /** The lease, which nobody else takes or renews before the transaction ends. */
    public Lease lock(String sync) {
        String key = LedgerRuns.key(sync);
        if (hold(key) == 0) {
            db.insertInto(TABLE, SYNC, RUN, OWNER, MACHINE, PID, BORN, EPOCH, SINCE, SEEN, UNTIL)
                    .values(key, "", "", "", 0L, 0L, 0, 0L, 0L, 0L)
                    .onConflict(SYNC)
                    .doNothing()
                    .execute();
            hold(key);
        }
        Lease lease = find(sync);
        if (lease == null) {
            throw new IllegalStateException("the lease of " + sync + " was deleted while it was locked");
        }
        return lease;
    }

    /** An update that changes nothing locks on every database. */
    private int hold(String key) {
        return db.update(TABLE).set(SEEN, SEEN).where(SYNC.eq(key)).execute();
    }

    /** The lease; null if there was none yet. */
    public @Nullable Lease find(String sync) {
        return db.select(RUN, OWNER, MACHINE, PID, BORN, EPOCH, SINCE, SEEN, UNTIL, now)
                .from(TABLE)
                .where(SYNC.eq(LedgerRuns.key(sync)))
                .fetchOne(row -> new Lease(
                        row.value1(),
                        new Holder(row.value2(), row.value3(), row.value4(), row.value5()),
                        row.value6(),
                        row.value7(),
                        row.value8(),
                        row.value9(),
                        row.value10()));
    }

    /** It is this one's now, for so long; only for who has locked it. */
    public void take(String sync, String run, Holder holder, int epoch, long millis) {
        db.update(TABLE)
                .set(RUN, run)
                .set(OWNER, LedgerRuns.cut(holder.text(), LONGEST_OWNER))
                .set(MACHINE, LedgerRuns.cut(holder.machine(), LONGEST_MACHINE))
                .set(PID, holder.pid())
                .set(BORN, holder.born())
                .set(EPOCH, epoch)
                .set(SINCE, now)
                .set(SEEN, now)
                .set(UNTIL, now.plus(millis))
                .where(SYNC.eq(LedgerRuns.key(sync)))
                .execute();
    }

    /** Renews it for so long; 0 milliseconds give it back. Returns false if somebody else has taken it, and nothing is done. */
    public boolean renew(String sync, int epoch, long millis) {
        return db.update(TABLE)
                        .set(SEEN, now)
                        .set(UNTIL, millis == 0 ? DSL.inline(0L) : now.plus(millis))
                        .where(SYNC.eq(LedgerRuns.key(sync)).and(EPOCH.eq(epoch)))
                        .execute()
                > 0;
    }

    /** Another run is what is held; returns false if somebody else has taken it, and nothing is done. */
    public boolean holds(String sync, int epoch, String run) {
        return db.update(TABLE)
                        .set(RUN, run)
                        .where(SYNC.eq(LedgerRuns.key(sync)).and(EPOCH.eq(epoch)))
                        .execute()
                > 0;
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
