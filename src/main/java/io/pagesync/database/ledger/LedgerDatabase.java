package io.pagesync.database.ledger;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.table.Ddl;
import io.pagesync.destination.WriteRetry;
import io.pagesync.run.turn.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The database of a ledger, with its tables, which are made when they are needed. Thread-safe. */
public final class LedgerDatabase {
    private final Database database;
    private final WriteRetry retry;
    private final String what;
    private volatile boolean ready;

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T on(LedgerTables tables) throws SQLException;
    }

    /**
     * That of a ledger.
     *
     * @param retry how often a transaction is tried
     */
    public LedgerDatabase(Database database, WriteRetry retry) {
        this.database = database;
        this.retry = retry;
        this.what = "the ledger in data source " + database.name();
    }

    Database database() {
        return database;
    }

    /**
     * A transaction on the tables, which are made if they are not there; tried again if it fails and that may pass.
     *
     * @throws io.pagesync.PagesyncException if it fails
     */
    public <T> T transaction(Work<T> work) {
        return retry.call(database.errors(what), new StopSignal(), () -> {
            makeReady();
            return once(work);
        });
    }

    /**
     * The same for work that is given up where the server does not answer within ten seconds.
     *
     * @param together whether it is one transaction; if not, each statement is one of its own
     */
    public <T> T soon(boolean together, Work<T> work) {
        return retry.call(database.errors(what), new StopSignal(), () -> {
            makeReady();
            return database.soon(connection -> work.on(tables(connection)), together);
        });
    }

    /** A transaction on the tables, which are there; not tried again. */
    <T> T once(Work<T> work) throws SQLException {
        return database.transaction(connection -> work.on(tables(connection)));
    }

    private LedgerTables tables(Connection connection) {
        return new LedgerTables(connection, database.dialect());
    }

    /** The same for who only looks: empty where there are no tables yet, and none are made. */
    <T> Optional<T> look(Work<T> work) {
        if (database.toBeMade()) {
            return Optional.empty();
        }
        return retry.call(
                database.errors(what),
                new StopSignal(),
                () -> database.transaction(connection -> ready || OwnTables.areCurrent(connection, what)
                        ? Optional.of(work.on(tables(connection)))
                        : Optional.empty()));
    }

    /** Asked first, because hardly ever anything is to be made. */
    private void makeReady() throws SQLException {
        if (ready) {
            return;
        }
        boolean current = database.transaction(connection -> OwnTables.areCurrent(connection, what));
        if (!current && database.ddl() != Ddl.AUTO) {
            throw new InvalidSettingException(what + ": Pagesync's own tables, pagesync_*, are not there or of an older"
                    + " Pagesync, and the data source's setting ddl leaves it to others to make them; pagesync ddl SYNC"
                    + " prints the statements");
        }
        if (!current) {
            database.transaction((connection, db) -> database.writing().alone(db, () -> {
                OwnTables.open(connection, db, what);
                return true;
            }));
        }
        ready = true;
    }
}
