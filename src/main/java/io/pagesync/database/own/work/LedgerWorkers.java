package io.pagesync.database.own.work;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The table {@code pagesync_workers}: the processes of a cluster that deliver pages, each with its last sign of life. */
public final class LedgerWorkers {
    public static final String NAME = "pagesync_workers";
    public static final List<String> KEY = List.of("id");

    private static final List<String> OTHERS =
            List.of("host", "version", "started", "seen", "in_flight", "pages", "per_minute");
    /** Who was not seen for so long is forgotten. */
    private static final long GONE_MILLIS = Duration.ofHours(1).toMillis();

    private final Sql sql;
    private final String put;
    private final String now;

    /**
     * A process.
     *
     * @param id tells it from all others
     * @param host for people, such as {@code PID 4711 on db1}
     * @param version its Pagesync's
     * @param inFlight how many pages it has
     * @param pages how many it has delivered
     * @param perMinute how many it delivers a minute
     */
    public record Sign(String id, String host, String version, int inFlight, long pages, int perMinute) {}

    /**
     * A process and its signs of life, by the database's clock.
     *
     * @param sign what it said last
     * @param startedAgo when it was started
     * @param seenAgo when it said that
     */
    public record Worker(Sign sign, Duration startedAgo, Duration seenAgo) {}

    public LedgerWorkers(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.put = dialect.writing().put(NAME, KEY, OTHERS, false);
        this.now = dialect.facts().clock();
    }

    /** It lives. */
    public void put(Sign sign) throws SQLException {
        sql.update(put, sign.id(), sign.host(), sign.version(), 0L, 0L, 0, 0L, 0);
        sql.update(
                "update pagesync_workers set host = ?, version = ?, seen = " + now
                        + ", started = case when started = 0 then " + now
                        + " else started end, in_flight = ?, pages = ?, per_minute = ? where id = ?",
                sign.host(),
                sign.version(),
                sign.inFlight(),
                sign.pages(),
                sign.perMinute(),
                sign.id());
        sql.update("delete from pagesync_workers where seen < " + now + " - ?", GONE_MILLIS);
    }

    /** It has ended. */
    public void delete(String id) throws SQLException {
        sql.update("delete from pagesync_workers where id = ?", id);
    }

    /** All of them, by their names for people. */
    public List<Worker> all() throws SQLException {
        return sql.all(
                "select id, host, version, in_flight, pages, per_minute, " + now + " - started, " + now
                        + " - seen from pagesync_workers order by host, id limit 1000",
                row -> new Worker(
                        new Sign(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                row.getLong(5),
                                row.getInt(6)),
                        Duration.ofMillis(Math.max(0, row.getLong(7))),
                        Duration.ofMillis(Math.max(0, row.getLong(8)))));
    }
}
