package io.pagesync.database.gone;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.own.gone.Stages;
import io.pagesync.database.own.gone.Stages.Stage;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Fingerprint;
import io.pagesync.run.Run;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The staging table of a run: for a mirror the keys that the run has seen, to replace a table the rows that it has brought.
 * Its columns have the types of the table's own, so the database compares both as it compares keys. It outlives the process,
 * for whoever goes on with the run, and is dropped with the run's end, or by the next run.
 */
public final class Staging {
    static final String TOKEN = "pagesync_page";

    /** No field's path is empty. */
    static final String TOKEN_FIELD = "";

    private final Database database;
    private final TableSettings settings;
    private final Run run;
    private final WriteRetry retry;
    private final Stage stage;
    private final TableName name;
    /** Those that there are, by the fingerprints of their names, as far as an earlier attempt matters. */
    private final LongHashSet partitions = new LongHashSet();

    private @Nullable Boolean holdsAll;
    private @Nullable String unsure;

    /** That of a run into a table, which need not be there. */
    public Staging(Database database, TableSettings settings, Run run, WriteRetry retry) {
        this.database = database;
        this.settings = settings;
        this.run = run;
        this.retry = retry;
        this.stage = stage(run.id(), run.collection().sync(), settings);
        this.name = new TableName(null, stage.name());
    }

    /** What is known of the staging table of a run. */
    static Stage stage(String run, String sync, TableSettings settings) {
        String place = hex(Fingerprint.of(sync + "\n" + settings.table() + "\n" + settings.scope()));
        return new Stage(
                "pagesync_stage_" + hex(Fingerprint.of(run + "\n" + place)), run, sync, settings.table(), place);
    }

    private static String hex(long fingerprint) {
        return String.format(Locale.ROOT, "%016x", fingerprint);
    }

    /** Its name. */
    TableName name() {
        return name;
    }

    /** What our own tables know of it. */
    Stage stage() {
        return stage;
    }

    /** Its columns beside those of the table. */
    TableSchema schema(TableSchema table) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(TOKEN_FIELD, TOKEN, ColumnType.INTEGER, 0));
        for (Column column : table.columns()) {
            if (settings.mode() == WriteMode.REPLACE || column.isKey()) {
                columns.add(column.at(0));
            }
        }
        return new TableSchema(name, columns, table.version());
    }

    /**
     * Makes it beside the table, or changes it as the table was changed. Only for who has locked the schema.
     *
     * @param before the table before it was changed
     * @param now the table as it is
     */
    public void fit(Connection connection, DSLContext db, TableSchema before, TableSchema now) throws SQLException {
        if (now.columns().isEmpty()) {
            return;
        }
        Stages stages = new Stages(db);
        if (stages.has(stage)) {
            follow(connection, db, schema(before), schema(now));
            return;
        }
        stages.others(stage).forEach(other -> drop(db, other));
        List<Field<?>> columns = new ArrayList<>();
        TableSchema its = schema(now);
        // MariaDB makes a column no wider than its value.
        columns.add(DSL.inline(Long.MAX_VALUE).cast(Long.class).as(DSL.quotedName(TOKEN)));
        its.columns().stream().skip(1).forEach(column -> columns.add(DSL.field(DSL.quotedName(column.name()))));
        Table<Record> table = name.jooq();
        db.dropTableIfExists(table).execute();
        db.execute(
                "{0} {1} as {2}",
                DSL.raw(database.writing().makesStaging()),
                table,
                DSL.select(columns).from(now.table().jooq()).where(DSL.falseCondition()));
        stages.add(stage);
    }

    private void follow(Connection connection, DSLContext db, TableSchema before, TableSchema now) throws SQLException {
        Set<String> there = new HashSet<>();
        database.looking().columns(connection, db, name).forEach(each -> there.add(each.name()));
        database.writing().removeIndex(db, name);
        for (Column column : now.columns()) {
            Column was = before.column(column.field());
            if (!there.contains(column.name())) {
                db.alterTable(name.jooq())
                        .addColumn(
                                DSL.quotedName(column.name()), database.facts().typeOf(column))
                        .execute();
            } else if (was != null && was.type() != column.type() && !column.isFixed()) {
                database.writing().widen(db, before, was, column.type());
            }
        }
    }

    /** The run has brought all: what was seen and what was noted is to be found by the table's key. Only for who has locked the schema. */
    public void index(Connection connection, DSLContext db, TableSchema table) throws SQLException {
        if (!table.key().isEmpty() && new Stages(db).has(stage)) {
            List<String> key = table.key().stream().map(Column::name).toList();
            database.writing().index(connection, db, name, key);
            database.writing().index(connection, db, new TableName(null, GoneKeys.NAME), GoneKeys.FOUND_BY);
        }
    }

    /** Whether all that an earlier attempt at the run has brought is there still; if not, nothing is. */
    public synchronized boolean holdsAll() {
        Boolean known = holdsAll;
        if (known == null) {
            known = inTransaction(db -> {
                Stages stages = new Stages(db);
                boolean all = stages.has(stage)
                        && stages.hold(stage, run.ledger().epoch())
                                <= run.ledger().epoch()
                        && countRows(db)
                                == new SeenPages(db, stage.name()).sum().rows();
                if (!all) {
                    new Marks(db).forget(run.id(), settings.table());
                    drop(db, stage.name());
                }
                return all;
            });
            holdsAll = known;
        }
        return known;
    }

    /** How many rows it has that count. */
    long countRows(DSLContext db) {
        return db.fetchSingle(DSL.selectCount()
                        .from(name.jooq())
                        .where(DSL.condition(
                                "{0} in ({1})",
                                DSL.field(DSL.quotedName(TOKEN)), new SeenPages(db, stage.name()).tokens())))
                .value1();
    }

    /** How many rows it has in all. */
    long countAll(DSLContext db) {
        return db.fetchCount(name.jooq());
    }

    /** Lets go of rows of pages that have come again with others. */
    void purge(DSLContext db) {
        db.deleteFrom(name.jooq())
                .where(DSL.condition(
                        "{0} not in ({1})", DSL.field(DSL.quotedName(TOKEN)), new SeenPages(db, stage.name()).tokens()))
                .execute();
    }

    /** A page is none of the collection any more. */
    public void withdraw(String partition, int page) {
        change(pages -> pages.withdraw(partition, page));
    }

    /** The partition has these pages and no others. */
    public void keepOnly(String partition, IntPredicate pages) {
        change(seen -> seen.keepOnly(partition, pages));
        synchronized (this) {
            partitions.add(Fingerprint.of(partition));
        }
    }

    /** There are no other partitions than those that were named so. */
    public synchronized void keepOnlyThese() {
        change(seen -> seen.keepOnly(partitions::contains));
    }

    private synchronized void change(java.util.function.Consumer<SeenPages> what) {
        try {
            inTransaction(db -> {
                what.accept(new SeenPages(db, stage.name()));
                return true;
            });
        } catch (RuntimeException e) {
            unsure = "it could not be noted which pages of table " + settings.table() + " are there no more: "
                    + e.getMessage();
        }
    }

    /** What keeps anybody from knowing what it holds, in one sentence; null if nothing does. */
    public synchronized @Nullable String unsure() {
        return unsure;
    }

    private boolean inTransaction(java.util.function.Predicate<DSLContext> work) {
        if (database.toBeMade()) {
            return false;
        }
        String what = "table " + settings.table() + " of data source " + database.name();
        return retry.call(
                database.errors(what),
                run.stop(),
                () -> database.transaction((connection, db) ->
                        database.writing().alone(db, () -> OwnTables.areCurrent(connection, what) && work.test(db))));
    }

    /**
     * Checks that no other process has taken the run over, and keeps all from that until the transaction ends.
     *
     * @throws PagesyncException if one has
     */
    void requireMine(DSLContext db) {
        if (new Stages(db).hold(stage, run.ledger().epoch()) > run.ledger().epoch()) {
            throw new PagesyncException("run " + run.id() + " was taken over by another process, so nothing of table "
                    + settings.table() + " is deleted or replaced here");
        }
    }

    /** Drops it. It does no harm until the next run, so a failure here makes no verdict worse. */
    public void drop() {
        try {
            database.transaction((connection, db) -> database.writing().alone(db, () -> {
                drop(db, stage.name());
                return true;
            }));
        } catch (SQLException | org.jooq.exception.DataAccessException e) {
            // The next run into the table drops it.
        }
    }

    static void drop(DSLContext db, String name) {
        db.dropTableIfExists(new TableName(null, name).jooq()).execute();
        new SeenPages(db, name).forget();
        new Stages(db).forget(name);
    }
}
