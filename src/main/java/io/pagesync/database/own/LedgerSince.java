package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.since.Asking;
import io.pagesync.since.Known;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import io.pagesync.since.Repeats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pagesync_since}, a row for each sync that asks only for what has changed: its mark, and how its last run has
 * asked, so that it goes on in the same way; and the table {@code pagesync_since_pages}: what the pages of a run that is open say
 * about when their records were changed. Times are milliseconds since 1970 by the clock of the process that opened a run.
 */
public final class LedgerSince {
    static final String NAME = "pagesync_since";
    static final String PAGES = "pagesync_since_pages";
    static final List<String> PAGES_KEY = List.of("run", "partition", "page");

    private final Sql sql;
    private final Dialect dialect;

    /**
     * What is known of a sync.
     *
     * @param known its mark
     * @param run the run that has asked last
     * @param asking how it has asked
     */
    public record Row(Known known, String run, Asking asking) {}

    /**
     * What a page says.
     *
     * @param partition the fingerprint of its partition's name
     * @param page its number
     * @param changes what it says
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Changes(long partition, int page, byte[] changes) {}

    LedgerSince(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /** What is known of a sync; null if it has never asked for changes. */
    public @Nullable Row find(String sync) throws SQLException {
        return sql.first(
                "select mark, highest, asked, repeats, whole_at, full_at, run, run_since, run_why, run_at"
                        + " from pagesync_since where sync = ?",
                LedgerSince::row,
                LedgerRuns.key(sync));
    }

    private static Row row(ResultSet row) throws SQLException {
        byte[] repeats = row.getBytes(4);
        Known known = new Known(
                text(row, 1),
                text(row, 2),
                row.getLong(3),
                repeats == null ? Repeats.NONE : Repeats.of(repeats),
                instant(row, 5),
                instant(row, 6));
        String since = row.getString(8);
        return new Row(
                known,
                row.getString(7),
                new Asking(
                        since,
                        known.mark(),
                        known.highest(),
                        text(row, 9),
                        since == null ? Repeats.NONE : known.repeats(),
                        Instant.ofEpochMilli(row.getLong(10))));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Long millis = Sql.number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** A run of the sync asks in this way. */
    public void begin(String sync, String run, Asking asking) throws SQLException {
        long began = asking.began().toEpochMilli();
        String why = LedgerRuns.cut(asking.full(), Integer.MAX_VALUE);
        int known = sql.update(
                "update pagesync_since set run = ?, run_since = ?, run_why = ?, run_at = ? where sync = ?",
                run,
                asking.since(),
                why,
                began,
                LedgerRuns.key(sync));
        if (known == 0) {
            sql.update(
                    "insert into pagesync_since (sync, asked, run, run_since, run_why, run_at) values (?, 0, ?, ?, ?, ?)",
                    LedgerRuns.key(sync),
                    run,
                    asking.since(),
                    why,
                    began);
        }
    }

    /** A run has ended, and has come to this; {@code asked} is a fingerprint of what it was asked for. */
    public void end(String sync, String run, long asked, Reached reached) throws SQLException {
        String whole = ", whole_at = run_at, full_at = case when run_since is null then run_at else full_at end";
        String its = " where sync = ? and run = ?";
        switch (reached.what()) {
            case TO ->
                sql.update(
                        "update pagesync_since set mark = ?, highest = ?, asked = ?, repeats = ?" + whole + its,
                        reached.mark().isEmpty() ? null : reached.mark(),
                        reached.highest(),
                        asked,
                        reached.repeats().toBytes(),
                        LedgerRuns.key(sync),
                        run);
            case SAME ->
                sql.update(
                        "update pagesync_since set mark = case when asked = ? then mark else null end, asked = ?"
                                + whole + its,
                        asked,
                        asked,
                        LedgerRuns.key(sync),
                        run);
            case REFUSED -> sql.update("update pagesync_since set mark = null" + its, LedgerRuns.key(sync), run);
            case STAYS -> {
                return;
            }
        }
    }

    /** Forgets the sync's mark. */
    public void delete(String sync) throws SQLException {
        sql.update("delete from pagesync_since where sync = ?", LedgerRuns.key(sync));
    }

    /** These pages of a run say this now. */
    public void put(String run, List<Changes> pages) throws SQLException {
        sql.updateAll(
                dialect.writing().put(PAGES, PAGES_KEY, List.of("changes"), true),
                pages.stream()
                        .map(each -> new @Nullable Object[] {run, each.partition(), each.page(), each.changes()})
                        .toList());
    }

    /** What the pages of a run have said. */
    public void changes(String run, Consumer<PageChanges> reader) throws SQLException {
        sql.each(
                "select changes from pagesync_since_pages where run = ?",
                row -> PageChanges.of(row.getBytes(1)),
                reader,
                run);
    }

    /** Nobody goes on with the run. */
    public void deleteChanges(String run) throws SQLException {
        sql.update("delete from pagesync_since_pages where run = ?", run);
    }
}
