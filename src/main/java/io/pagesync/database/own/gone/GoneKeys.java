package io.pagesync.database.own.gone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_gone}: the keys of rows whose records were not in the last whole run, and are there still: because
 * they wait for a second one, or for a person's word.
 */
public final class GoneKeys {
    /** Its name. */
    public static final String NAME = "pagesync_gone";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> PLACE = field("place", SQLDataType.VARCHAR(16));
    private static final Field<String> RUN = field("run", SQLDataType.VARCHAR(40));
    private static final Field<String> SCOPE = field("scope", SQLDataType.CLOB);
    private static final Field<String> KEY = field("key", SQLDataType.CLOB);
    private static final Field<String> STATE = field("state", SQLDataType.VARCHAR(10));

    /** The columns by which a key is found. */
    public static final List<String> FOUND_BY = List.of(PLACE.getName(), KEY.getName());

    private static final int AT_ONCE = 1000;

    private final DSLContext db;
    private final String place;
    private final String run;

    /** What becomes of a row. */
    public enum State {
        /** It waits for a second whole run. */
        WAITS,
        /** It is deleted. */
        GOES,
        /** It waits for a person's word. */
        BLOCKED
    }

    /**
     * The keys of a place.
     *
     * @param run the run that is looked at
     */
    public GoneKeys(DSLContext db, String place, String run) {
        this.db = db;
        this.place = place;
        this.run = run;
    }

    /** Makes the table, unless it is among those that are there. */
    public static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE).columns(PLACE, RUN, SCOPE, KEY, STATE).execute();
        db.createIndexIfNotExists(DSL.quotedName(NAME + "_place"))
                .on(TABLE, PLACE, RUN)
                .execute();
    }

    /** Notes the keys that a statement finds, scope and key of each; returns how many. */
    public int note(Field<String> scope, Field<String> key, Table<?> from, Condition which) {
        return db.insertInto(TABLE, PLACE, RUN, SCOPE, KEY, STATE)
                .select(DSL.select(DSL.inline(place), DSL.inline(run), scope, key, DSL.inline(State.WAITS.name()))
                        .from(from)
                        .where(which))
                .execute();
    }

    /** How many there are of each scope. */
    public Map<String, Integer> scopes() {
        return db.select(SCOPE, DSL.count())
                .from(TABLE)
                .where(isOfRun())
                .groupBy(SCOPE)
                .fetchMap(row -> row.value1(), row -> row.value2());
    }

    /** How many of a scope an earlier run has found gone, too. */
    public int again(String scope) {
        return db.fetchCount(
                DSL.selectOne().from(TABLE).where(isOfRun().and(SCOPE.eq(scope)).and(KEY.in(before()))));
    }

    /** Decides what becomes of those of a scope: of all, or of those that an earlier run has found gone, too. */
    public void decide(String scope, boolean all, State state) {
        db.update(TABLE)
                .set(STATE, state.name())
                .where(isOfRun().and(SCOPE.eq(scope)).and(all ? DSL.noCondition() : KEY.in(before())))
                .execute();
    }

    /** How many there are in a state. */
    public int count(State state) {
        return db.fetchCount(DSL.selectOne().from(TABLE).where(is(state)));
    }

    /** Those in a state, as a part of another statement. */
    public Select<Record1<String>> keys(State state) {
        return DSL.select(DSL.field(DSL.quotedName(NAME, KEY.getName()), String.class))
                .from(TABLE)
                .where(is(state));
    }

    /** Those in a state are gone for good. */
    public void forget(State state) {
        db.deleteFrom(TABLE).where(is(state)).execute();
    }

    /** Those of a scope are none. */
    public void forget(String scope) {
        db.deleteFrom(TABLE).where(isOfRun().and(SCOPE.eq(scope))).execute();
    }

    /** All of the run are none. */
    public void forgetRun() {
        db.deleteFrom(TABLE).where(isOfRun()).execute();
    }

    /** What earlier runs have found is void. */
    public void forgetBefore() {
        db.deleteFrom(TABLE).where(PLACE.eq(place).and(RUN.ne(run))).execute();
    }

    /** Those that are in a table are there again; asked in lists, because not every database joins texts without a limit fast. */
    public void seen(Field<String> key, Table<?> from) {
        List<String> noted =
                db.selectDistinct(KEY).from(TABLE).where(PLACE.eq(place)).fetch(KEY);
        for (int i = 0; i < noted.size(); i += AT_ONCE) {
            List<String> some = noted.subList(i, Math.min(noted.size(), i + AT_ONCE));
            List<String> back = db.select(key).from(from).where(key.in(some)).fetch(key);
            if (!back.isEmpty()) {
                db.deleteFrom(TABLE).where(PLACE.eq(place).and(KEY.in(back))).execute();
            }
        }
    }

    /** Whether any run has found any. */
    public boolean any() {
        return db.fetchExists(DSL.selectOne().from(TABLE).where(PLACE.eq(place)));
    }

    private Select<Record1<String>> before() {
        return DSL.select(KEY).from(TABLE).where(PLACE.eq(place).and(RUN.ne(run)));
    }

    private Condition isOfRun() {
        return PLACE.eq(place).and(RUN.eq(run));
    }

    private Condition is(State state) {
        return isOfRun().and(STATE.eq(state.name()));
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
