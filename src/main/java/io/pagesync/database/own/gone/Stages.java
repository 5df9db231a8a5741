package io.pagesync.database.own.gone;

import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The table {@code pagesync_stages}: the staging tables there are, each of one run into one table. */
public final class Stages {
    /** Its name. */
    public static final String NAME = "pagesync_stages";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> STAGE = field("stage", SQLDataType.VARCHAR(40));
    private static final Field<String> RUN = field("run", SQLDataType.VARCHAR(40));
    private static final Field<String> SYNC = field("sync", SQLDataType.VARCHAR(255));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<String> PLACE = field("place", SQLDataType.VARCHAR(16));
    private static final Field<Integer> EPOCH = field("epoch", SQLDataType.INTEGER);

    private final DSLContext db;

    /**
     * A staging table.
     *
     * @param name its name
     * @param run the run's id
     * @param sync the sync's name
     * @param table the table that its rows are for
     * @param place tells where a sync's runs put their records from all other places
     */
    public record Stage(String name, String run, String sync, String table, String place) {}

    /** The staging tables of a database. */
    public Stages(DSLContext db) {
        this.db = db;
    }

    /** Makes the table, unless it is among those that are there. */
    public static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(STAGE, RUN, SYNC, OF, PLACE, EPOCH)
                .constraints(DSL.primaryKey(STAGE))
                .execute();
    }

    /** Whether there is one of this name. */
    public boolean has(Stage stage) {
        return db.fetchExists(DSL.selectOne().from(TABLE).where(STAGE.eq(stage.name())));
    }

    /** The names of those that other runs have left in its place. */
    public List<String> others(Stage stage) {
        return db.select(STAGE)
                .from(TABLE)
                .where(PLACE.eq(stage.place()).and(RUN.ne(stage.run())))
                .fetch(STAGE);
    }

    /** There is one now. */
    public void add(Stage stage) {
        db.insertInto(TABLE, STAGE, RUN, SYNC, OF, PLACE, EPOCH)
                .values(stage.name(), stage.run(), stage.sync(), stage.table(), stage.place(), 0)
                .execute();
    }

    /**
     * The highest epoch of those who have come to it; nobody else comes before the transaction ends.
     *
     * @param epoch that of who comes
     */
    public int hold(Stage stage, int epoch) {
        db.update(TABLE)
                .set(EPOCH, DSL.greatest(EPOCH, DSL.val(epoch)))
                .where(STAGE.eq(stage.name()))
                .execute();
        Integer highest =
                db.select(EPOCH).from(TABLE).where(STAGE.eq(stage.name())).fetchOne(EPOCH);
        return highest == null ? epoch : highest;
    }

    /** It is there no more. */
    public void forget(String name) {
        db.deleteFrom(TABLE).where(STAGE.eq(name)).execute();
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
