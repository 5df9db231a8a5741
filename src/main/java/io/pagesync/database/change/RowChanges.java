package io.pagesync.database.change;

import io.pagesync.database.Database;
import io.pagesync.database.dialect.UpsertQuery;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The changes that the end of a run makes by one statement each: written down before it, of rows that are locked for it. */
public final class RowChanges {
    private static final Name STORED = DSL.quotedName("stored");
    private static final Name COMING = DSL.quotedName("coming");
    private static final int AT_ONCE = 500;

    private final Database database;
    private final TableSchema schema;
    private final TableSettings settings;
    private final ChangeSource source;
    private final TableImages images;

    /** What is done with the rows of a result. */
    @FunctionalInterface
    private interface Each {
        void row(ResultSet row, ChangeLog log) throws SQLException;
    }

    /** Of a table with these columns. */
    public RowChanges(Database database, TableSchema schema, TableSettings settings, ChangeSource source) {
        this.database = database;
        this.schema = schema;
        this.settings = settings;
        this.source = source;
        this.images = new TableImages(schema, settings);
    }

    /**
     * Rows are about to go.
     *
     * @return how many are not marked as deleted
     */
    public int removed(DSLContext db, Condition which) {
        return log(
                db,
                db.select(named(images.names())).from(table()).where(which),
                (row, log) -> log.add(images.read(row, 1), null));
    }

    /** Rows that are marked as deleted are about to be so no more. */
    public void back(DSLContext db, Condition which) {
        var unused = log(
                db,
                db.select(named(images.names())).from(table()).where(which),
                (row, log) -> log.add(null, images.unmarked(row, 1)));
    }

    /**
     * The table is about to get all rows of another one, as a page's.
     *
     * @return how many rows will be made or changed
     */
    public int comes(DSLContext db, TableName from) {
        UpsertQuery.Compared compared = database.writing().compared(schema, settings, STORED, COMING);
        Table<Record> stored = table().as(STORED);
        Table<Record> coming = from.jooq().as(COMING);
        List<Field<?>> both = new ArrayList<>(of(STORED, images.names()));
        int second = both.size() + 1;
        List<String> columns = new TableImages(schema, TableSettings.upsert(settings.table())).names();
        both.addAll(of(COMING, columns));
        int[] rows = new int[1];
        var unused = log(
                db,
                db.select(both).from(stored).join(coming).on(compared.sameKey()).where(compared.changed()),
                (row, log) -> {
                    rows[0]++;
                    RowImage before = images.read(row, 1);
                    if (before != null) {
                        log.add(before, images.merged(before, images.unmarked(row, second), UpsertQuery::changes));
                    }
                });
        unused = log(
                db,
                db.select(of(COMING, columns))
                        .from(coming)
                        .leftJoin(stored)
                        .on(compared.sameKey())
                        .where(DSL.field(STORED.append(
                                        DSL.quotedName(schema.key().get(0).name())))
                                .isNull()),
                false,
                (row, log) -> {
                    rows[0]++;
                    log.add(null, images.unmarked(row, 1));
                });
        return rows[0];
    }

    private Table<Record> table() {
        return schema.table().jooq();
    }

    private static List<Field<Object>> named(List<String> names) {
        return names.stream().map(name -> DSL.field(DSL.quotedName(name))).toList();
    }

    private static List<Field<Object>> of(Name table, List<String> names) {
        return names.stream()
                .map(name -> DSL.field(table.append(DSL.quotedName(name))))
                .toList();
    }

    private int log(DSLContext db, SelectConditionStep<Record> select, Each each) {
        return log(db, select, !database.facts().hasOneWriter(), each);
    }

    private int log(DSLContext db, SelectConditionStep<Record> select, boolean lock, Each each) {
        return db.connectionResult(connection -> log(connection, select, lock, each));
    }

    private int log(Connection connection, SelectConditionStep<Record> select, boolean lock, Each each)
            throws SQLException {
        ChangeLog log = new ChangeLog(connection, database.dialect(), images, source);
        try (ResultSet rows =
                (lock ? select.forUpdate() : select).fetchSize(AT_ONCE).fetchResultSet()) {
            while (rows.next()) {
                each.row(rows, log);
            }
        }
        log.flush();
        return log.count();
    }
}
