package io.pagesync.database.own;

import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The table {@code pagesync_versions}: a number for each table that grows with every change of its columns. A page's
 * transaction reads it before it writes, so that no page is written for columns that somebody, in this process or in
 * another, has changed meanwhile. One more number, under a name that no other table can have, says how our own tables are
 * laid out.
 */
public final class Versions {
    static final String NAME = "pagesync_versions";

    /** What is read where there is no row. */
    static final int NONE = 0;

    /** Stands for all of our own tables. */
    static final String LAYOUT = "pagesync_tables";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<Integer> VERSION = field("version", SQLDataType.INTEGER);

    private final DSLContext db;
    private final String table;

    private Versions(DSLContext db, String table) {
        this.db = db;
        this.table = table;
    }

    /** That of a table's columns. */
    public static Versions of(DSLContext db, TableName table, Facts facts) {
        return new Versions(db, table.key(facts));
    }

    /** That of the layout of our own tables. */
    static Versions ofLayout(DSLContext db) {
        return new Versions(db, LAYOUT);
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(OF, VERSION)
                .constraints(DSL.primaryKey(OF))
                .execute();
    }

    /** The version as it is; a table that has none gets its first. Only for who has locked the schema. */
    public int current() {
        int version = find();
        return version == NONE ? next() : version;
    }

    /** The columns have changed. Only for who has locked the schema. */
    public int next() {
        int version = find() + 1;
        set(version);
        return version;
    }

    /** The version as it is; {@link #NONE} if there is none. */
    private int find() {
        Integer version = db.select(VERSION).from(TABLE).where(OF.eq(table)).fetchOne(VERSION);
        return version == null ? NONE : version;
    }

    /** From now on, it is this one. */
    void set(int version) {
        int there = db.update(TABLE).set(VERSION, version).where(OF.eq(table)).execute();
        if (there == 0) {
            db.insertInto(TABLE, OF, VERSION).values(table, version).execute();
        }
    }

    /** An expression of the version, for another statement; {@link #NONE} where there is none. */
    Field<Integer> expression() {
        return DSL.coalesce(
                DSL.field(DSL.select(VERSION).from(TABLE).where(OF.eq(DSL.inline(table)))), DSL.inline(NONE));
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
