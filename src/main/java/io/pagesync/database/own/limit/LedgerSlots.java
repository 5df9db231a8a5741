package io.pagesync.database.own.limit;

import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.own.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * The table {@code pagesync_slots}: for each API whose slots several processes share, how many each process has and wants, and
 * until when, in milliseconds since 1970 by the database's clock. One more row of each API, of no process, is what
 * {@link #lock} locks.
 */
public final class LedgerSlots {
    public static final String NAME = "pagesync_slots";
    public static final List<String> KEY = List.of("api", "process");

    private static final String NOBODY = "";

    private final Sql sql;
    private final String now;
    private final String lock;
    private final String put;

    /** How many slots a process has, and how many it wants. */
    public record Holder(String process, int slots, int wanted) {}

    /** On a connection. */
    public LedgerSlots(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.now = dialect.facts().clock();
        this.lock = "insert into pagesync_slots (api, process, slots, wanted, ends) values (?, ?, 0, 0, 0) "
                + dialect.writing().onConflict(KEY) + "slots = 0";
        this.put = "insert into pagesync_slots (api, process, slots, wanted, ends) values (?, ?, ?, ?, " + now
                + " + ?) " + dialect.writing().onConflict(KEY) + "slots = ?, wanted = ?, ends = " + now + " + ?";
    }

    /** Has all other processes wait until this transaction ends. */
    public void lock(String api) throws SQLException {
        sql.update(lock, api, NOBODY);
    }

    /** The time. */
    public long now(String api) throws SQLException {
        Long at = sql.first(
                "select " + now + " from pagesync_slots where api = ? and process = ?",
                row -> row.getLong(1),
                api,
                NOBODY);
        return at == null ? 0 : at;
    }

    /**
     * Those that have slots, in the order of their names.
     *
     * @param lease for how long slots are given at the most; an end that is later is by a clock that was set back since
     */
    public List<Holder> holders(String api, long lease) throws SQLException {
        return sql.all(
                "select process, slots, wanted from pagesync_slots where api = ? and process <> ? and ends > " + now
                        + " and ends <= " + now + " + ? order by process",
                row -> new Holder(row.getString(1), row.getInt(2), row.getInt(3)),
                api,
                NOBODY,
                lease);
    }

    /** A process has these for so long; whoever was not seen for longer is forgotten. */
    public void put(String api, Holder holder, long lease) throws SQLException {
        sql.update(
                put,
                api,
                holder.process(),
                holder.slots(),
                holder.wanted(),
                lease,
                holder.slots(),
                holder.wanted(),
                lease);
        sql.update("delete from pagesync_slots where api = ? and process <> ? and ends < " + now, api, NOBODY);
    }

    /** A process has none. */
    public void delete(String api, String process) throws SQLException {
        sql.update("delete from pagesync_slots where api = ? and process = ?", api, process);
    }
}
