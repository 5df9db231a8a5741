package io.pagesync.database.shape;

import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Makes a table and adds columns to it, where that is ours to do. */
final class TableMaker {
    private final Database database;
    private final TableName table;
    private final MissingColumns missing;

    TableMaker(Database database, TableName table, MissingColumns missing) {
        this.database = database;
        this.table = table;
        this.missing = missing;
    }

    /**
     * Makes a table, or gives it columns.
     *
     * @param isThere whether there is one
     * @param after its columns as they are to be
     * @param added those of them that it has not yet
     */
    void make(DSLContext db, boolean isThere, TableSchema after, List<Column> added) {
        if (added.isEmpty()) {
            return;
        }
        if (!isThere) {
            create(db, after);
            return;
        }
        database.writing().waitBriefly(db);
        try {
            added.forEach(column -> db.alterTable(table.jooq())
                    .addColumn(DSL.quotedName(column.name()), database.facts().typeOf(column))
                    .execute());
        } catch (DataAccessException e) {
            SqlFailure failure = SqlFailure.in(e);
            if (failure == null || !failure.isForbidden(database.failures())) {
                throw e;
            }
            throw missing.forbidden(added, failure.text(), e);
        }
    }

    /** Makes a table. */
    void create(DSLContext db, TableSchema schema) {
        List<Field<?>> columns = new ArrayList<>();
        Facts facts = database.facts();
        for (Column column : schema.columns()) {
            columns.add(DSL.field(
                    DSL.quotedName(column.name()), facts.typeOf(column).nullable(!column.isKey())));
        }
        database.writing().create(db, schema, columns);
    }

    /**
     * Checks that a table may have so many columns.
     *
     * @param field the one that needs the last of them
     */
    void checkLimit(int columns, String field) {
        int most = database.facts().mostColumns();
        if (columns > most) {
            throw missing.beyond(field, columns, most);
        }
    }
}
