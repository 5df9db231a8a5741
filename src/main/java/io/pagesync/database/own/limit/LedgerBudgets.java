package io.pagesync.database.own.limit;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The table {@code pagesync_budgets}: how many requests went to an API in each part of the windows of its quotas, by the
 * database's clock. A row that is older than its window is deleted by who adds the next one.
 */
public final class LedgerBudgets {
    /** Its name. */
    public static final String NAME = "pagesync_budgets";

    private static final int PARTS = 1000;
    private static final long SHORTEST_PART_MILLIS = 20;

    private final Sql sql;
    private final String now;

    /**
     * Requests of one part.
     *
     * @param ago how long ago the part has ended; zero for the one that goes on
     */
    public record Used(Duration ago, long requests) {}

    /** On a connection. */
    public LedgerBudgets(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.now = dialect.facts().clock();
    }

    /** So many requests more went to an API now, which has a quota with this window. */
    public void add(String api, Duration window, long requests) throws SQLException {
        addAt(now(), api, window, requests);
    }

    /** The same of requests at a moment, in milliseconds since 1970. */
    public void addAt(long millis, String api, Duration window, long requests) throws SQLException {
        long seconds = window.toSeconds();
        long began = millis - millis % part(window);
        int added = sql.update(
                "update pagesync_budgets set requests = requests + ? where api = ? and seconds = ? and began = ?",
                requests,
                api,
                seconds,
                began);
        if (added == 0) {
            sql.update(
                    "insert into pagesync_budgets (api, seconds, began, requests) values (?, ?, ?, ?)",
                    api,
                    seconds,
                    began,
                    requests);
            sql.update(
                    "delete from pagesync_budgets where api = ? and seconds = ? and began < ?",
                    api,
                    seconds,
                    began - window.toMillis() - part(window));
        }
    }

    /** What went to an API in the window that ends now. */
    public List<Used> since(String api, Duration window) throws SQLException {
        long until = now();
        long part = part(window);
        return sql.all(
                "select began, requests from pagesync_budgets where api = ? and seconds = ? and began > ?",
                row -> new Used(Duration.ofMillis(Math.max(0, until - row.getLong(1) - part)), row.getLong(2)),
                api,
                window.toSeconds(),
                until - window.toMillis() - part);
    }

    /** So many requests that were counted at a moment were not sent. */
    public void takeBack(long millis, String api, Duration window, long requests) throws SQLException {
        sql.update(
                "update pagesync_budgets set requests = greatest(requests - ?, 0) where api = ? and seconds = ? and began = ?",
                requests,
                api,
                window.toSeconds(),
                millis - millis % part(window));
    }

    /** How many went to an API in the window that ends at a moment, and behind that. */
    public long usedAt(long millis, String api, Duration window) throws SQLException {
        Long used = sql.first(
                "select sum(requests) from pagesync_budgets where api = ? and seconds = ? and began > ?",
                row -> row.getLong(1),
                api,
                window.toSeconds(),
                millis - window.toMillis() - part(window));
        return used == null ? 0 : used;
    }

    /** When so many requests that went to an API before are out of the window, the oldest first, in milliseconds since 1970. */
    public long freeAt(long millis, String api, Duration window, long requests) throws SQLException {
        long out = window.toMillis() + part(window);
        List<long[]> parts = sql.all(
                "select began, requests from pagesync_budgets where api = ? and seconds = ? and began > ? order by began",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                api,
                window.toSeconds(),
                millis - out);
        long left = requests;
        for (long[] each : parts) {
            left -= each[1];
            if (left <= 0) {
                return each[0] + out;
            }
        }
        return millis;
    }

    private long now() throws SQLException {
        Long millis = sql.first("select " + now, row -> row.getLong(1));
        if (millis == null) {
            throw new IllegalStateException("the database does not tell the time");
        }
        return millis;
    }

    private static long part(Duration window) {
        return Math.max(SHORTEST_PART_MILLIS, window.toMillis() / PARTS);
    }
}
