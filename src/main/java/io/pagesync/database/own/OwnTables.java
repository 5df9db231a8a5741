package io.pagesync.database.own;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.own.audit.LedgerActions;
import io.pagesync.database.own.gone.GoneKeys;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.own.gone.Stages;
import io.pagesync.database.own.limit.LedgerBudgets;
import io.pagesync.database.own.limit.LedgerPermits;
import io.pagesync.database.own.limit.LedgerSlots;
import io.pagesync.database.own.outbox.Outbox;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.database.own.work.LedgerStarts;
import io.pagesync.database.own.work.LedgerWork;
import io.pagesync.database.own.work.LedgerWorkers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Our own tables in a database: what is known of columns, pages, refused records and runs. How they are laid out has a version:
 * those of an older one are taken over, those of a newer one are not touched.
 */
public final class OwnTables {
    /** The names of those that a table as a destination needs. */
    public static final List<String> OF_TABLES = List.of(
            Marks.NAME,
            ColumnCatalog.NAME,
            Versions.NAME,
            RefusedRecords.NAME,
            Stages.NAME,
            SeenPages.NAME,
            GoneKeys.NAME);

    /** The names of those that changes of rows need, beside these. */
    public static final List<String> OF_CHANGES = List.of(Outbox.NAME, LedgerLeases.NAME);

    /** The names of those that a ledger needs. */
    private static final List<String> OF_LEDGER = List.of(
            LedgerLeases.NAME,
            LedgerRuns.NAME,
            LedgerPartitions.NAME,
            LedgerPages.NAME,
            LedgerPages.KEYS,
            LedgerPages.REFUSALS,
            LedgerSince.NAME,
            LedgerSince.PAGES,
            LedgerBudgets.NAME,
            LedgerPermits.NAME,
            LedgerSlots.NAME,
            LedgerActions.NAME,
            LedgerWork.NAME,
            LedgerStarts.NAME,
            LedgerWorkers.NAME);

    /**
     * 1: {@code pagesync_versions} is there; before, there was none, and no other difference. 2: the tables of the ledger,
     * and marks have an epoch. 3: stages, seen, gone. 4: keys. 5: refusals. 6: changes, since. 7: actions.
     * 8: permits, work, starts, workers. 9: slots. 10: marks have the versions of rows.
     */
    private static final int LAYOUT = 10;

    private OwnTables() {}

    /**
     * Makes those that are not there. Only for who has locked the schema.
     *
     * @param what what they are opened for, and its data source, for the error's sentence
     * @throws InvalidSettingException if a newer Pagesync has made them
     */
    public static void open(Connection connection, DSLContext db, String what) throws SQLException {
        Set<String> there = there(connection);
        Versions.create(db, there);
        int found = layout(connection, what);
        if (found < LAYOUT || !areAll(there)) {
            make(connection, db, there, found);
        }
    }

    /**
     * Sends the statements that {@link #open} would send to somebody who only takes them down.
     *
     * @param to takes them down
     */
    public static void describe(Connection connection, DSLContext to, String what) throws SQLException {
        Set<String> there = there(connection);
        int found = there.contains(Versions.NAME) ? layout(connection, what) : Versions.NONE;
        if (found < LAYOUT || !areAll(there)) {
            Versions.create(to, there);
            make(connection, to, there, found);
        }
    }

    private static void make(Connection connection, DSLContext db, Set<String> there, int found) throws SQLException {
        ColumnCatalog.create(db, there);
        Marks.create(db, there);
        if (there.contains(Marks.NAME)) {
            Marks.migrate(connection, db);
        }
        RefusedRecords.create(db, there);
        Stages.create(db, there);
        SeenPages.create(db, there);
        GoneKeys.create(db, there);
        Outbox.create(db, there);
        LedgerLayout.create(db, there);
        if (found < LAYOUT) {
            Versions.ofLayout(db).set(LAYOUT);
        }
    }

    /**
     * Whether they are there as {@link #open} would leave them.
     *
     * @param what as there
     * @throws InvalidSettingException if a newer Pagesync has made them
     */
    public static boolean areCurrent(Connection connection, String what) throws SQLException {
        Set<String> there = there(connection);
        return there.contains(Versions.NAME) && layout(connection, what) == LAYOUT && areAll(there);
    }

    private static boolean areAll(Set<String> there) {
        return there.containsAll(OF_TABLES) && there.containsAll(OF_CHANGES) && there.containsAll(OF_LEDGER);
    }

    /** The names of all of them. */
    public static List<String> all() {
        return Stream.of(OF_TABLES, OF_CHANGES, OF_LEDGER)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Whether there are marks, and may be read. */
    public static boolean haveMarks(Connection connection) throws SQLException {
        return there(connection).contains(Marks.NAME);
    }

    /** Without jOOQ, because a run whose tables are there needs it for nothing else. */
    private static int layout(Connection connection, String what) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        Integer version = new Sql(connection)
                .first(
                        "select version from pagesync_versions where " + quote + "table" + quote + " = ?",
                        row -> row.getInt(1),
                        Versions.LAYOUT);
        int found = version == null ? Versions.NONE : version;
        if (found > LAYOUT) {
            throw new InvalidSettingException(what + ": the tables pagesync_* there have version " + found
                    + ", this Pagesync knows them up to version " + LAYOUT
                    + "; use the newer Pagesync that made them, or another database");
        }
        return found;
    }

    /** Those that are there; to make one, even only where there is none, needs a right of its own. */
    private static Set<String> there(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "pagesync%", null)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }
}
