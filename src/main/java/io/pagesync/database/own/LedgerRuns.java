package io.pagesync.database.own;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import io.pagesync.page.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table {@code pagesync_runs}: the runs of all syncs. */
public final class LedgerRuns {
    static final String NAME = "pagesync_runs";

    /** The longest name of a sync that is kept as it is. */
    static final int LONGEST_SYNC = 160;

    static final int LONGEST_OWNER = 255;

    private static final int KEPT_OF_LONGER = 120;
    private static final String ROWS =
            "select id, sync, url, asked, owner, attempts, started, seen, pages, records, ended,"
                    + " verdict, report from pagesync_runs";
    private static final String NEWEST_FIRST = " order by started desc, id desc limit ?";

    private final Sql sql;
    private final String now;

    /**
     * A run; times are milliseconds since 1970 by the database's clock.
     *
     * @param id its id
     * @param sync its sync
     * @param url the collection, without secrets
     * @param asked a fingerprint of what was asked for
     * @param owner who worked on it last, for people
     * @param attempts how many processes have worked on it
     * @param started when it began
     * @param seen when something of it was written last
     * @param pages how many pages are done
     * @param records how many of their records were delivered
     * @param ended when it ended; null if it did not
     * @param verdict its verdict; null if it did not end
     * @param report its report as JSON; null if it did not end
     */
    public record Row(
            String id,
            String sync,
            String url,
            long asked,
            String owner,
            int attempts,
            long started,
            long seen,
            int pages,
            long records,
            @Nullable Long ended,
            @Nullable String verdict,
            @Nullable String report) {}

    /**
     * How a run has ended.
     *
     * @param verdict its verdict
     * @param report its report as JSON
     */
    public record End(String verdict, String report) {}

    LedgerRuns(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.now = dialect.facts().clock();
    }

    /** A sync's name as it is kept: a long one is cut, and told from others by a fingerprint. */
    static String key(String sync) {
        return sync.length() <= LONGEST_SYNC
                ? sync
                : sync.substring(0, KEPT_OF_LONGER) + String.format(Locale.ROOT, "~%016x", Fingerprint.of(sync));
    }

    /** A text that all databases can keep, of this length at the most. */
    static String cut(String text, int most) {
        String kept = text.replace('\0', '?');
        return kept.length() <= most ? kept : kept.substring(0, most);
    }

    /** A run begins now. */
    public void add(String id, String sync, String url, long asked, String owner, int epoch) throws SQLException {
        sql.update(
                "insert into pagesync_runs"
                        + " (id, sync, url, asked, owner, epoch, attempts, started, seen, pages, records)"
                        + " values (?, ?, ?, ?, ?, ?, 1, " + now + ", " + now + ", 0, 0)",
                id,
                key(sync),
                cut(url, Integer.MAX_VALUE),
                asked,
                cut(owner, LONGEST_OWNER),
                epoch);
    }

    /**
     * Somebody works on a run, and so much of it is done.
     *
     * @param end its end, which is now; null if it goes on
     */
    public void update(String id, String owner, int epoch, int attempts, LedgerPages.Sum done, @Nullable End end)
            throws SQLException {
        sql.update(
                "update pagesync_runs set owner = ?, epoch = ?, attempts = ?, seen = " + now
                        + ", pages = ?, records = ?, ended = " + (end == null ? "null" : now)
                        + ", verdict = ?, report = ? where id = ?",
                cut(owner, LONGEST_OWNER),
                epoch,
                attempts,
                done.pages(),
                done.records(),
                end == null ? null : end.verdict(),
                end == null ? null : end.report(),
                id);
    }

    /** What it says of itself is another thing now. */
    public void report(String id, String report) throws SQLException {
        sql.update("update pagesync_runs set report = ? where id = ?", report, id);
    }

    /** The time, in milliseconds since 1970. */
    public long now() throws SQLException {
        Long millis = sql.first("select " + now, row -> row.getLong(1));
        if (millis == null) {
            throw new IllegalStateException("the database does not tell the time");
        }
        return millis;
    }

    /** When it gave its last sign of life. */
    public void seen(String id, long when) throws SQLException {
        sql.update("update pagesync_runs set seen = ? where id = ? and seen < ?", when, id, when);
    }

    /** The run of this id; null if there is none. */
    public @Nullable Row find(String id) throws SQLException {
        return sql.first(ROWS + " where id = ?", LedgerRuns::row, id);
    }

    /** The last runs, of one sync or of all (null), the newest first. */
    public List<Row> last(@Nullable String sync, int most) throws SQLException {
        return sync == null
                ? sql.all(ROWS + NEWEST_FIRST, LedgerRuns::row, most)
                : sql.all(ROWS + " where sync = ?" + NEWEST_FIRST, LedgerRuns::row, key(sync), most);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getLong(10),
                Sql.number(row, 11),
                row.getString(12),
                row.getString(13));
    }

    /** Forgets a run, and what it had of partitions. */
    public void delete(String id) throws SQLException {
        sql.update("delete from pagesync_runs where id = ?", id);
    }
}
