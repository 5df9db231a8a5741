package io.pagesync.database.own;

import io.pagesync.database.table.Facts;
import io.pagesync.page.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The table {@code pagesync_runs}: the runs of all syncs. */
public final class LedgerRuns {
    static final String NAME = "pagesync_runs";

    /** The longest name of a sync that is kept as it is. */
    static final int LONGEST_SYNC = 160;

    private static final int KEPT_OF_LONGER = 120;
    private static final int LONGEST_OWNER = 255;

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> ID = field("id", SQLDataType.VARCHAR(40).notNull());
    private static final Field<String> SYNC =
            field("sync", SQLDataType.VARCHAR(LONGEST_SYNC).notNull());
    private static final Field<String> URL = field("url", SQLDataType.CLOB.notNull());
    private static final Field<Long> ASKED = field("asked", SQLDataType.BIGINT.notNull());
    private static final Field<String> OWNER =
            field("owner", SQLDataType.VARCHAR(LONGEST_OWNER).notNull());
    private static final Field<Integer> EPOCH = field("epoch", SQLDataType.INTEGER.notNull());
    private static final Field<Integer> ATTEMPTS = field("attempts", SQLDataType.INTEGER.notNull());
    private static final Field<Long> STARTED = field("started", SQLDataType.BIGINT.notNull());
    private static final Field<Long> SEEN = field("seen", SQLDataType.BIGINT.notNull());
    private static final Field<Integer> PAGES = field("pages", SQLDataType.INTEGER.notNull());
    private static final Field<Long> RECORDS = field("records", SQLDataType.BIGINT.notNull());
    private static final Field<Long> ENDED = field("ended", SQLDataType.BIGINT.nullable(true));
    private static final Field<String> VERDICT =
            field("verdict", SQLDataType.VARCHAR(10).nullable(true));
    private static final Field<String> REPORT = field("report", SQLDataType.CLOB.nullable(true));

    private final DSLContext db;
    private final Field<Long> now;

    /**
     * A run; times are milliseconds since 1970 by the database's clock.
     *
     * @param id its id
     * @param sync its sync
     * @param url the collection, without secrets
     * @param asked a fingerprint of what was asked for
     * @param owner who worked on it last, for people
     * @param attempts how many processes have worked on it
     * @param started when it began
     * @param seen when something of it was written last
     * @param pages how many pages are done
     * @param records how many of their records were delivered
     * @param ended when it ended; null if it did not
     * @param verdict its verdict; null if it did not end
     * @param report its report as JSON; null if it did not end
     */
    public record Row(
            String id,
            String sync,
            String url,
            long asked,
            String owner,
            int attempts,
            long started,
            long seen,
            int pages,
            long records,
            @Nullable Long ended,
            @Nullable String verdict,
            @Nullable String report) {}

    /**
     * How a run has ended.
     *
     * @param verdict its verdict
     * @param report its report as JSON
     */
    public record End(String verdict, String report) {}

    /** The runs of a database. */
    public LedgerRuns(DSLContext db, Facts facts) {
        this.db = db;
        this.now = facts.clock();
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(
                        ID, SYNC, URL, ASKED, OWNER, EPOCH, ATTEMPTS, STARTED, SEEN, PAGES, RECORDS, ENDED, VERDICT,
                        REPORT)
                .constraints(DSL.primaryKey(ID))
                .execute();
    }

    /** A sync's name as it is kept: a long one is cut, and told from others by a fingerprint. */
    static String key(String sync) {
        return sync.length() <= LONGEST_SYNC
                ? sync
                : sync.substring(0, KEPT_OF_LONGER) + String.format(Locale.ROOT, "~%016x", Fingerprint.of(sync));
    }

    /** A text that all databases can keep, of this length at the most. */
    static String cut(String text, int most) {
        String kept = text.replace('\0', '?');
        return kept.length() <= most ? kept : kept.substring(0, most);
    }

    /** A run begins now. */
    public void add(String id, String sync, String url, long asked, String owner, int epoch) {
        db.insertInto(TABLE, ID, SYNC, URL, ASKED, OWNER, EPOCH, ATTEMPTS, STARTED, SEEN, PAGES, RECORDS)
                .select(DSL.select(
                        DSL.val(id, ID),
                        DSL.val(key(sync), SYNC),
                        DSL.val(cut(url, Integer.MAX_VALUE), URL),
                        DSL.val(asked, ASKED),
                        DSL.val(cut(owner, LONGEST_OWNER), OWNER),
                        DSL.val(epoch, EPOCH),
                        DSL.inline(1),
                        now,
                        now,
                        DSL.inline(0),
                        DSL.inline(0L)))
                .execute();
    }

    /**
     * Somebody works on a run, and so much of it is done.
     *
     * @param end its end, which is now; null if it goes on
     */
    public void update(String id, String owner, int epoch, int attempts, LedgerPages.Sum done, @Nullable End end) {
        db.update(TABLE)
                .set(OWNER, cut(owner, LONGEST_OWNER))
                .set(EPOCH, epoch)
                .set(ATTEMPTS, attempts)
                .set(SEEN, now)
                .set(PAGES, done.pages())
                .set(RECORDS, done.records())
                .set(ENDED, end == null ? DSL.castNull(ENDED) : now)
                .set(VERDICT, end == null ? null : end.verdict())
                .set(REPORT, end == null ? null : end.report())
                .where(ID.eq(id))
                .execute();
    }

    /** When it gave its last sign of life. */
    public void seen(String id, long when) {
        db.update(TABLE).set(SEEN, when).where(ID.eq(id).and(SEEN.lt(when))).execute();
    }

    /** The run of this id; null if there is none. */
    public @Nullable Row find(String id) {
        List<Row> found = rows(ID.eq(id), 1);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The last runs, of one sync or of all (null), the newest first. */
    public List<Row> last(@Nullable String sync, int most) {
        return rows(sync == null ? DSL.trueCondition() : SYNC.eq(key(sync)), most);
    }

    private List<Row> rows(Condition which, int most) {
        return db.select(ID, SYNC, URL, ASKED, OWNER, ATTEMPTS, STARTED, SEEN, PAGES, RECORDS, ENDED, VERDICT, REPORT)
                .from(TABLE)
                .where(which)
                .orderBy(STARTED.desc(), ID.desc())
                .limit(most)
                .fetch(row -> new Row(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8(),
                        row.value9(),
                        row.value10(),
                        row.value11(),
                        row.value12(),
                        row.value13()));
    }

    /** Forgets a run, and what it had of partitions. */
    public void delete(String id) {
        db.deleteFrom(TABLE).where(ID.eq(id)).execute();
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type);
    }
}
