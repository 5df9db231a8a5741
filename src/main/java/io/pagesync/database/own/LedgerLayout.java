package io.pagesync.database.own;

import io.pagesync.database.own.audit.LedgerActions;
import io.pagesync.database.own.limit.LedgerBudgets;
import io.pagesync.database.own.limit.LedgerPermits;
import io.pagesync.database.own.limit.LedgerSlots;
import io.pagesync.database.own.work.LedgerStarts;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.database.own.work.LedgerWorkers;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How the tables of the ledger are laid out. */
final class LedgerLayout {
    private static final DataType<String> ID = SQLDataType.VARCHAR(40).notNull();
    private static final DataType<String> SYNC =
            SQLDataType.VARCHAR(LedgerRuns.LONGEST_SYNC).notNull();
    private static final DataType<String> WORD = SQLDataType.VARCHAR(10).nullable(true);
    private static final DataType<String> WORKER =
            SQLDataType.VARCHAR(LedgerWork.LONGEST_WORKER).notNull();
    private static final DataType<String> TEXT = SQLDataType.CLOB.notNull();
    private static final DataType<String> SOME_TEXT = SQLDataType.CLOB.nullable(true);
    private static final DataType<Integer> INTEGER = SQLDataType.INTEGER.notNull();
    private static final DataType<Long> BIGINT = SQLDataType.BIGINT.notNull();
    private static final DataType<Long> SOME_BIGINT = SQLDataType.BIGINT.nullable(true);

    private static final int MEDIUM = (1 << 24) - 1;

    private final DSLContext db;
    private final Set<String> there;

    private LedgerLayout(DSLContext db, Set<String> there) {
        this.db = db;
        this.there = there;
    }

    /** Makes those that are not among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        LedgerLayout tables = new LedgerLayout(db, there);
        tables.create(
                LedgerLeases.NAME,
                LedgerLeases.KEY,
                field("sync", SYNC),
                field("run", ID),
                field("owner", SQLDataType.VARCHAR(LedgerLeases.LONGEST_OWNER).notNull()),
                field(
                        "machine",
                        SQLDataType.VARCHAR(LedgerLeases.LONGEST_MACHINE).notNull()),
                field("pid", BIGINT),
                field("born", BIGINT),
                field("epoch", INTEGER),
                field("since", BIGINT),
                field("seen", BIGINT),
                field("until", BIGINT));
        tables.create(
                LedgerRuns.NAME,
                List.of("id"),
                field("id", ID),
                field("sync", SYNC),
                field("url", TEXT),
                field("asked", BIGINT),
                field("owner", SQLDataType.VARCHAR(LedgerRuns.LONGEST_OWNER).notNull()),
                field("epoch", INTEGER),
                field("attempts", INTEGER),
                field("started", BIGINT),
                field("seen", BIGINT),
                field("pages", INTEGER),
                field("records", BIGINT),
                field("ended", SOME_BIGINT),
                field("verdict", WORD),
                field("report", SOME_TEXT));
        tables.create(
                LedgerPartitions.NAME,
                LedgerPartitions.KEY,
                field("run", ID),
                field("partition", BIGINT),
                field("name", TEXT),
                field("pages", SQLDataType.INTEGER.nullable(true)),
                field("records", SOME_BIGINT),
                field("first", SOME_BIGINT),
                field("verdict", WORD));
        tables.create(
                LedgerPages.NAME,
                LedgerPages.KEY,
                field("run", ID),
                field("partition", BIGINT),
                field("page", INTEGER),
                field("records", INTEGER),
                field("size", INTEGER),
                field("hash", BIGINT),
                field("next", SOME_TEXT),
                field("error", SOME_TEXT));
        tables.create(
                LedgerPages.KEYS,
                LedgerPages.KEY,
                field("run", ID),
                field("partition", BIGINT),
                field("page", INTEGER),
                field("hashes", SQLDataType.BLOB.notNull()));
        tables.create(
                LedgerPages.REFUSALS,
                LedgerPages.REFUSAL_KEY,
                field("run", ID),
                field("partition", BIGINT),
                field("page", INTEGER),
                field("number", INTEGER),
                field("hash", BIGINT),
                field("position", INTEGER),
                field(
                        "record_key",
                        SQLDataType.VARCHAR(LedgerPages.LONGEST_NAME).notNull()),
                field(
                        "destination",
                        SQLDataType.VARCHAR(LedgerPages.LONGEST_NAME).notNull()),
                field("reason", TEXT),
                field("record", SQLDataType.BLOB.notNull()));
        tables.create(
                LedgerSince.NAME,
                List.of("sync"),
                field("sync", SYNC),
                field("mark", SOME_TEXT),
                field("highest", SOME_TEXT),
                field("asked", BIGINT),
                field("repeats", tables.bytes().nullable(true)),
                field("whole_at", SOME_BIGINT),
                field("full_at", SOME_BIGINT),
                field("run", ID),
                field("run_since", SOME_TEXT),
                field("run_why", TEXT),
                field("run_at", BIGINT));
        tables.create(
                LedgerSince.PAGES,
                LedgerSince.PAGES_KEY,
                field("run", ID),
                field("partition", BIGINT),
                field("page", INTEGER),
                field("changes", tables.bytes().notNull()));
        tables.create(
                LedgerBudgets.NAME,
                List.of("api", "seconds", "began"),
                field("api", SQLDataType.VARCHAR(100).notNull()),
                field("seconds", BIGINT),
                field("began", BIGINT),
                field("requests", BIGINT));
        tables.create(
                LedgerPermits.NAME,
                List.of("api"),
                field("api", SQLDataType.VARCHAR(LedgerPermits.LONGEST_API).notNull()),
                field("next_at", BIGINT),
                field("paused_until", BIGINT),
                field("asked_at", BIGINT));
        tables.create(
                LedgerSlots.NAME,
                LedgerSlots.KEY,
                field("api", SQLDataType.VARCHAR(LedgerPermits.LONGEST_API).notNull()),
                field("process", ID),
                field("slots", INTEGER),
                field("wanted", INTEGER),
                field("ends", BIGINT));
        tables.create(
                LedgerActions.NAME,
                List.of("id"),
                field("id", ID),
                field("at", BIGINT),
                field("who", TEXT),
                field("what", WORD),
                field("sync", TEXT),
                field("run", TEXT),
                field("result", TEXT));
        tables.create(
                LedgerWork.NAME,
                LedgerWork.KEY,
                field("run", ID),
                field("part", BIGINT),
                field("page", INTEGER),
                field("epoch", INTEGER),
                field("worker", WORKER),
                field("taken_until", BIGINT),
                field("records", INTEGER),
                field("size", INTEGER),
                field("hash", BIGINT),
                field("answer", SOME_TEXT),
                field("hashes", tables.bytes().notNull()));
        tables.create(
                LedgerStarts.NAME,
                LedgerStarts.KEY,
                field("sync_hash", BIGINT),
                field("due", BIGINT),
                field("run", ID));
        tables.create(
                LedgerWorkers.NAME,
                LedgerWorkers.KEY,
                field("id", WORKER),
                field("host", TEXT),
                field("version", TEXT),
                field("started", BIGINT),
                field("seen", BIGINT),
                field("in_flight", INTEGER),
                field("pages", BIGINT),
                field("per_minute", INTEGER));
    }

    /** Of up to 16 MB; what is called a BLOB there holds 64 KB on MariaDB. */
    private DataType<byte[]> bytes() {
        return db.family() == SQLDialect.MARIADB ? SQLDataType.BLOB.length(MEDIUM) : SQLDataType.BLOB;
    }

    private void create(String name, List<String> key, Field<?>... columns) {
        if (!there.contains(name)) {
            db.createTableIfNotExists(DSL.table(DSL.quotedName(name)))
                    .columns(columns)
                    .constraints(DSL.primaryKey(
                            key.stream().map(DSL::quotedName).map(DSL::field).toList()))
                    .execute();
        }
    }

    private static Field<?> field(String name, DataType<?> type) {
        return DSL.field(DSL.quotedName(name), type);
    }
}
