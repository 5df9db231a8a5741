package io.pagesync.database.write;

import io.pagesync.database.change.ChangeSource;
import io.pagesync.database.change.TrackedInserts;
import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.gone.StagedRows;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.Versions;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.row.HiddenFields;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.JsonRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of a run get into a table: by the dialect's faster way for rows of which none is there yet, until it
 * refuses a page (a key that is there already, as a rule), and from then on by the way that takes all. Thread-safe.
 */
final class Inserts {
    private final TableSchema schema;
    private final ColumnRules rules;
    private final String mark;
    private final Insert any;
    private final @Nullable TrackedInserts tracked;
    private final Writing writing;
    private final Facts facts;
    private final @Nullable StagedRows staged;
    private final @Nullable UnchangedPages unchanged;
    private volatile @Nullable Insert bulk;
    private volatile boolean proven;
    private volatile @Nullable Boolean triggered;

    /**
     * The inserts of a table.
     *
     * @param staged where the run keeps what it has seen; null if it does not
     * @param before those of the table before it was changed in this run; null if it was not
     */
    Inserts(
            Dialect dialect,
            TableSchema schema,
            TableSettings settings,
            @Nullable StagedRows staged,
            @Nullable Inserts before) {
        this.schema = schema;
        this.rules = settings.rules();
        this.writing = dialect.writing();
        this.facts = dialect.facts();
        this.mark = Marks.adding(dialect, schema);
        this.staged = staged;
        this.unchanged = UnchangedPages.of(dialect, schema, settings);
        StagedRows aside = staged != null && staged.takesRows() ? staged : null;
        // Without a column there is no row either.
        Insert direct = schema.columns().isEmpty() ? (connection, batch) -> 0 : writing.insert(schema, settings);
        this.any = aside == null ? direct : aside.any();
        boolean empty = schema.columns().isEmpty();
        Insert faster = aside != null ? aside.bulk() : empty ? null : writing.bulk(schema);
        this.tracked = settings.changes().told() && aside == null && !empty
                ? new TrackedInserts(dialect, schema, settings)
                : null;
        this.bulk = before == null || before.bulk != null ? faster : null;
    }

    TableSchema schema() {
        return schema;
    }

    /**
     * Marks the page as written, before it is.
     *
     * @param versions which versions its rows have, or will have; null if that is not known
     * @return false if it was marked before
     * @throws ColumnsChangedException if the table's columns are no longer those that the inserts were made for
     */
    boolean mark(Connection connection, WrittenPage page, @Nullable String versions) throws SQLException {
        OptionalInt version = Marks.add(connection, mark, page, versions);
        if (version.isPresent() && version.getAsInt() != schema.version()) {
            throw new ColumnsChangedException();
        }
        return version.isPresent();
    }

    /**
     * Keeps the table's columns as they are for a page that was marked before.
     *
     * @throws ColumnsChangedException if they are no longer those that the inserts were made for
     */
    void hold(DSLContext db) throws SQLException {
        String hold = schema.columns().isEmpty() ? "" : writing.holdColumns(schema.table());
        if (!hold.isEmpty()) {
            db.execute(hold);
        }
        if (Versions.of(db, schema.table(), facts).current() != schema.version()) {
            throw new ColumnsChangedException();
        }
    }

    /** The pages that need no comparison; null if all do. */
    @Nullable
    UnchangedPages unchanged() {
        return unchanged;
    }

    /** Where the run keeps what it has seen; null if it does not. */
    @Nullable
    StagedRows staged() {
        return staged;
    }

    /** Rows of a page as they get in. */
    RowBatch batch(PageRows page, List<Row> rows, long token) {
        return staged != null && staged.takesRows() ? staged.batch(page, rows, token) : RowBatch.of(schema, page, rows);
    }

    /** A refused record as it is kept. */
    byte[] kept(JsonRecord record) {
        return rules.hides() ? HiddenFields.without(record, rules) : record.toBytes();
    }

    /** The way for rows of which none is there yet; null if there is none, or no more. */
    @Nullable
    Insert bulk() {
        return bulk;
    }

    /**
     * Brings rows in by the faster way. Before it has taken any page, it is looked whether a row is there: those that would be written
     * before the first of them stay in the table as dead versions.
     *
     * @param page the page that they are of
     * @throws SQLException also if one is there
     */
    int bring(Insert way, WrittenPage page, Connection connection, RowBatch batch) throws SQLException {
        if (!proven && !schema.key().isEmpty() && writing.present(schema).execute(connection, batch) > 0) {
            throw new SQLException("rows of the page are there");
        }
        Insert telling = tracked == null ? way : tracked.created(way, source(page));
        int changed = telling.execute(connection, batch);
        proven = true;
        return changed;
    }

    /** A page was refused: the way that takes all is left. */
    void endBulk() {
        bulk = null;
    }

    /**
     * The way that takes all.
     *
     * @param page the page that comes in by it; null if it does not last
     */
    Insert any(@Nullable WrittenPage page) {
        return tracked == null || page == null ? any : tracked.any(any, source(page));
    }

    private static ChangeSource source(WrittenPage page) {
        return new ChangeSource(page.sync(), page.run(), page.table(), page.constants(), page.number());
    }

    /**
     * How many rows of a batch are not in the table, although the database took it without an error.
     *
     * @param owed how many of them were to go in
     * @param changed how many it made or changed: fewer, because it left rows as they were, or some out
     */
    int lost(Connection connection, DSLContext db, RowBatch batch, int owed, int changed) throws SQLException {
        if (schema.key().isEmpty() || (staged != null && staged.takesRows())) {
            return owed - changed;
        }
        Boolean known = triggered;
        boolean possible = known == null ? writing.hasTriggers(db, schema.table()) : known;
        triggered = possible;
        // Only a trigger leaves rows out, so nobody else pays for the look.
        return possible ? Math.max(0, owed - writing.present(schema).execute(connection, batch)) : 0;
    }
}
