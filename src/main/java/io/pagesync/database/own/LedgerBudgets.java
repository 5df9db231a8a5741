package io.pagesync.database.own;

import io.pagesync.database.table.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_budgets}: how many requests went to an API in each part of the windows of its quotas, by the
 * database's clock. A row that is older than its window is deleted by who adds the next one.
 */
public final class LedgerBudgets {
    static final String NAME = "pagesync_budgets";

    private static final int PARTS = 1000;
    private static final long SHORTEST_PART_MILLIS = 1000;

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> API = field("api", SQLDataType.VARCHAR(100));
    private static final Field<Long> SECONDS = field("seconds", SQLDataType.BIGINT);
    private static final Field<Long> BEGAN = field("began", SQLDataType.BIGINT);
    private static final Field<Long> REQUESTS = field("requests", SQLDataType.BIGINT);

    private final DSLContext db;
    private final Field<Long> now;

    /**
     * Requests of one part.
     *
     * @param ago how long ago the part has ended; zero for the one that goes on
     */
    public record Used(Duration ago, long requests) {}

    /** The budgets of a database. */
    public LedgerBudgets(DSLContext db, Facts facts) {
        this.db = db;
        this.now = facts.clock();
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(API, SECONDS, BEGAN, REQUESTS)
                .constraints(DSL.primaryKey(API, SECONDS, BEGAN))
                .execute();
    }

    /** So many requests more went to an API now, which has a quota with this window. */
    public void add(String api, Duration window, long requests) {
        long began = now();
        began -= began % part(window);
        Field<Long> more = DSL.val(requests, REQUESTS);
        int added = db.update(TABLE)
                .set(REQUESTS, REQUESTS.plus(more))
                .where(API.eq(api).and(SECONDS.eq(window.toSeconds())).and(BEGAN.eq(began)))
                .execute();
        if (added == 0) {
            db.insertInto(TABLE, API, SECONDS, BEGAN, REQUESTS)
                    .values(api, window.toSeconds(), began, requests)
                    .execute();
            db.deleteFrom(TABLE)
                    .where(API.eq(api).and(SECONDS.eq(window.toSeconds())))
                    .and(BEGAN.lt(began - window.toMillis() - part(window)))
                    .execute();
        }
    }

    /** What went to an API in the window that ends now. */
    public List<Used> since(String api, Duration window) {
        long until = now();
        long part = part(window);
        return db.select(BEGAN, REQUESTS)
                .from(TABLE)
                .where(API.eq(api).and(SECONDS.eq(window.toSeconds())))
                .and(BEGAN.gt(until - window.toMillis() - part))
                .fetch(row -> new Used(Duration.ofMillis(Math.max(0, until - row.value1() - part)), row.value2()));
    }

    private long now() {
        return db.select(now).fetchSingle(now);
    }

    private static long part(Duration window) {
        return Math.max(SHORTEST_PART_MILLIS, window.toMillis() / PARTS);
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
