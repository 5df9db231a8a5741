package io.pagesync.database.write;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.DatabaseException;
import io.pagesync.database.own.ColumnCatalog;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.Versions;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Makes a table and changes it, so that it can take a page: all in one transaction, alone, whoever else writes. It
 * begins from what the database says, because another process may have been there before.
 */
final class TableEvolution {
    private final Database database;
    private final TableSettings settings;
    private final TableName table;
    private final String what;

    TableEvolution(Database database, TableSettings settings, String what) {
        this.database = database;
        this.settings = settings;
        this.table = TableName.of(settings.table());
        this.what = what;
    }

    /** The table's columns as they are after it was made fit for the page; none if the page has no row. */
    TableSchema fit(PageRows page) throws SQLException {
        return database.transaction((connection, db) -> database.writing().alone(db, () -> {
            TableSchema schema = open(connection, db);
            Map<String, ColumnType> lacking = page.lacking(schema);
            return lacking.isEmpty() ? schema : change(db, schema, lacking);
        }));
    }

    /**
     * The table's columns as they are, none if it is not there; our own tables are made where they are not. Only for who
     * is {@link io.pagesync.database.dialect.Writing#alone alone}.
     */
    TableSchema open(Connection connection, DSLContext db) throws SQLException {
        OwnTables.open(connection, db, what);
        ColumnCatalog catalog = new ColumnCatalog(db, table, database.facts());
        Versions versions = Versions.of(db, table, database.facts());
        boolean there = exists(connection, table, database.facts());
        if (!there) {
            int version = catalog.forget() ? versions.next() : versions.current();
            return new TableSchema(table, List.of(), version);
        }
        List<Column> known = catalog.columns();
        List<Column> columns = database.writing().real(db, table, known);
        if (!columns.equals(known)) {
            catalog.replace(columns);
            versions.next();
        }
        TableSchema schema = new TableSchema(table, columns, versions.current());
        if (schema.columns().isEmpty()) {
            throw ColumnCatalog.unknown(what);
        }
        checkKey(schema);
        return schema;
    }

    private TableSchema change(DSLContext db, TableSchema before, Map<String, ColumnType> lacking) {
        Facts facts = database.facts();
        ColumnCatalog catalog = new ColumnCatalog(db, table, facts);
        ColumnNames names = new ColumnNames(facts);
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Column column : before.columns()) {
            names.take(column.name());
            columns.put(column.field(), column);
        }
        List<String> key = settings.keyFields();
        List<Column> added = new ArrayList<>();
        Map<Column, ColumnType> widened = new LinkedHashMap<>();
        lacking.forEach((field, type) -> {
            Column known = columns.get(field);
            if (known == null) {
                Column column = new Column(field, names.choose(field), type, key.indexOf(field) + 1);
                added.add(column);
                columns.put(field, column);
                checkLimit(columns.size(), field);
            } else {
                widened.put(known, type);
                columns.put(field, known.as(type));
            }
        });
        int version = Versions.of(db, table, facts).next();
        TableSchema after = new TableSchema(table, columns.values(), version);
        // Before the table is changed: where that is committed at once, this is along with it.
        catalog.add(added, before.columns().size());
        widened.forEach(catalog::widen);
        widened.forEach((column, type) -> database.writing().widen(db, before, column, type));
        if (before.columns().isEmpty()) {
            create(db, after);
        } else {
            added.forEach(column -> db.alterTable(table.jooq())
                    .addColumn(DSL.quotedName(column.name()), facts.type(column))
                    .execute());
        }
        return after;
    }

    private void create(DSLContext db, TableSchema schema) {
        List<Field<?>> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            columns.add(DSL.field(
                    DSL.quotedName(column.name()), database.facts().type(column).nullable(!column.isKey())));
        }
        database.writing().create(db, schema, columns);
    }

    private void checkKey(TableSchema schema) {
        List<String> has = schema.key().stream().map(Column::field).toList();
        List<String> asked = settings.keyFields();
        if (!has.equals(asked)) {
            throw new InvalidSettingException(what + ": the table " + described(has) + ", this sync "
                    + (asked.isEmpty() ? "appends without a key" : "asks for the key " + String.join(", ", asked))
                    + "; name another table or the same key");
        }
    }

    private static String described(List<String> key) {
        return key.isEmpty() ? "was made without a key" : "has the key " + String.join(", ", key);
    }

    private void checkLimit(int columns, String field) {
        int most = database.facts().mostColumns();
        if (columns > most) {
            throw new DatabaseException(
                    String.format(
                            Locale.ROOT,
                            "%s: the field %s would need column %,d, %s has at most %,d in a table",
                            what,
                            Quoted.of(field),
                            columns,
                            database.facts().product(),
                            most),
                    null);
        }
    }

    /** Whether there is a table of this name. */
    static boolean exists(Connection connection, TableName table, Facts facts) throws SQLException {
        boolean here = table.schema() == null;
        String catalog = here || !facts.schemasAreCatalogs() ? connection.getCatalog() : table.schema();
        String schema = here || facts.schemasAreCatalogs() ? connection.getSchema() : table.schema();
        try (ResultSet tables = connection.getMetaData().getTables(catalog, schema, null, null)) {
            while (tables.next()) {
                String name = String.valueOf(tables.getString("TABLE_NAME"));
                if (facts.ignoresCase() ? name.equalsIgnoreCase(table.table()) : name.equals(table.table())) {
                    return true;
                }
            }
        }
        return false;
    }
}
