package io.pagesync.database.own;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The table {@code pagesync_pages}: the pages of runs that are done, and those that failed. */
public final class LedgerPages {
    static final String NAME = "pagesync_pages";

    private static final int FETCHED_AT_ONCE = 1000;

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> RUN =
            field("run", SQLDataType.VARCHAR(40).notNull());
    private static final Field<Long> PARTITION = field("partition", SQLDataType.BIGINT.notNull());
    private static final Field<Integer> PAGE = field("page", SQLDataType.INTEGER.notNull());
    private static final Field<Integer> RECORDS = field("records", SQLDataType.INTEGER.notNull());
    private static final Field<Integer> SIZE = field("size", SQLDataType.INTEGER.notNull());
    private static final Field<Long> HASH = field("hash", SQLDataType.BIGINT.notNull());
    private static final Field<String> NEXT = field("next", SQLDataType.CLOB.nullable(true));
    private static final Field<String> ERROR = field("error", SQLDataType.CLOB.nullable(true));

    private final DSLContext db;

    /**
     * A page.
     *
     * @param partition the fingerprint of its partition's name
     * @param page its number
     * @param records how many of its records were delivered
     * @param size how many it has
     * @param hash the fingerprint of its records
     * @param next what it said of the next page
     * @param error why it failed; null if it is done
     */
    public record Row(
            long partition,
            int page,
            int records,
            int size,
            long hash,
            String next,
            @Nullable String error) {}

    /**
     * How much is done.
     *
     * @param pages how many pages
     * @param records how many of their records were delivered
     */
    public record Sum(int pages, long records) {
        /** Nothing. */
        public static final Sum NONE = new Sum(0, 0);
    }

    /** The pages of a database's runs. */
    public LedgerPages(DSLContext db) {
        this.db = db;
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(RUN, PARTITION, PAGE, RECORDS, SIZE, HASH, NEXT, ERROR)
                .constraints(DSL.primaryKey(RUN, PARTITION, PAGE))
                .execute();
    }

    /** The statement of {@link #put}, made once. */
    public static String putting(SQLDialect dialect) {
        DSLContext db = DSL.using(dialect);
        return db.render(db.insertInto(TABLE, RUN, PARTITION, PAGE, RECORDS, SIZE, HASH, NEXT, ERROR)
                .values("", 0L, 0, 0, 0, 0L, "", "")
                .onConflict(RUN, PARTITION, PAGE)
                .doUpdate()
                .set(RECORDS, DSL.excluded(RECORDS))
                .set(SIZE, DSL.excluded(SIZE))
                .set(HASH, DSL.excluded(HASH))
                .set(NEXT, DSL.excluded(NEXT))
                .set(ERROR, DSL.excluded(ERROR)));
    }

    /** These are so now, whatever they were before. */
    public static void put(Connection connection, String sql, String run, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                statement.setString(1, run);
                statement.setLong(2, row.partition());
                statement.setInt(3, row.page());
                statement.setInt(4, row.records());
                statement.setInt(5, row.size());
                statement.setLong(6, row.hash());
                statement.setString(7, row.next().isEmpty() ? null : LedgerRuns.cut(row.next(), Integer.MAX_VALUE));
                statement.setString(8, row.error() == null ? null : LedgerRuns.cut(row.error(), Integer.MAX_VALUE));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The pages of a partition that are done, in the order of their numbers. */
    public void done(String run, long partition, Consumer<Row> reader) {
        var query = db.select(PAGE, RECORDS, SIZE, HASH, NEXT)
                .from(TABLE)
                .where(isDone(run).and(PARTITION.eq(partition)))
                .orderBy(PAGE)
                .fetchSize(FETCHED_AT_ONCE);
        try (var rows = query.fetchLazy()) {
            rows.forEach(row -> reader.accept(new Row(
                    partition,
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5() == null ? "" : row.value5(),
                    null)));
        }
    }

    /** How much of a run is done. */
    public Sum sum(String run) {
        Sum sum = db.select(DSL.count(), DSL.coalesce(DSL.sum(RECORDS).cast(Long.class), DSL.inline(0L)))
                .from(TABLE)
                .where(isDone(run))
                .fetchOne(row -> new Sum(row.value1(), row.value2()));
        return sum == null ? Sum.NONE : sum;
    }

    /** How much of each of its partitions is done. */
    public Map<Long, Sum> sums(String run) {
        Map<Long, Sum> sums = new HashMap<>();
        db.select(PARTITION, DSL.count(), DSL.coalesce(DSL.sum(RECORDS).cast(Long.class), DSL.inline(0L)))
                .from(TABLE)
                .where(isDone(run))
                .groupBy(PARTITION)
                .forEach(row -> sums.put(row.value1(), new Sum(row.value2(), row.value3())));
        return sums;
    }

    /** The pages of a run that failed, by partition and number. */
    public List<Row> failed(String run, int most) {
        return db.select(PARTITION, PAGE, ERROR)
                .from(TABLE)
                .where(RUN.eq(run).and(ERROR.isNotNull()))
                .orderBy(PARTITION, PAGE)
                .limit(most)
                .fetch(row -> new Row(row.value1(), row.value2(), 0, 0, 0, "", row.value3()));
    }

    /** Forgets the pages of a partition from this one on. */
    public void forget(String run, long partition, int from) {
        db.deleteFrom(TABLE)
                .where(RUN.eq(run).and(PARTITION.eq(partition)).and(PAGE.ge(from)))
                .execute();
    }

    /** The highest number of any page of a run; 0 if there is none. */
    public int highest(String run) {
        Integer highest =
                db.select(DSL.max(PAGE)).from(TABLE).where(RUN.eq(run)).fetchOne(0, Integer.class);
        return highest == null ? 0 : highest;
    }

    /** Forgets the pages of a run up to this one. */
    public void deleteUpTo(String run, int page) {
        db.deleteFrom(TABLE).where(RUN.eq(run).and(PAGE.le(page))).execute();
    }

    private static Condition isDone(String run) {
        return RUN.eq(run).and(ERROR.isNull());
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type);
    }
}
