package io.pagesync.database.publish;

import io.pagesync.database.Database;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.own.outbox.Outbox;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The changes of a sync's table that wait in a database, which need not be there yet. Thread-safe. */
final class WaitingChanges {
    private final Database database;
    private final String outbox;
    private volatile boolean ready;

    private interface Work<T> {
        T on(Outbox outbox) throws SQLException;
    }

    WaitingChanges(Database database, String outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    Database database() {
        return database;
    }

    /** Their name. */
    String outbox() {
        return outbox;
    }

    /** The first ones, bounded by both. */
    List<Outbox.Waiting> first(int most, long bytes) throws SQLException {
        return in(changes -> changes.first(most, bytes), List.of());
    }

    /** The place of the first one; 0 if there is none. */
    long oldest() throws SQLException {
        return first(1, 1).stream().mapToLong(Outbox.Waiting::place).sum();
    }

    /** These were sent. */
    void delete(Collection<Long> places) throws SQLException {
        var unused = in(
                changes -> {
                    changes.delete(places);
                    return true;
                },
                true);
    }

    /** How many; no more than these are counted. */
    int count(int most) throws SQLException {
        return in(changes -> changes.count(most), 0);
    }

    private <T> T in(Work<T> work, T none) throws SQLException {
        if (!ready && database.toBeMade()) {
            return none;
        }
        return database.transaction(connection -> {
            ready = ready || OwnTables.areCurrent(connection, "the changes in data source " + database.name());
            return ready ? work.on(new Outbox(connection, outbox)) : none;
        });
    }
}
