package io.pagesync.database.work;

import io.pagesync.database.Database;
import io.pagesync.database.own.LedgerTables;
import io.pagesync.destination.WriteRetry;
import io.pagesync.run.turn.StopSignal;
import java.sql.SQLException;

/** The tables of a ledger that processes share, which whoever opens a run has made. Thread-safe. */
final class WorkDatabase {
    private final Database database;
    private final String what;

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(LedgerTables tables) throws SQLException;
    }

    WorkDatabase(Database database) {
        this.database = database;
        this.what = "the ledger in data source " + database.name();
    }

    Database database() {
        return database;
    }

    /** A transaction; not tried again. */
    <T> T once(Work<T> work) throws SQLException {
        return database.transaction(connection -> work.on(new LedgerTables(connection, database.dialect())));
    }

    /**
     * A transaction, tried again if it fails and that may pass, as long as nothing is stopped.
     *
     * @throws io.pagesync.PagesyncException if it fails
     */
    <T> T transaction(StopSignal stop, Work<T> work) {
        return WriteRetry.DEFAULT.call(database.errors(what), stop, () -> once(work));
    }
}
