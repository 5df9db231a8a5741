package io.pagesync.database.write;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RecordReader;
import io.pagesync.database.row.RefusedRecord;
import io.pagesync.database.shape.TableEvolution;
import io.pagesync.database.shape.TableScript;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tries, before any run, whether a collection's records could be written into a table: connects, makes what is not there,
 * writes nothing that lasts. All is done in one transaction, which is rolled back.
 */
public final class TableCheck {
    private static final WriteRetry ONCE = WriteRetry.from(1, Duration.ZERO);

    private final Database database;
    private final TableSettings settings;
    private final TableName table;
    private final String what;
    private final TableEvolution evolution;

    /**
     * A check of one destination.
     *
     * @throws InvalidSettingException if the mode needs a key and neither the settings nor the collection has one
     */
    public TableCheck(Database database, TableSettings settings, Collection collection) {
        this.database = database;
        this.settings = settings.of(collection);
        this.table = TableName.of(settings.table());
        this.what = "table " + settings.table() + " of data source " + database.name();
        this.evolution = new TableEvolution(database, this.settings, what);
    }

    /**
     * What is there, in one clause.
     *
     * @param first the collection's first page, which is fitted to the table; null if there is none to be had
     * @throws io.pagesync.database.DatabaseException if the database cannot be reached or does not let the user write
     * @throws InvalidSettingException if the table is not one of ours, or has another key
     * @throws PagesyncException if the table does not hold all records of the page
     */
    public String run(@Nullable Page first) {
        String where = "table " + settings.table() + " in " + database.place();
        if (database.toBeMade()) {
            return where + " would be made, and its file";
        }
        return where
                + ONCE.call(
                        database.errors(what),
                        new StopSignal(),
                        () -> evolution.keepingTypes(() -> database.rehearse((connection, db) ->
                                database.writing().alone(db, () -> rehearse(connection, db, first)))));
    }

    /**
     * The statements that make the table fit for a page, as far as it is not, and Pagesync's own tables.
     *
     * @throws io.pagesync.database.DatabaseException if the database cannot be reached
     */
    public List<String> ddl(Page first) {
        return ONCE.call(database.errors(what), new StopSignal(), () -> new TableScript(database, settings, what)
                .of(read(first)));
    }

    private PageRows read(Page first) {
        return RecordReader.read(
                first, settings, database.facts(), Stamp.values(settings.rules().stamps(), "check", Instant.now()));
    }

    private String rehearse(Connection connection, DSLContext db, @Nullable Page first) throws SQLException {
        TableSchema schema = evolution.open(connection, db);
        List<String> needed = new ArrayList<>(OwnTables.OF_TABLES);
        if (settings.changes().told()) {
            needed.addAll(OwnTables.OF_CHANGES);
        }
        for (String own : needed) {
            Table<Record> ours = DSL.table(DSL.quotedName(own));
            db.insertInto(ours)
                    .select(DSL.select().from(ours).where(DSL.falseCondition()))
                    .execute();
        }
        // Where a change of a table lasts whatever becomes of its transaction, none is tried.
        boolean asItIs =
                database.facts().commitsChangesOfTables() && settings.rules().ddl() == Ddl.AUTO;
        if (schema.columns().isEmpty() && !database.looking().exists(connection, table, database.facts())) {
            if (first == null) {
                make(db);
            } else if (!asItIs) {
                fit(connection, db, first);
            }
            return " would be made";
        }
        String found =
                first == null ? "" : asItIs ? fitAsItIs(connection, db, first, schema) : fit(connection, db, first);
        List<Column> columns = first == null || asItIs
                ? schema.columns()
                : evolution.open(connection, db).columns();
        if (!columns.isEmpty()) {
            probe(db, table.jooq(), List.copyOf(UpsertQuery.fields(columns)));
        }
        return " can be written" + found;
    }

    /** The page in the table, which is changed as it needs, and what is to be told of it. */
    private String fit(Connection connection, DSLContext db, Page first) throws SQLException {
        PageRows rows = read(first);
        List<Column> before = evolution.open(connection, db).columns();
        TableSchema schema = evolution.fit(connection, db, rows, null);
        String found = fit(connection, db, first, rows, schema);
        List<String> added = schema.columns().stream()
                .map(Column::name)
                .filter(name -> before.stream().noneMatch(each -> each.name().equals(name)))
                .toList();
        return before.isEmpty() || added.isEmpty()
                ? found
                : "; the first page brings the columns " + String.join(", ", added) + found;
    }

    /** The same in a table that is not changed, as far as that goes. */
    private String fitAsItIs(Connection connection, DSLContext db, Page first, TableSchema schema) throws SQLException {
        PageRows rows = read(first);
        List<String> lacking = rows.lacking(schema).keySet().stream()
                .map(field -> Quoted.of(field.substring(1)))
                .toList();
        return lacking.isEmpty()
                ? fit(connection, db, first, rows, schema)
                : "; the first page brings new or wider columns, for " + String.join(", ", lacking)
                        + ", and was not tried, since this database takes back no change of a table";
    }

    private String fit(Connection connection, DSLContext db, Page first, PageRows rows, TableSchema schema)
            throws SQLException {
        PageTransaction.Outcome outcome = new PageTransaction(
                        database, new Inserts(database.dialect(), schema, settings, null, null), true, its -> true)
                .rehearse(connection, db, first, rows, KeyOrder.of(rows, schema, database.facts()));
        if (!outcome.refused().isEmpty()) {
            RefusedRecord one = outcome.refused().get(0);
            throw new PagesyncException(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d records of the first page do not fit; the first: record %d: %s",
                    what,
                    outcome.refused().size(),
                    first.getSize(),
                    one.position() + 1,
                    one.reason()));
        }
        StringBuilder found = new StringBuilder();
        schema.leftOut().forEach((field, why) -> found.append("; ")
                .append(Quoted.of(field.substring(1)))
                .append(" is left out: ")
                .append(why));
        evolution.unfilled(connection, db, schema).forEach(name -> found.append("; the column ")
                .append(name)
                .append(" takes no null, and no field gives it a value"));
        return found.toString();
    }

    /** The table, unless it would last. */
    private void make(DSLContext db) {
        if (!database.facts().commitsChangesOfTables()) {
            db.createTable(table.jooq())
                    .column(DSL.field(DSL.quotedName("probe"), SQLDataType.INTEGER))
                    .execute();
        }
    }

    /** Statements that touch no row, and need the rights of those that do. */
    private static void probe(DSLContext db, Table<Record> to, List<Field<?>> columns) {
        db.insertInto(to)
                .columns(columns)
                .select(DSL.select(columns).from(to).where(DSL.falseCondition()))
                .execute();
        Field<?> first = columns.get(0);
        db.update(to).set(Map.of(first, first)).where(DSL.falseCondition()).execute();
    }
}
