package io.pagesync.database.shape;

import io.pagesync.database.Database;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import org.jooq.impl.DSL;

/** Statements as the owner of a table may run them. */
final class Statements {
    private Statements() {}

    /** Adds a column. */
    static String addColumn(Database database, TableName table, Column column) {
        return database.render(DSL.alterTable(table.jooq())
                .addColumn(DSL.quotedName(column.name()), database.facts().typeOf(column)));
    }

    /** Makes the key's columns unique. */
    static String addUnique(Database database, TableSchema schema) {
        return database.render(
                DSL.createUniqueIndex(DSL.quotedName(schema.table().table() + "_key"))
                        .on(schema.table().jooq(), UpsertQuery.fields(schema.key())));
    }
}
