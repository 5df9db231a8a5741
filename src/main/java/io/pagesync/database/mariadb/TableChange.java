package io.pagesync.database.mariadb;

import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Constraint;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Makes and changes one table. Whatever is stopped in the middle of a change leaves the column as it was or as it is to be; a change
 * that is made again does no harm.
 */
final class TableChange {
    /** What takes a column's place when it is ready; left behind by who was stopped, and used by who comes next. */
    private static final Name SUCCESSOR = DSL.quotedName("pagesync_widened");

    private final DSLContext db;
    private final TableSchema schema;
    private final Table<Record> table;
    private final MariaFacts facts = new MariaFacts();

    TableChange(DSLContext db, TableSchema schema) {
        this.db = db;
        this.schema = schema;
        this.table = schema.table().jooq();
    }

    /** In one statement with its key, because each is committed at once. */
    void create(List<Field<?>> columns) {
        List<Field<?>> fitting = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = schema.columns().get(i);
            fitting.add(DSL.field(columns.get(i).getUnqualifiedName(), type(column, column.type())));
        }
        List<Constraint> key =
                schema.key().isEmpty() ? List.of() : List.of(DSL.primaryKey(UpsertQuery.fields(schema.key())));
        db.createTable(table).columns(fitting).constraints(key).execute();
    }

    void addKey() {
        for (Column column : schema.key()) {
            modify(column, column.type());
        }
        db.alterTable(table)
                .add(DSL.primaryKey(UpsertQuery.fields(schema.key())))
                .execute();
    }

    void widen(Column column, ColumnType wider) {
        boolean prints = wider == ColumnType.TEXT
                && (column.type() == ColumnType.BOOLEAN || column.type() == ColumnType.DECIMAL);
        if (prints) {
            replace(column);
        } else if (column.type() != ColumnType.JSON) {
            modify(column, wider);
        }
    }

    private void modify(Column column, ColumnType to) {
        db.alterTable(table)
                .alterColumn(UpsertQuery.field(column))
                .set(type(column, to))
                .execute();
    }

    /** By a text whose values have the form that those have which come later. */
    private void replace(Column column) {
        Field<Object> old = UpsertQuery.field(column);
        db.execute("alter table {0} add column if not exists {1} longtext after {2}", table, DSL.name(SUCCESSOR), old);
        Field<String> text = column.type() == ColumnType.BOOLEAN
                ? DSL.field("if({0}, 'true', 'false')", String.class, old)
                : DSL.field("trim(trailing '.' from trim(trailing '0' from cast({0} as char)))", String.class, old);
        db.update(table)
                .set(DSL.field(SUCCESSOR, String.class), DSL.when(old.isNotNull(), text))
                .execute();
        if (column.isKey()) {
            db.execute(
                    "alter table {0} drop primary key, drop column {1}, change column {2} {1} varchar({3}) not null,"
                            + " add primary key ({4})",
                    table,
                    old,
                    DSL.name(SUCCESSOR),
                    DSL.inline(lettersOfKey()),
                    DSL.list(UpsertQuery.fields(schema.key())));
        } else {
            db.execute(
                    "alter table {0} drop column {1}, change column {2} {1} longtext", table, old, DSL.name(SUCCESSOR));
        }
    }

    /** The texts of a key share what an index takes. */
    private int lettersOfKey() {
        return MariaFacts.LETTERS_OF_KEY / Math.max(1, schema.key().size());
    }

    private DataType<?> type(Column column, ColumnType type) {
        boolean limited = column.isKey() && type == ColumnType.TEXT && !column.isFixed();
        return limited
                ? SQLDataType.VARCHAR(lettersOfKey()).nullable(false)
                : facts.typeOf(type == column.type() ? column : column.as(type)).nullable(!column.isKey());
    }
}
