package io.pagesync.database.own.limit;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table {@code pagesync_permits}: for each API whose limits several processes share, the moment of the next permit, until
 * when the API is to be left alone, and when that was written; all in microseconds since 1970 by the database's clock.
 *
 * <p>A row is read, moved on and given back by one statement, which takes its turn at the row and reads the clock only then.
 * What was written at a moment that is still to come was written before the clock was set back; it is moved back with it, so
 * that the distance to the next permit stays what it was.
 */
public final class LedgerPermits {
    /** Its name. */
    public static final String NAME = "pagesync_permits";

    /** How long an API's name may be. */
    public static final int LONGEST_API = 100;

    private final Sql sql;
    private final String micros;
    private final String back;
    private final String insert;

    /**
     * A row as it is.
     *
     * @param next the moment of the next permit
     * @param pausedUntil until when nothing is to be sent
     * @param now the time
     */
    public record Line(long next, long pausedUntil, long now) {}

    /** On a connection. */
    public LedgerPermits(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.micros = dialect.facts().micros();
        this.back = "greatest(pagesync_permits.asked_at - " + micros + ", 0)";
        this.insert =
                "insert into pagesync_permits (api, next_at, paused_until, asked_at) values (?, " + micros + " + ?, "
                        + micros + " + ?, " + micros + ") " + dialect.writing().onConflict(List.of("api"));
    }

    /**
     * Moves the next permit on, behind now and any pause.
     *
     * @param ahead from how long after now on, in microseconds
     * @param micros by how much; the permits of so long a time begin that long before {@link Line#next}
     */
    public Line reserve(String api, long ahead, long micros) throws SQLException {
        return change(
                api,
                ahead + micros,
                0,
                "greatest(pagesync_permits.next_at - " + back + ", pagesync_permits.paused_until - " + back + ", "
                        + this.micros + " + ?) + ?",
                "pagesync_permits.paused_until - " + back,
                ahead,
                micros);
    }

    /** Nothing is to be sent for so long; a longer pause stays. */
    public Line pause(String api, long micros) throws SQLException {
        return change(
                api,
                0,
                micros,
                "pagesync_permits.next_at - " + back,
                "greatest(pagesync_permits.paused_until - " + back + ", " + this.micros + " + ?)",
                micros);
    }

    /** One database sets the columns in the order in which they stand, so the one that the others read comes last. */
    private Line change(String api, long next, long pause, String nextAt, String pausedUntil, Object... values)
            throws SQLException {
        Line line = sql.first(
                insert + "next_at = " + nextAt + ", paused_until = " + pausedUntil + ", asked_at = " + micros
                        + " returning next_at, paused_until, asked_at",
                row -> new Line(row.getLong(1), row.getLong(2), row.getLong(3)),
                Stream.concat(Stream.of(api, next, pause), Stream.of(values)).toArray());
        if (line == null) {
            throw new IllegalStateException("the database does not tell when the next permit of " + api + " is due");
        }
        return line;
    }

    /** Takes a part of what was moved on in this transaction back. */
    public void giveBack(String api, long micros) throws SQLException {
        sql.update("update pagesync_permits set next_at = next_at - ? where api = ?", micros, api);
    }

    /** Looks at it. */
    public Line look(String api) throws SQLException {
        Line line = sql.first(
                "select next_at - " + back + ", paused_until - " + back + ", " + micros
                        + " from pagesync_permits where api = ?",
                row -> new Line(row.getLong(1), row.getLong(2), row.getLong(3)),
                api);
        return line == null ? reserve(api, 0, 0) : line;
    }
}
