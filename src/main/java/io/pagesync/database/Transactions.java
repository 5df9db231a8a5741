package io.pagesync.database;

import com.zaxxer.hikari.HikariDataSource;
import io.pagesync.database.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Transactions, each on a connection of its own; one whose state nobody knows is given to nobody again. Thread-safe. */
final class Transactions {
    /** How long an answer may take where nobody waits long. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final DataSource source;
    private final Dialect dialect;

    Transactions(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /** One of them, which is rolled back unless the work ends well and it is to be committed. */
    <T> T run(Database.Work<T> work, boolean commit) throws SQLException {
        try (Connection connection = source.getConnection()) {
            begin(connection);
            DSLContext db = dialect.context(DSL.using(connection, dialect.jooq()));
            try {
                return run(connection, same -> work.on(same, db), commit);
            } finally {
                end(connection, db);
            }
        }
    }

    /** One of them that changes no tables. */
    <T> T run(Database.PlainWork<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            begin(connection);
            return run(connection, work, true);
        }
    }

    /** Work for which nobody waits long, in one transaction or with one for each statement. */
    <T> T soon(Database.PlainWork<T> work, boolean together) throws SQLException {
        try (Connection connection = source.getConnection()) {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            try {
                if (together) {
                    begin(connection);
                    return run(connection, work, true);
                }
                connection.setAutoCommit(true);
                return work.on(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, before);
                }
            }
        }
    }

    private <T> T run(Connection connection, Database.PlainWork<T> work, boolean commit) throws SQLException {
        boolean done = false;
        try {
            T result = work.on(connection);
            if (commit) {
                connection.commit();
                done = true;
            }
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private void begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            // SQLite's begins a transaction here. Refused the lock, it believes to be in one, and nobody may get it
            // again.
            discard(connection);
            throw e;
        }
    }

    private void end(Connection connection, DSLContext db) {
        try {
            dialect.writing().ended(db);
        } catch (DataAccessException e) {
            discard(connection);
        }
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // It is lost: the server rolls back by itself, and the error on its way says why. Nobody may get it again.
            discard(connection);
        }
    }

    /** SQLite's abort does nothing, so its pool has to let go of it; where another has, its state is set right. */
    private void discard(Connection connection) {
        try {
            if (source instanceof HikariDataSource pool) {
                pool.evictConnection(connection);
            } else {
                connection.abort(Runnable::run);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // It was gone already.
        }
    }
}
