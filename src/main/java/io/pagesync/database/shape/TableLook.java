package io.pagesync.database.shape;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.own.ColumnCatalog;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.Versions;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.settings.Form;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a table: which column each field has, by what is known of it and by what the database says, because its owner may
 * have added, dropped, renamed or altered columns since.
 */
final class TableLook {
    private final Database database;
    private final TableSettings settings;
    private final TableName table;
    private final String what;

    TableLook(Database database, TableSettings settings, String what) {
        this.database = database;
        this.settings = settings;
        this.table = TableName.of(settings.table());
        this.what = what;
    }

    /**
     * The table as it is. Our own tables are made where they are not there, and that is ours to do. Only for who is {@link
     * io.pagesync.database.dialect.Writing#alone alone}.
     */
    TableNow open(Connection connection, DSLContext db) throws SQLException {
        Facts facts = database.facts();
        own(connection, db);
        ColumnCatalog catalog = new ColumnCatalog(db, table, facts);
        Versions versions = Versions.of(db, table, facts);
        if (!database.looking().exists(connection, table, facts)) {
            if (!isOurs()) {
                throw new InvalidSettingException(what + ": the table is not there, and ddl: "
                        + Form.text(settings.rules().ddl())
                        + " leaves it to others to make it; pagesync ddl SYNC prints the statements");
            }
            int version = catalog.forget() ? versions.next() : versions.current();
            return new TableNow(false, List.of(), new TableSchema(table, List.of(), version));
        }
        String lasting = database.looking().withoutTransactions(connection, table);
        if (lasting != null) {
            throw new InvalidSettingException(what + ": " + lasting);
        }
        List<Column> known = catalog.columns();
        if (known.isEmpty() && isOurs()) {
            throw ColumnCatalog.unknown(what);
        }
        List<RealColumn> real = database.looking().columns(connection, db, table);
        Map<String, String> leftOut = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : known) {
            Column now = settings.writes(column.field()) ? now(db, catalog, real, column, leftOut) : null;
            if (now != null) {
                columns.add(now);
            }
        }
        TableSchema schema = new TableSchema(table, columns, versions.current(), leftOut);
        if (isOurs()) {
            checkKey(schema, real);
        }
        return new TableNow(true, real, schema);
    }

    private boolean isOurs() {
        return settings.rules().ddl() == Ddl.AUTO;
    }

    private void own(Connection connection, DSLContext db) throws SQLException {
        if (isOurs()) {
            OwnTables.open(connection, db, what);
        } else if (!OwnTables.areCurrent(connection, what)) {
            throw new InvalidSettingException(what + ": Pagesync's own tables, pagesync_*, are not there or of an older"
                    + " Pagesync; pagesync ddl SYNC prints the statements that make them");
        }
    }

    /** The column as it is now; null if its field is to have another, or none. */
    private @Nullable Column now(
            DSLContext db, ColumnCatalog catalog, List<RealColumn> real, Column column, Map<String, String> leftOut) {
        String wanted = settings.rules().name(column.field());
        RealColumn its = TableNow.find(real, column.name(), database.facts());
        if (wanted != null && !ColumnNames.fold(wanted).equals(ColumnNames.fold(column.name()))) {
            if (its != null && TableNow.find(real, wanted, database.facts()) == null) {
                throw new InvalidSettingException(what + ": the field " + column.field() + " has the column "
                        + column.name() + ", the parameter columns asks for " + wanted + "; rename it: "
                        + database.render(DSL.alterTable(table.jooq())
                                .renameColumn(DSL.quotedName(column.name()))
                                .to(DSL.quotedName(wanted))));
            }
            catalog.remove(column);
            return null;
        }
        if (its == null) {
            leftOut.put(
                    column.field(),
                    "its column " + column.name() + " is there no more; "
                            + Statements.addColumn(database, table, column) + " brings it back");
            return null;
        }
        if (!its.isWritten()) {
            leftOut.put(column.field(), "the database makes the values of its column " + its.name());
            return null;
        }
        return fixed(db, column.at(keyPosition(column)), its);
    }

    private int keyPosition(Column column) {
        return isOurs() ? column.keyPosition() : settings.keyFields().indexOf(column.field()) + 1;
    }

    /** A column whose type somebody else has chosen stays as it is. */
    Column fixed(DSLContext db, Column column, RealColumn its) {
        if (isOurs() && database.looking().isAsMade(db, database.facts(), column, its)) {
            return column;
        }
        return its.type().isEmpty()
                ? column.declared(database.facts().type(column).getTypeName(db.configuration()), column.type())
                : column.declared(its.type(), its.family());
    }

    /** Fields of the key that have no column, or others than were asked for. */
    void checkKey(TableSchema schema, List<RealColumn> real) {
        List<String> has = schema.key().stream().map(Column::field).toList();
        List<String> asked = settings.keyFields();
        for (String field : asked) {
            String why = schema.leftOut().get(field);
            if (why != null) {
                throw new InvalidSettingException(what + ": the key " + field + " cannot be written: " + why);
            }
        }
        if (!has.equals(asked)) {
            throw new InvalidSettingException(what + ": the table " + described(has) + ", this sync "
                    + (asked.isEmpty() ? "appends without a key" : "asks for the key " + String.join(", ", asked))
                    + (isOurs() ? "; name another table or the same key" : "; it has the columns " + names(real)));
        }
    }

    /**
     * Looks whether no two rows of a table may have one key. Without that, a fast way in would double rows.
     *
     * @throws InvalidSettingException if not, with the statement that helps
     */
    void checkUnique(Connection connection, TableSchema schema) throws SQLException {
        if (!isUnique(connection, schema)) {
            throw new InvalidSettingException(what + ": no unique index is on exactly the columns of the key, "
                    + schema.key().stream().map(Column::name).collect(Collectors.joining(", "))
                    + ", so nothing keeps a record from being there twice; name another key, or have its owner "
                    + Statements.addUnique(database, schema));
        }
    }

    /** Whether no two rows may have one key, as far as anybody knows. */
    boolean isUnique(Connection connection, TableSchema schema) throws SQLException {
        if (schema.key().isEmpty()) {
            return true;
        }
        Collection<Set<String>> keys = database.looking().keys(connection, table);
        Set<String> asked = folded(schema.key().stream().map(Column::name));
        return keys == null
                || keys.stream().anyMatch(each -> folded(each.stream()).equals(asked));
    }

    private static Set<String> folded(Stream<String> names) {
        return names.map(ColumnNames::fold).collect(Collectors.toSet());
    }

    private static String names(List<RealColumn> real) {
        return real.stream().map(RealColumn::name).collect(Collectors.joining(", "));
    }

    private static String described(List<String> key) {
        return key.isEmpty() ? "was made without a key" : "has the key " + String.join(", ", key);
    }

    /** The column that is there for a field which has none yet: that of its name, or the one that was asked for. */
    @Nullable
    RealColumn free(TableNow now, String field, Set<String> taken) {
        String wanted = settings.rules().name(field);
        String name = wanted == null ? ColumnNames.of(field) : wanted;
        boolean others = wanted == null
                && settings.rules().names().stream()
                        .anyMatch(each -> ColumnNames.fold(each).equals(ColumnNames.fold(name)));
        boolean marks = settings.removal().marks()
                && ColumnNames.fold(settings.removal().deletedColumn()).equals(ColumnNames.fold(name));
        return others || marks ? null : now.free(name, taken);
    }
}
