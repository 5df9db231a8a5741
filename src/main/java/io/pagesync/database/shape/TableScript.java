package io.pagesync.database.shape;

import io.pagesync.database.Database;
import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.own.ColumnCatalog;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.DSLContext;

/** The statements that make a table fit for a page, and Pagesync's own tables, for who runs them by hand. */
public final class TableScript {
    private final Database database;
    private final TableSettings settings;
    private final TableName table;
    private final TableLook look;
    private final TableEvolution evolution;
    private final String what;

    /**
     * Of one table.
     *
     * @param what the table and its data source, for sentences
     */
    public TableScript(Database database, TableSettings settings, String what) {
        this.database = database;
        this.settings = settings;
        this.table = TableName.of(settings.table());
        this.look = new TableLook(database, settings, what);
        this.evolution = new TableEvolution(database, settings, what);
        this.what = what;
    }

    /** The statements, and remarks as SQL has them; nothing is changed. */
    public List<String> of(PageRows page) throws SQLException {
        Script script = new Script(database.dialect());
        script.add("-- " + what + " (" + database.facts().product() + ")");
        int before = script.lines().size();
        return database.rehearse((connection, db) -> {
            OwnTables.describe(connection, script.db(), what);
            if (database.looking().exists(connection, table, database.facts())) {
                change(connection, db, page, script);
            } else {
                new TableMaker(database, table, new MissingColumns(database, table, what))
                        .create(script.db(), wished(page));
            }
            if (script.lines().size() == before) {
                script.add("-- nothing is missing");
            }
            if (database.dialect().logsIn()) {
                script.add("-- the user needs: grant select, insert, update, delete on " + table + ", "
                        + String.join(", ", OwnTables.all()).toLowerCase(Locale.ROOT));
            }
            return script.lines();
        });
    }

    private TableSchema wished(PageRows page) {
        TableNow none = new TableNow(false, List.of(), new TableSchema(table, List.of(), 0));
        List<Column> columns = new ArrayList<>();
        var names = evolution.names(none);
        page.lacking(none.schema()).forEach((field, type) -> columns.add(evolution.wished(field, type, names)));
        return new TableSchema(table, columns, 0);
    }

    private void change(Connection connection, DSLContext db, PageRows page, Script script) throws SQLException {
        List<RealColumn> real = database.looking().columns(connection, db, table);
        List<Column> known = OwnTables.areCurrent(connection, what)
                ? new ColumnCatalog(db, table, database.facts()).columns()
                : List.of();
        Set<String> taken = new HashSet<>();
        known.forEach(each -> taken.add(ColumnNames.fold(each.name())));
        TableNow now = new TableNow(true, real, new TableSchema(table, List.of(), 0));
        var names = evolution.names(now);
        List<Column> key = new ArrayList<>();
        page.lacking(now.schema()).forEach((field, type) -> {
            Column column = known.stream()
                    .filter(each -> each.field().equals(field))
                    .findFirst()
                    .orElse(null);
            RealColumn its = column == null ? look.free(now, field, taken) : null;
            if (its != null) {
                column = new Column(field, its.name(), type, 0);
            } else if (column == null) {
                column = evolution.wished(field, type, names);
                script.add(Statements.addColumn(database, table, column) + ";");
            }
            int place = settings.keyFields().indexOf(field) + 1;
            if (place > 0) {
                key.add(column.at(place));
            }
        });
        TableSchema keyed = new TableSchema(table, key, 0);
        if (!look.isUnique(connection, keyed)) {
            script.add(Statements.addUnique(database, keyed) + ";");
        }
    }
}
