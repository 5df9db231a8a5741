package io.pagesync.database.own;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_partitions}: what the first page of each partition of a run said, and what became of it. Names may be
 * longer than any key, so the key is a fingerprint.
 */
public final class LedgerPartitions {
    static final String NAME = "pagesync_partitions";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> RUN =
            field("run", SQLDataType.VARCHAR(40).notNull());
    private static final Field<Long> PARTITION = field("partition", SQLDataType.BIGINT.notNull());
    private static final Field<String> TITLE = field("name", SQLDataType.CLOB.notNull());
    private static final Field<Integer> PAGES = field("pages", SQLDataType.INTEGER.nullable(true));
    private static final Field<Long> RECORDS = field("records", SQLDataType.BIGINT.nullable(true));
    private static final Field<Long> FIRST = field("first", SQLDataType.BIGINT.nullable(true));
    private static final Field<String> VERDICT =
            field("verdict", SQLDataType.VARCHAR(10).nullable(true));

    private final DSLContext db;

    /**
     * A partition.
     *
     * @param key the fingerprint of its name
     * @param name its name; empty for all of a collection
     * @param pages how many pages there are; null if nobody knows
     * @param records how many records were declared; null if none were
     * @param first the fingerprint of its first page; null if there was none
     * @param verdict its verdict; null if it did not end
     */
    public record Row(
            long key,
            String name,
            @Nullable Integer pages,
            @Nullable Long records,
            @Nullable Long first,
            @Nullable String verdict) {}

    /** The partitions of a database's runs. */
    public LedgerPartitions(DSLContext db) {
        this.db = db;
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(RUN, PARTITION, TITLE, PAGES, RECORDS, FIRST, VERDICT)
                .constraints(DSL.primaryKey(RUN, PARTITION))
                .execute();
    }

    /** The statement of {@link #put}, made once. */
    public static String putting(SQLDialect dialect) {
        DSLContext db = DSL.using(dialect);
        return db.render(db.insertInto(TABLE, RUN, PARTITION, TITLE, PAGES, RECORDS, FIRST, VERDICT)
                .values("", 0L, "", 0, 0L, 0L, "")
                .onConflict(RUN, PARTITION)
                .doUpdate()
                .set(PAGES, DSL.excluded(PAGES))
                .set(RECORDS, DSL.excluded(RECORDS))
                .set(FIRST, DSL.excluded(FIRST))
                .set(VERDICT, DSL.excluded(VERDICT)));
    }

    /** These are so now, whatever they were before. */
    public static void put(Connection connection, String sql, String run, Collection<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                statement.setString(1, run);
                statement.setLong(2, row.key());
                statement.setString(3, LedgerRuns.cut(row.name(), Integer.MAX_VALUE));
                statement.setObject(4, row.pages(), Types.INTEGER);
                statement.setObject(5, row.records(), Types.BIGINT);
                statement.setObject(6, row.first(), Types.BIGINT);
                statement.setString(7, row.verdict());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** One of a run; null if nothing is known of it. */
    public @Nullable Row find(String run, long key) {
        return db.select(PARTITION, TITLE, PAGES, RECORDS, FIRST, VERDICT)
                .from(TABLE)
                .where(RUN.eq(run).and(PARTITION.eq(key)))
                .fetchOne(LedgerPartitions::row);
    }

    /** Those of a run, in the order of their names. */
    public List<Row> of(String run, int most) {
        return db.select(PARTITION, TITLE, PAGES, RECORDS, FIRST, VERDICT)
                .from(TABLE)
                .where(RUN.eq(run))
                .orderBy(TITLE)
                .limit(most)
                .fetch(LedgerPartitions::row);
    }

    private static Row row(org.jooq.Record6<Long, String, Integer, Long, Long, String> row) {
        return new Row(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6());
    }

    /** Forgets all of a run. */
    public void delete(String run) {
        db.deleteFrom(TABLE).where(RUN.eq(run)).execute();
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type);
    }
}
