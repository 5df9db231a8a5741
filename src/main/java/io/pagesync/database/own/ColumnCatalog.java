package io.pagesync.database.own;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The table {@code pagesync_columns}: which field is in which column, so that all runs map alike. */
public final class ColumnCatalog {
    static final String NAME = "pagesync_columns";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<String> COLUMN = field("column", SQLDataType.VARCHAR(160));
    private static final Field<String> FIELD = field("field", SQLDataType.CLOB);
    private static final Field<String> TYPE = field("type", SQLDataType.VARCHAR(20));
    private static final Field<Integer> KEY = field("key_position", SQLDataType.INTEGER);
    private static final Field<Integer> PLACE = field("place", SQLDataType.INTEGER);

    private final DSLContext db;
    private final String table;

    /** What is known of a table. */
    public ColumnCatalog(DSLContext db, TableName table, Facts facts) {
        this.db = db;
        this.table = table.key(facts);
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(OF, COLUMN, FIELD, TYPE, KEY, PLACE)
                .constraints(DSL.primaryKey(OF, COLUMN))
                .execute();
    }

    /** The columns, in the order of their making. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        db.select(FIELD, COLUMN, TYPE, KEY)
                .from(TABLE)
                .where(OF.eq(table))
                .orderBy(PLACE)
                .forEach(row -> columns.add(
                        new Column(row.value1(), row.value2(), ColumnType.valueOf(row.value3()), row.value4())));
        return columns;
    }

    /** Columns were added, the first of them at this place. */
    public void add(List<Column> columns, int firstPlace) {
        var insert = db.insertInto(TABLE, OF, COLUMN, FIELD, TYPE, KEY, PLACE);
        int place = firstPlace;
        for (Column column : columns) {
            insert = insert.values(
                    table, column.name(), column.field(), column.type().name(), column.keyPosition(), place++);
        }
        if (!columns.isEmpty()) {
            insert.execute();
        }
    }

    /** The place of the next column. */
    public int nextPlace() {
        Integer last = db.select(DSL.max(PLACE)).from(TABLE).where(OF.eq(table)).fetchOne(0, Integer.class);
        return last == null ? 0 : last + 1;
    }

    /** A field is to have another column. */
    public void remove(Column column) {
        db.deleteFrom(TABLE).where(OF.eq(table).and(COLUMN.eq(column.name()))).execute();
    }

    /** A column was given another type. */
    public void widen(Column column, ColumnType wider) {
        db.update(TABLE)
                .set(TYPE, wider.name())
                .where(OF.eq(table).and(COLUMN.eq(column.name())))
                .execute();
    }

    /**
     * The table is gone, so what was known of it is void.
     *
     * @return whether anything was known
     */
    public boolean forget() {
        return db.deleteFrom(TABLE).where(OF.eq(table)).execute() > 0;
    }

    private static <T> Field<T> field(String name, org.jooq.DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }

    /** The table has columns that nobody of us made. */
    public static InvalidSettingException unknown(String what) {
        return new InvalidSettingException(what
                + ": the table is there but was not made by Pagesync, so it is not changed; write it as it is by ddl:"
                + " check or ddl: none, or name another table");
    }
}
