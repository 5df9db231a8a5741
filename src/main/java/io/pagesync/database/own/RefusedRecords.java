package io.pagesync.database.own;

import io.pagesync.database.row.RefusedRecord;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_refused}: the records a table could not hold, byte for byte as they arrived, because no
 * text type holds all of them.
 */
public final class RefusedRecords {
    static final String NAME = "pagesync_refused";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> RUN = field("run", SQLDataType.VARCHAR(40));
    private static final Field<String> SYNC = field("sync", SQLDataType.VARCHAR(255));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<Integer> PAGE = field("page", SQLDataType.INTEGER);
    private static final Field<Integer> POSITION = field("position", SQLDataType.INTEGER);
    private static final Field<String> REASON = field("reason", SQLDataType.CLOB);
    private static final Field<byte[]> RECORD = field("record", SQLDataType.BLOB);

    private final DSLContext db;

    /** The refused records of a database. */
    public RefusedRecords(DSLContext db) {
        this.db = db;
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(RUN, SYNC, OF, PAGE, POSITION, REASON, RECORD)
                .execute();
    }

    /**
     * Keeps a record; its position is counted from 1 here, for people.
     *
     * @param record its bytes; none if the database takes no value of that size
     */
    public void add(WrittenPage written, RefusedRecord refused, byte[] record) {
        db.insertInto(TABLE, RUN, SYNC, OF, PAGE, POSITION, REASON, RECORD)
                .values(
                        written.run(),
                        written.sync(),
                        written.table(),
                        written.number(),
                        refused.position() + 1,
                        refused.reason(),
                        record)
                .execute();
    }

    /** Forgets those of the page, which is written anew. */
    public void forget(WrittenPage written) {
        db.deleteFrom(TABLE).where(isOf(written)).execute();
    }

    /** Forgets those of a table's runs of which there are no marks any more. */
    public void forgetUnmarked(String sync, String table) {
        db.deleteFrom(TABLE)
                .where(SYNC.eq(sync).and(OF.eq(table)).and(RUN.notIn(Marks.runs(db, sync, table))))
                .execute();
    }

    /** The records of the page that were refused when it was written. */
    public List<RefusedRecord> of(WrittenPage written) {
        return db.select(POSITION, REASON)
                .from(TABLE)
                .where(isOf(written))
                .orderBy(POSITION)
                .fetch(row -> new RefusedRecord(row.value1() - 1, row.value2()));
    }

    private static Condition isOf(WrittenPage written) {
        return RUN.eq(written.run()).and(OF.eq(written.table())).and(PAGE.eq(written.number()));
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
