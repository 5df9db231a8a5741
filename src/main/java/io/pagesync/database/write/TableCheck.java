package io.pagesync.database.write;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.WriteRetry;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

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
    }

    /**
     * What is there, in one clause.
     *
     * @throws DatabaseException if the database cannot be reached or does not let the user write
     * @throws InvalidSettingException if the table is not one of ours, or has another key
     */
    public String run() {
        String where = "table " + settings.table() + " in " + database.place();
        if (database.toBeMade()) {
            return where + " would be made, and its file";
        }
        boolean there = ONCE.call(
                database,
                what,
                new StopSignal(),
                () -> database.rehearse(
                        (connection, db) -> database.writing().alone(db, () -> rehearse(connection, db))));
        return where + (there ? " can be written" : " would be made");
    }

    private boolean rehearse(Connection connection, DSLContext db) throws SQLException {
        TableSchema schema = new TableEvolution(database, settings, what).open(connection, db);
        List<Field<?>> columns = List.copyOf(UpsertQuery.fields(schema.columns()));
        for (String own : OwnTables.OF_TABLES) {
            Table<Record> ours = DSL.table(DSL.quotedName(own));
            db.insertInto(ours)
                    .select(DSL.select().from(ours).where(DSL.falseCondition()))
                    .execute();
        }
        if (columns.isEmpty()) {
            make(db);
            return false;
        }
        probe(db, table.jooq(), columns);
        return true;
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
