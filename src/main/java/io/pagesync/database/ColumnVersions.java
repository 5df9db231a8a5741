package io.pagesync.database;

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
 * another, has changed meanwhile.
 */
final class ColumnVersions {
    /** What is read of a table without a row: none of its columns is known. */
    static final int NONE = 0;

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName("pagesync_versions"));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<Integer> VERSION = field("version", SQLDataType.INTEGER);

    private final DSLContext db;
    private final String table;

    ColumnVersions(DSLContext db, TableName table, Dialect dialect) {
        this.db = db;
        this.table = table.key(dialect);
    }

    /** Makes the table, unless it is among those that are there. */
    void create(Set<String> there) {
        if (there.contains(TABLE.getName())) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(OF, VERSION)
                .constraints(DSL.primaryKey(OF))
                .execute();
    }

    /** The version as it is; a table that has none gets its first. Only for who has locked the schema. */
    int current() {
        Integer version = db.select(VERSION).from(TABLE).where(OF.eq(table)).fetchOne(VERSION);
        return version == null ? first() : version;
    }

    /** The columns have changed. Only for who has locked the schema. */
    int next() {
        int version = current() + 1;
        db.update(TABLE).set(VERSION, version).where(OF.eq(table)).execute();
        return version;
    }

    /** An expression of the version, for another statement; {@link #NONE} where there is none. */
    Field<Integer> expression() {
        return DSL.coalesce(
                DSL.field(DSL.select(VERSION).from(TABLE).where(OF.eq(DSL.inline(table)))), DSL.inline(NONE));
    }

    private int first() {
        db.insertInto(TABLE, OF, VERSION).values(table, NONE + 1).execute();
        return NONE + 1;
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
