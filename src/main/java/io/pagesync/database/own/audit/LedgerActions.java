package io.pagesync.database.own.audit;

import io.pagesync.database.own.sql.Sql;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.Ledger.Action;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code pagesync_actions}: what persons have had done by hand, the newest thousand. */
public final class LedgerActions {
    /** Its name. */
    public static final String NAME = "pagesync_actions";

    private final Sql sql;

    /** On a connection. */
    public LedgerActions(Sql sql) {
        this.sql = sql;
    }

    /** Keeps one, and forgets the oldest of too many; {@code id} sorts by time. */
    public void add(String id, Action action) throws SQLException {
        sql.update(
                "insert into pagesync_actions (id, at, who, what, sync, run, result) values (?, ?, ?, ?, ?, ?, ?)",
                id,
                action.at().toEpochMilli(),
                action.who(),
                action.what(),
                action.sync(),
                action.run(),
                action.result());
        String oldest = sql.first(
                "select id from pagesync_actions order by id desc limit 1 offset " + Ledger.MOST_ACTIONS,
                row -> row.getString(1));
        if (oldest != null) {
            sql.update("delete from pagesync_actions where id <= ?", oldest);
        }
    }

    /** The last ones, the newest first. */
    public List<Action> last(int most) throws SQLException {
        return sql.all(
                "select at, who, what, sync, run, result from pagesync_actions order by at desc, id desc limit ?",
                row -> new Action(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                most);
    }
}
