package io.pagesync.database.own.gone;

import io.pagesync.page.Fingerprint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_seen}: which pages of a run are in its staging table, and under which token their rows are there.
 * A page that comes again with other records gets another token: those under the old one count no more.
 */
public final class SeenPages {
    /** Its name. */
    public static final String NAME = "pagesync_seen";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> STAGE = field("stage", SQLDataType.VARCHAR(40));
    private static final Field<Long> PART = field("part", SQLDataType.BIGINT);
    private static final Field<Integer> PAGE = field("page", SQLDataType.INTEGER);
    private static final Field<Long> TOKEN = field("token", SQLDataType.BIGINT);
    private static final Field<Integer> ROWS = field("kept", SQLDataType.INTEGER);
    private static final Field<Integer> RECORDS = field("records", SQLDataType.INTEGER);
    private static final Field<String> SCOPE = field("scope", SQLDataType.CLOB);

    private final DSLContext db;
    private final String stage;

    /**
     * All pages of a staging table.
     *
     * @param pages how many
     * @param rows how many rows they have there
     * @param records how many records they came with
     */
    public record Sum(long pages, long rows, long records) {}

    /**
     * What there is of a scope.
     *
     * @param rows how many rows
     * @param parts how many partitions they came from
     */
    public record Scope(long rows, int parts) {}

    /** The pages of a staging table. */
    public SeenPages(DSLContext db, String stage) {
        this.db = db;
        this.stage = stage;
    }

    /** Makes the table, unless it is among those that are there. */
    public static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(STAGE, PART, PAGE, TOKEN, ROWS, RECORDS, SCOPE)
                .constraints(DSL.primaryKey(STAGE, PART, PAGE))
                .execute();
    }

    /**
     * The statement of {@link #put}. Needed for each page, so made once: it took jOOQ half of the time that a mirror takes longer than
     * an upsert.
     */
    public static String putting(DSLContext db) {
        return db.render(db.insertInto(TABLE, STAGE, PART, PAGE, TOKEN, ROWS, RECORDS, SCOPE)
                .values("", 0L, 0, 0L, 0, 0, "")
                .onConflict(STAGE, PART, PAGE)
                .doUpdate()
                .set(TOKEN, DSL.excluded(TOKEN))
                .set(ROWS, DSL.excluded(ROWS))
                .set(RECORDS, DSL.excluded(RECORDS)));
    }

    /**
     * A page of a staging table.
     *
     * @param partition the name of its partition
     * @param number its number there
     * @param token stands for its rows
     * @param rows how many rows it has in the staging table
     * @param records how many records it came with
     * @param scope its scope as one text
     */
    public record Seen(String partition, int number, long token, int rows, int records, String scope) {}

    /**
     * The page is there with these rows, whatever it had before.
     *
     * @param sql what {@link #putting} gave
     */
    public static void put(Connection connection, String sql, String stage, Seen page) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, stage);
            statement.setLong(2, Fingerprint.of(page.partition()));
            statement.setInt(3, page.number());
            statement.setLong(4, page.token());
            statement.setInt(5, page.rows());
            statement.setInt(6, page.records());
            statement.setString(7, page.scope());
            var unused = statement.executeUpdate();
        }
    }

    /** Whether the page is there. */
    public boolean has(String partition, int page) {
        return db.fetchExists(DSL.selectOne().from(TABLE).where(isOf(partition).and(PAGE.eq(page))));
    }

    /** The page is none of the collection any more. */
    public void withdraw(String partition, int page) {
        db.deleteFrom(TABLE).where(isOf(partition).and(PAGE.eq(page))).execute();
    }

    /** The partition has these pages and no others. */
    public void keepOnly(String partition, IntPredicate pages) {
        for (int page : db.select(PAGE).from(TABLE).where(isOf(partition)).fetch(PAGE)) {
            if (!pages.test(page)) {
                withdraw(partition, page);
            }
        }
    }

    /** There are no other partitions than these, by the fingerprints of their names. */
    public void keepOnly(LongPredicate partitions) {
        for (long part :
                db.selectDistinct(PART).from(TABLE).where(STAGE.eq(stage)).fetch(PART)) {
            if (!partitions.test(part)) {
                db.deleteFrom(TABLE).where(STAGE.eq(stage).and(PART.eq(part))).execute();
            }
        }
    }

    /** All of them. */
    public Sum sum() {
        return db.select(DSL.count(), DSL.sum(ROWS), DSL.sum(RECORDS))
                .from(TABLE)
                .where(STAGE.eq(stage))
                .fetchSingle(row -> new Sum(row.value1(), number(row.value2()), number(row.value3())));
    }

    /** What each scope has. */
    public Map<String, Scope> scopes() {
        return db.select(SCOPE, DSL.sum(ROWS), DSL.countDistinct(PART))
                .from(TABLE)
                .where(STAGE.eq(stage))
                .groupBy(SCOPE)
                .fetchMap(row -> row.value1(), row -> new Scope(number(row.value2()), row.value3()));
    }

    /** The tokens that count, as a part of another statement. */
    public Select<?> tokens() {
        return DSL.select(TOKEN).from(TABLE).where(STAGE.eq(stage));
    }

    /** Nothing is there any more. */
    public void forget() {
        db.deleteFrom(TABLE).where(STAGE.eq(stage)).execute();
    }

    private Condition isOf(String partition) {
        return STAGE.eq(stage).and(PART.eq(Fingerprint.of(partition)));
    }

    private static long number(BigDecimal sum) {
        return sum == null ? 0 : sum.longValue();
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
