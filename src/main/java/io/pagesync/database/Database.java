package io.pagesync.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.pagesync.InvalidSettingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database as the destinations of a process share it: a source of connections, its dialect, and the turn of its
 * writers where it has only one. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private final String name;
    private final String place;
    private final DataSource source;
    private final Dialect dialect;
    private final boolean owned;
    private final @Nullable SqliteFile file;
    private final ReentrantLock writer = new ReentrantLock(true);

    static {
        // jOOQ greets on its first use; who runs a sync did not ask for it.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private Database(
            String name, String place, DataSource source, Dialect dialect, boolean owned, @Nullable SqliteFile file) {
        this.name = name;
        this.place = place;
        this.source = source;
        this.dialect = dialect;
        this.owned = owned;
        this.file = file;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection, DSLContext db) throws SQLException;
    }

    /**
     * A database with a pool of its own, which connects when it is first used.
     *
     * @throws InvalidSettingException if the URL is of a database there is no dialect for, or its driver is missing
     */
    public static Database open(DatabaseSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("pagesync-" + settings.name());
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(settings.timeout().toMillis());
        pool.setValidationTimeout(Math.min(5000, settings.timeout().toMillis()));
        // Connect when it is used, not before: a database that is away is then an error of the page, tried again.
        pool.setInitializationFailTimeout(-1);
        // Asked before each new connection: a password that was changed in its file is used from then on.
        pool.setCredentialsProvider(
                () -> Credentials.of(settings.user(), settings.password().get()));
        String place = "data source " + settings.name();
        SqliteFile sqlite = null;
        Dialect dialect;
        if (settings.url().startsWith("jdbc:sqlite:")) {
            sqlite = SqliteFile.of(settings.name(), settings.url());
            SqliteFile.configure(pool);
            dialect = new SqliteDialect();
            place = sqlite.path();
        } else if (settings.url().startsWith("jdbc:postgresql:")) {
            dialect = new PostgresDialect();
        } else {
            throw new InvalidSettingException("the URL of data source " + settings.name()
                    + " names a database that cannot be written; there are jdbc:sqlite: and jdbc:postgresql:");
        }
        try {
            pool.setJdbcUrl(settings.url());
            return new Database(settings.name(), place, new HikariDataSource(pool), dialect, true, sqlite);
        } catch (RuntimeException e) {
            throw new InvalidSettingException("the data source " + settings.name() + " cannot be used: the driver of "
                    + dialect.product() + " is missing or does not know its URL");
        }
    }

    /**
     * A database whose connections somebody else provides and closes. A data source of SQLite must begin its
     * transactions IMMEDIATE.
     *
     * @throws DatabaseException if it cannot be reached
     * @throws InvalidSettingException if it is a database there is no dialect for
     */
    public static Database of(String name, DataSource source) {
        String product;
        try (Connection connection = source.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "data source " + name + " cannot be reached: "
                            + SqlFailure.of(e).text(),
                    e);
        }
        Dialect dialect =
                switch (product) {
                    case "SQLite" -> new SqliteDialect();
                    case "PostgreSQL" -> new PostgresDialect();
                    default ->
                        throw new InvalidSettingException("the data source " + name + " is of " + product
                                + ", which cannot be written; there are SQLite and PostgreSQL");
                };
        return new Database(name, "data source " + name, source, dialect, false, null);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where it is, as people call it: a file, or the data source's name. */
    public String place() {
        return place;
    }

    /** What the names of its settings begin with, as far as it has settings of ours. */
    String settings() {
        return (owned ? "pagesync.datasource." : "data source ") + name;
    }

    /**
     * Whether it is a file that is not there yet.
     *
     * @throws InvalidSettingException if it could not be made
     */
    boolean toBeMade() {
        return file != null && file.toBeMade();
    }

    Dialect dialect() {
        return dialect;
    }

    /** A transaction, committed if the work ends well and rolled back otherwise; writers wait their turn. */
    <T> T transaction(Work<T> work) throws SQLException {
        return inTurn(work, true);
    }

    /** A transaction that is rolled back, however the work ends. */
    <T> T rehearse(Work<T> work) throws SQLException {
        return inTurn(work, false);
    }

    private <T> T inTurn(Work<T> work, boolean commit) throws SQLException {
        if (!dialect.singleWriter()) {
            return transactionNow(work, commit);
        }
        writer.lock();
        try {
            return transactionNow(work, commit);
        } finally {
            writer.unlock();
        }
    }

    private <T> T transactionNow(Work<T> work, boolean commit) throws SQLException {
        if (file != null) {
            file.makeFolder();
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.on(connection, DSL.using(connection, dialect.jooq()));
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
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // It is lost: the server rolls back by itself, and the error on its way says why. Nobody may get it again.
            abort(connection);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It was gone already.
        }
    }

    @Override
    public void close() {
        if (owned && source instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
