package io.pagesync.database.ledger;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.WriteRetry;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.table.Ddl;
import io.pagesync.run.turn.StopSignal;
import java.sql.SQLException;
import java.util.Optional;

/** The database of a ledger, with its tables, which are made when they are needed. Thread-safe. */
final class LedgerDatabase {
    private final Database database;
    private final WriteRetry retry;
    private final String what;
    private volatile boolean ready;

    LedgerDatabase(Database database, WriteRetry retry) {
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
    <T> T transaction(Database.Work<T> work) {
        return retry.call(database, what, new StopSignal(), () -> {
            makeReady();
            return database.transaction(work);
        });
    }

    /** The same for who only looks: empty where there are no tables yet, and none are made. */
    <T> Optional<T> look(Database.Work<T> work) {
        if (database.toBeMade()) {
            return Optional.empty();
        }
        return retry.call(
                database,
                what,
                new StopSignal(),
                () -> database.transaction((connection, db) -> ready || OwnTables.areCurrent(connection, db, what)
                        ? Optional.of(work.on(connection, db))
                        : Optional.empty()));
    }

    /** Asked first, because hardly ever anything is to be made. */
    private void makeReady() throws SQLException {
        if (ready) {
            return;
        }
        boolean current = database.transaction((connection, db) -> OwnTables.areCurrent(connection, db, what));
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
