package io.pagesync.database.gone;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Insert;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.own.gone.SeenPages;
import io.pagesync.database.row.PageRows;
import io.pagesync.database.row.Row;
import io.pagesync.database.row.RowBatch;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How the rows of a page get into a staging table, for as long as its columns stay as they are. Thread-safe. */
public final class StagedRows {
    private final TableSchema schema;
    private final String stage;
    private final boolean keysOnly;
    private final String putting;
    private final Insert any;
    private final @Nullable Insert bulk;

    /** Into the staging table beside a table with these columns. */
    public StagedRows(Dialect dialect, Staging staging, TableSchema table, TableSettings settings) {
        this.schema = staging.schema(table);
        this.stage = staging.name().table();
        this.putting = SeenPages.putting(DSL.using(dialect.jooq()));
        this.keysOnly = settings.mode() == WriteMode.MIRROR;
        this.any = table.columns().isEmpty()
                ? (connection, batch) -> 0
                : dialect.writing().insert(schema, TableSettings.append(settings.table()));
        this.bulk = table.columns().isEmpty() ? null : dialect.writing().bulk(schema);
    }

    /** Whether the page's rows go nowhere else. */
    public boolean takesRows() {
        return !keysOnly;
    }

    /** The way that takes all. */
    public Insert any() {
        return any;
    }

    /** A faster way; null if there is none. */
    public @Nullable Insert bulk() {
        return bulk;
    }

    /** Stands for the rows of a page as it comes this time. */
    public long token() {
        return UUID.randomUUID().getMostSignificantBits();
    }

    /** The rows of a page as the staging table takes them. */
    public RowBatch batch(PageRows page, List<Row> rows, long token) {
        return RowBatch.of(schema, page, rows).with(Staging.TOKEN_FIELD, Long.toString(token));
    }

    /**
     * Keeps which keys a page has, in the transaction of its rows, of those that were refused, too.
     *
     * @param brought how many of the rows are in, where they went
     * @return how many rows the page has in the staging table
     */
    public int keep(Connection connection, PageRows page, List<Row> rows, long token, int brought) throws SQLException {
        if (!keysOnly) {
            return brought;
        }
        RowBatch batch = batch(page, rows, token);
        Insert faster = bulk;
        try {
            return faster == null ? any.execute(connection, batch) : faster.execute(connection, batch);
        } catch (SQLFeatureNotSupportedException e) {
            return any.execute(connection, batch);
        }
    }

    /** Whether the page is there. */
    public boolean has(DSLContext db, WrittenPage page) {
        return new SeenPages(db, stage).has(page.partition(), page.number());
    }

    /** Notes that the page is there, with so many rows under its token. */
    public void note(Connection connection, WrittenPage page, long token, int rows) throws SQLException {
        String scope = page.values().isEmpty() ? "" : ScopeText.of(page.values());
        SeenPages.put(
                connection,
                putting,
                stage,
                new SeenPages.Seen(page.partition(), page.number(), token, rows, page.records(), scope));
    }
}
