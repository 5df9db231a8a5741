package io.pagesync.database.write;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.SqlFailure;
import io.pagesync.database.batch.FittedRows;
import io.pagesync.database.batch.Narrowing;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.gone.StagedRows;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.RefusedRecords;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.row.KeyOrder;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.RefusedRecord;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.TableSchema;
import io.pagesync.page.Page;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Brings a page, its mark and its refused records into the database, all or none. */
final class PageTransaction {
    private final Database database;
    private final Inserts inserts;
    private final boolean replaces;
    private final Held held;

    /**
     * A transaction of one page.
     *
     * @param replaces whether a page that comes with other records than before takes the place of those
     * @param held whether the page is surely still this process's to write
     */
    PageTransaction(Database database, Inserts inserts, boolean replaces, Held held) {
        this.database = database;
        this.inserts = inserts;
        this.replaces = replaces;
        this.held = held;
    }

    /**
     * What became of a page.
     *
     * @param before whether it was there before
     * @param kept whether that had other records, which stay
     * @param changed how many rows it made or changed
     * @param lost how many rows the database took and did not write, as a trigger of somebody's may have it
     * @param refused the records that are not in the table
     */
    record Outcome(boolean before, boolean kept, int changed, int lost, List<RefusedRecord> refused) {}

    /** Whether a page is this process's to write, in the transaction that writes it. */
    @FunctionalInterface
    interface Held {
        boolean in(Connection connection) throws SQLException;
    }

    /** How the rows get in; those that do not are added to the refused ones. */
    @FunctionalInterface
    private interface Way {
        int bring(Connection connection, RowBatch batch, List<RefusedRecord> refused) throws SQLException;
    }

    /**
     * Writes the page, unless it was written before.
     *
     * @param order its rows, for the columns of the inserts
     * @throws ColumnsChangedException if the inserts are not for the columns that the table has now
     */
    Outcome write(Page page, PageRows rows, KeyOrder order, WrittenPage written) throws SQLException {
        UnchangedPages unchanged = inserts.unchanged();
        if (unchanged != null) {
            unchanged.open(database, written);
        }
        Insert bulk = inserts.bulk();
        if (bulk != null) {
            String fresh = unchanged == null || !rows.refused().isEmpty()
                    ? null
                    : unchanged.fresh(order.rows().size());
            try {
                return write(
                        page,
                        rows,
                        order,
                        written,
                        (connection, batch, refused) -> inserts.bring(bulk, written, connection, batch),
                        fresh);
            } catch (SQLException e) {
                if (e instanceof ColumnsChangedException || SqlFailure.of(e).passes(database.failures())) {
                    throw e;
                }
                inserts.endBulk();
            }
        }
        try {
            return write(page, rows, order, written, narrowing("", written), null);
        } catch (SQLException e) {
            String checkNow = database.writing().checkNow();
            if (checkNow.isEmpty() || !database.failures().blamesValues(e)) {
                throw e;
            }
            // What the database looks at only when the transaction ends: once more, and it looks at each part.
            return write(page, rows, order, written, narrowing(checkNow, written), null);
        }
    }

    private Way narrowing(String checkNow, @Nullable WrittenPage written) {
        return new Narrowing(database, inserts.any(written), checkNow)::bring;
    }

    /** Tries what a page would do, in a transaction that is rolled back. */
    Outcome rehearse(Connection connection, DSLContext db, Page page, PageRows rows, KeyOrder order)
            throws SQLException {
        return bring(
                connection,
                db,
                page,
                rows,
                order.rows(),
                null,
                narrowing(database.writing().checkNow(), null),
                false);
    }

    private Outcome write(
            Page page, PageRows rows, KeyOrder order, WrittenPage written, Way way, @Nullable String versionsToBe)
            throws SQLException {
        return database.transaction((connection, db) -> {
            Outcome outcome;
            Unchanged unchanged = unchanged(connection, rows, order, written);
            if (inserts.mark(connection, written, unchanged == null ? versionsToBe : unchanged.versions())) {
                outcome = unchanged != null
                        ? left(connection, rows, unchanged, written)
                        : bring(connection, db, page, rows, order.rows(), written, way, versionsToBe != null);
            } else {
                outcome = again(connection, db, page, rows, order, written, way);
            }
            if (!held.in(connection)) {
                throw new SQLTransientException("nobody can tell whether run " + written.run()
                        + " is still this process's, so page " + written.number() + " is not written");
            }
            return outcome;
        });
    }

    /**
     * A page whose rows are as they are to be.
     *
     * @param versions what its mark is to say
     * @param rows its rows, as they are there
     */
    private record Unchanged(String versions, List<Row> rows) {}

    /** The page, if its rows are as they are to be; null if not, or if nobody knows. */
    private @Nullable Unchanged unchanged(Connection connection, PageRows rows, KeyOrder order, WrittenPage written)
            throws SQLException {
        UnchangedPages pages = inserts.unchanged();
        if (pages == null || !rows.refused().isEmpty()) {
            return null;
        }
        String before = pages.before(connection, written);
        if (before == null) {
            return null;
        }
        List<Row> fitted =
                new FittedRows(connection, database, rows, new ArrayList<>()).of(order.rows(), inserts.schema());
        String versions = pages.stillSo(connection, inserts.batch(rows, fitted, 0), before);
        return versions == null ? null : new Unchanged(versions, fitted);
    }

    private Outcome left(Connection connection, PageRows page, Unchanged unchanged, WrittenPage written)
            throws SQLException {
        StagedRows staged = inserts.staged();
        if (staged != null) {
            long token = staged.token();
            staged.note(connection, written, token, staged.keep(connection, page, unchanged.rows(), token, 0));
        }
        return new Outcome(false, false, 0, 0, List.of());
    }

    /** The page has a mark. */
    private Outcome again(
            Connection connection,
            DSLContext db,
            Page page,
            PageRows rows,
            KeyOrder order,
            WrittenPage written,
            Way way)
            throws SQLException {
        Marks marks = new Marks(db);
        Marks.Mark before = marks.before(written);
        if (before.epoch() > written.epoch()) {
            throw new PagesyncException("page " + written.number() + " of run " + written.run()
                    + " was written by another process, which has taken the run over; nothing more is written here");
        }
        RefusedRecords refused = new RefusedRecords(db);
        StagedRows staged = inserts.staged();
        // One that was withdrawn has its mark still.
        boolean same = before.hash() == written.hash() && (staged == null || staged.has(db, written));
        if (!same && !replaces) {
            marks.keep(written);
        }
        List<RefusedRecord> refusedBefore = refused.of(written);
        if (same ? refusedBefore.isEmpty() : !replaces) {
            return new Outcome(true, !same, 0, 0, refusedBefore);
        }
        inserts.hold(db);
        refused.forget(written);
        List<Row> again = order.rows();
        if (replaces) {
            marks.replace(written);
        } else {
            // The others are in, and rows without a key do not say so.
            Set<Integer> left =
                    refusedBefore.stream().map(RefusedRecord::position).collect(Collectors.toSet());
            again = again.stream().filter(row -> left.contains(row.position())).toList();
        }
        Outcome outcome = bring(connection, db, page, rows, again, written, way, false);
        return new Outcome(true, false, outcome.changed(), outcome.lost(), outcome.refused());
    }

    private Outcome bring(
            Connection connection,
            DSLContext db,
            Page page,
            PageRows rows,
            List<Row> ordered,
            @Nullable WrittenPage written,
            Way way,
            boolean versionsAreKnown)
            throws SQLException {
        List<RefusedRecord> refused = new ArrayList<>(rows.refused());
        int changed = 0;
        int lost = 0;
        int kept = 0;
        StagedRows staged = inserts.staged();
        long token = staged == null ? 0 : staged.token();
        if (!rows.rows().isEmpty()) {
            TableSchema schema = inserts.schema();
            List<Row> toWrite = new FittedRows(connection, database, rows, refused).of(ordered, schema);
            RowBatch batch = inserts.batch(rows, toWrite, token);
            int before = refused.size();
            changed = batch.size() == 0 ? 0 : way.bring(connection, batch, refused);
            int owed = batch.size() - (refused.size() - before);
            lost = changed < owed ? inserts.lost(connection, db, batch, owed, changed) : 0;
            kept = staged == null ? 0 : staged.keep(connection, rows, toWrite, token, changed);
            UnchangedPages unchanged = inserts.unchanged();
            if (unchanged != null && written != null && refused.isEmpty() && lost == 0 && !versionsAreKnown) {
                unchanged.keep(connection, batch, written);
            }
        }
        if (staged != null && written != null) {
            staged.note(connection, written, token, kept);
        }
        if (written != null) {
            RefusedRecords keeper = new RefusedRecords(db);
            for (RefusedRecord each : refused) {
                byte[] record = inserts.kept(page.record(each.position()));
                keeper.add(written, each, database.writing().takes(connection, record.length) ? record : new byte[0]);
            }
        }
        return new Outcome(false, false, changed, lost, refused);
    }
}
