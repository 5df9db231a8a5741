package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.database.table.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_marks}: which pages of which run are in which table. A mark is written in the transaction
 * of its rows, so it is there exactly if they are.
 */
public final class Marks {
    /** Stands for the hash of a page whose records are not those that it came with last. */
    public static final long KEPT = -1;

    static final String NAME = "pagesync_marks";

    private static final Table<Record> TABLE = DSL.table(DSL.quotedName(NAME));
    private static final Field<String> RUN = field("run", SQLDataType.VARCHAR(40));
    private static final Field<String> SYNC = field("sync", SQLDataType.VARCHAR(255));
    private static final Field<String> OF = field("table", SQLDataType.VARCHAR(160));
    private static final Field<String> SCOPE = field("scope", SQLDataType.VARCHAR(40));
    private static final Field<Integer> PAGE = field("page", SQLDataType.INTEGER);
    private static final Field<String> HASH = field("hash", SQLDataType.VARCHAR(16));
    private static final Field<Integer> RECORDS = field("records", SQLDataType.INTEGER);
    private static final Field<String> TIME = field("time", SQLDataType.VARCHAR(30));
    private static final Field<Integer> EPOCH =
            DSL.field(DSL.quotedName("epoch"), SQLDataType.INTEGER.notNull().defaultValue(DSL.inline(0)));

    /** Which versions the page's rows have, where its database tells them; nothing where that is not known. */
    private static final Field<String> VERSIONS = DSL.field(DSL.quotedName("versions"), SQLDataType.VARCHAR(100));

    /** The page of a mark that is of no page, but of a run that is not over. */
    private static final int NO_PAGE = 0;

    private final DSLContext db;

    /**
     * A run that is not over, as far as its marks tell.
     *
     * @param run its id
     * @param records how many records its pages in the table have
     */
    public record Open(String run, long records) {}

    /** The marks of a database. */
    public Marks(DSLContext db) {
        this.db = db;
    }

    /** Makes the table, unless it is among those that are there. */
    static void create(DSLContext db, Set<String> there) {
        if (there.contains(NAME)) {
            return;
        }
        db.createTableIfNotExists(TABLE)
                .columns(RUN, OF, SCOPE, PAGE, SYNC, HASH, RECORDS, TIME, EPOCH, VERSIONS)
                .constraints(DSL.primaryKey(RUN, OF, SCOPE, PAGE))
                .execute();
    }

    /** Brings the table of an older layout up to date. */
    static void migrate(Connection connection, DSLContext db) throws SQLException {
        for (Field<?> each : List.of(EPOCH, VERSIONS)) {
            try (ResultSet columns = connection
                    .getMetaData()
                    .getColumns(connection.getCatalog(), connection.getSchema(), NAME, each.getName())) {
                if (!columns.next()) {
                    db.alterTable(TABLE).addColumn(each).execute();
                }
            }
        }
    }

    /**
     * Marks the page; two that mark the same page at once wait for each other.
     *
     * @param sql what {@link #adding} gave
     * @param versions which versions its rows have, or will have; null if that is not known
     * @return the version of the table's columns, which stay as they are from here on; empty if the page was marked before
     */
    public static OptionalInt add(Connection connection, String sql, WrittenPage page, @Nullable String versions)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, page.run());
            statement.setString(2, page.table());
            statement.setString(3, page.scope());
            statement.setInt(4, page.number());
            statement.setString(5, page.sync());
            statement.setString(6, hex(page.hash()));
            statement.setInt(7, page.records());
            statement.setString(8, now());
            statement.setInt(9, page.epoch());
            statement.setString(10, versions);
            boolean rows = statement.execute();
            while (!rows && statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? OptionalInt.of(result.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /**
     * The statement that marks a page of the table, and with it, in one message to the server, keeps the table's columns as
     * they are and reads their version. Needed for each page, so made once: jOOQ takes 0.3 ms for it.
     */
    public static String adding(Dialect dialect, TableSchema schema) {
        DSLContext db = DSL.using(dialect.jooq());
        Field<Integer> version =
                Versions.of(db, schema.table(), dialect.facts()).expression();
        String hold = schema.columns().isEmpty() ? "" : dialect.writing().holdColumns(schema.table());
        Field<String> versions = dialect.writing().storedVersions(DSL.val(""));
        String add = db.render(db.insertInto(TABLE, RUN, OF, SCOPE, PAGE, SYNC, HASH, RECORDS, TIME, EPOCH, VERSIONS)
                .values(
                        DSL.val(""),
                        DSL.val(""),
                        DSL.val(""),
                        DSL.val(0),
                        DSL.val(""),
                        DSL.val(""),
                        DSL.val(0),
                        DSL.val(""),
                        DSL.val(0),
                        versions)
                .onConflict(RUN, OF, SCOPE, PAGE)
                .doNothing());
        return dialect.writing().holding(hold, add, db.render(version));
    }

    /**
     * A page as it was marked before.
     *
     * @param hash the fingerprint of the records that it had
     * @param epoch the highest epoch of those who have come with it
     */
    public record Mark(long hash, int epoch) {}

    /** The mark of a page that was marked before, which nobody else changes until the transaction ends. */
    public Mark before(WrittenPage page) {
        db.update(TABLE)
                .set(EPOCH, DSL.greatest(EPOCH, DSL.val(page.epoch())))
                .where(isOf(page))
                .execute();
        Mark mark = db.select(HASH, EPOCH)
                .from(TABLE)
                .where(isOf(page))
                .fetchOne(row -> new Mark(Long.parseUnsignedLong(row.value1(), 16), row.value2()));
        return mark == null ? new Mark(page.hash(), page.epoch()) : mark;
    }

    /** The run of a sync that has marked pages of a table last, before this one; null if there is none. */
    public static @Nullable String lastRun(Connection connection, WrittenPage page) throws SQLException {
        return new Sql(connection)
                .first(
                        "select max(run) from pagesync_marks m where m.sync = ? and m." + quoted(connection, "table")
                                + " = ? and m.run < ?",
                        row -> row.getString(1),
                        page.sync(),
                        page.table(),
                        page.run());
    }

    /** Which versions the rows of a page had when another run has brought the same records; null if that is not known. */
    public static @Nullable String versions(Connection connection, String run, WrittenPage page) throws SQLException {
        return new Sql(connection)
                .first(
                        "select versions from pagesync_marks m where m.run = ? and m." + quoted(connection, "table")
                                + " = ? and m.scope = ? and m.page = ? and m.hash = ?",
                        row -> row.getString(1),
                        run,
                        page.table(),
                        page.scope(),
                        page.number(),
                        hex(page.hash()));
    }

    /** The rows of a page that is marked have these versions now. */
    public static void versions(Connection connection, WrittenPage page, String versions) throws SQLException {
        new Sql(connection)
                .update(
                        "update pagesync_marks set versions = ? where run = ? and " + quoted(connection, "table")
                                + " = ? and scope = ? and page = ?",
                        versions,
                        page.run(),
                        page.table(),
                        page.scope(),
                        page.number());
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name + quote;
    }

    /** The hashes of all pages of a run that are marked, by their numbers. */
    public Map<Integer, Long> pages(OpenMark of) {
        return db.select(PAGE, HASH)
                .from(TABLE)
                .where(RUN.eq(of.run())
                        .and(OF.eq(of.table()))
                        .and(SCOPE.eq(of.scope()))
                        .and(PAGE.ne(NO_PAGE)))
                .fetchMap(row -> row.value1(), row -> Long.parseUnsignedLong(row.value2(), 16));
    }

    /** What stands for the scopes and partitions of a run that have marks of pages. */
    public List<String> scopes(OpenMark of) {
        return db.selectDistinct(SCOPE)
                .from(TABLE)
                .where(RUN.eq(of.run()).and(OF.eq(of.table())).and(PAGE.ne(NO_PAGE)))
                .fetch(SCOPE);
    }

    /** The page has come with other records than are there, and these stay. */
    public void keep(WrittenPage page) {
        db.update(TABLE).set(HASH, hex(KEPT)).where(isOf(page)).execute();
    }

    /**
     * Where another sync has written.
     *
     * @param sync its name
     * @param table the table, as that sync calls it
     * @param scope the fingerprint of a scope
     */
    public record Other(String sync, String table, String scope) {}

    /** Where other syncs have written. */
    public List<Other> others(String sync) {
        return db.selectDistinct(SYNC, OF, SCOPE)
                .from(TABLE)
                .where(SYNC.ne(sync))
                .orderBy(SYNC)
                .fetch(row -> new Other(row.value1(), row.value2(), row.value3()));
    }

    /** Nothing of a run's pages is in the table any more. */
    public void forget(String run, String table) {
        db.deleteFrom(TABLE).where(RUN.eq(run).and(OF.eq(table))).execute();
    }

    /** The page has other records now. */
    public void replace(WrittenPage page) {
        db.update(TABLE)
                .set(HASH, hex(page.hash()))
                .set(RECORDS, page.records())
                .set(TIME, now())
                .setNull(VERSIONS)
                .where(isOf(page))
                .execute();
    }

    private static Condition isOf(WrittenPage page) {
        return RUN.eq(page.run())
                .and(OF.eq(page.table()))
                .and(SCOPE.eq(page.scope()))
                .and(PAGE.eq(page.number()));
    }

    /** A run without a key begins: until {@link #end}, it is among the {@link #open} ones. */
    public void begin(OpenMark mark) {
        db.insertInto(TABLE, RUN, OF, SCOPE, PAGE, SYNC, HASH, RECORDS, TIME)
                .values(mark.run(), mark.table(), mark.scope(), NO_PAGE, mark.sync(), hex(mark.collection()), 0, now())
                .onConflict(RUN, OF, SCOPE, PAGE)
                .doNothing()
                .execute();
    }

    /** The run is over. */
    public void end(OpenMark mark) {
        db.deleteFrom(TABLE).where(RUN.eq(mark.run()).and(isOpen(mark))).execute();
    }

    /** The other runs of the same collection into the same table that have written pages and are not over. */
    public List<Open> open(OpenMark mark) {
        List<Open> open = new ArrayList<>();
        for (String run : db.select(RUN)
                .from(TABLE)
                .where(RUN.ne(mark.run())
                        .and(SYNC.eq(mark.sync()))
                        .and(HASH.eq(hex(mark.collection())))
                        .and(isOpen(mark)))
                .orderBy(RUN)
                .fetch(RUN)) {
            Long records = db.select(DSL.sum(RECORDS).cast(Long.class))
                    .from(TABLE)
                    .where(RUN.eq(run).and(OF.eq(mark.table())).and(SCOPE.eq(mark.scope())))
                    .fetchOne(0, Long.class);
            if (records != null && records > 0) {
                open.add(new Open(run, records));
            }
        }
        return open;
    }

    private static Condition isOpen(OpenMark mark) {
        return OF.eq(mark.table()).and(SCOPE.eq(mark.scope())).and(PAGE.eq(NO_PAGE));
    }

    private static String hex(long fingerprint) {
        return String.format(Locale.ROOT, "%016x", fingerprint);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Deletes the marks of all runs of the sync into the table but the last ones, and those that are not over. */
    public void keepLast(int runs, String sync, String table) {
        List<String> newest = db.selectDistinct(RUN)
                .from(TABLE)
                .where(SYNC.eq(sync).and(OF.eq(table)))
                .orderBy(RUN.desc())
                .limit(runs)
                .fetch(RUN);
        if (newest.size() == runs) {
            db.deleteFrom(TABLE)
                    .where(SYNC.eq(sync)
                            .and(OF.eq(table))
                            .and(RUN.lt(newest.get(runs - 1)))
                            .and(RUN.notIn(DSL.select(RUN).from(TABLE).where(PAGE.eq(NO_PAGE)))))
                    .execute();
        }
        new RefusedRecords(db).forgetUnmarked(sync, table);
    }

    /** The runs of a sync that have marks of a table. */
    static Select<Record1<String>> runs(DSLContext db, String sync, String table) {
        return db.select(RUN).from(TABLE).where(SYNC.eq(sync).and(OF.eq(table)));
    }

    private static <T> Field<T> field(String name, DataType<T> type) {
        return DSL.field(DSL.quotedName(name), type.notNull());
    }
}
