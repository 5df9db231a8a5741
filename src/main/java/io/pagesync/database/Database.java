package io.pagesync.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.pagesync.InvalidSettingException;
import io.pagesync.database.dialect.Dialect;
import io.pagesync.database.dialect.Failures;
import io.pagesync.database.dialect.Looking;
import io.pagesync.database.dialect.Place;
import io.pagesync.database.dialect.Writing;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.Facts;
import io.pagesync.destination.WriteRetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database as the destinations of a process share it: a source of connections, its dialect, and the turn of its
 * writers where it has only one. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private final String name;
    private final Place place;
    private final DataSource source;
    private final Dialect dialect;
    private final Facts facts;
    private final Ddl ddl;
    private final WriteRetry retry;
    /** Null where somebody else provides the connections. */
    private final @Nullable FirstConnection first;

    private final Transactions transactions;
    private final ReentrantLock writer = new ReentrantLock(true);

    static {
        // jOOQ greets on its first use; who runs a sync did not ask for it.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private Database(
            String name,
            Place place,
            DataSource source,
            Dialect dialect,
            Ddl ddl,
            WriteRetry retry,
            @Nullable FirstConnection first) {
        this.name = name;
        this.place = place;
        this.source = source;
        this.dialect = dialect;
        this.facts = dialect.facts();
        this.ddl = ddl;
        this.retry = retry;
        this.first = first;
        this.transactions = new Transactions(source, dialect);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection, DSLContext db) throws SQLException;
    }

    /** What is done in a transaction without jOOQ, which takes a quarter of a second to load. */
    @FunctionalInterface
    public interface PlainWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * A database with a pool of its own, which connects when it is first used.
     *
     * @throws InvalidSettingException if the URL is of a database there is no dialect for, or its driver is missing
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, Dialects.KNOWN);
    }

    /**
     * Checks that there could be such a database, without a look at it.
     *
     * @throws InvalidSettingException if the URL is of a database there is no dialect for, or of none that can be opened
     */
    public static void requireKnown(DatabaseSettings settings) {
        var unused = Dialects.KNOWN.ofUrl(settings.name(), settings.url()).place(settings.name(), settings.url());
    }

    static Database open(DatabaseSettings settings, Dialects dialects) {
        Dialect dialect = dialects.ofUrl(settings.name(), settings.url());
        Place place = dialect.place(settings.name(), settings.url());
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
        if (!dialect.greeting().isEmpty()) {
            pool.setConnectionInitSql(dialect.greeting());
        }
        place.driverProperties().forEach(pool::addDataSourceProperty);
        try {
            pool.setJdbcUrl(settings.url());
            FirstConnection first = new FirstConnection(pool, dialect.failures());
            return new Database(
                    settings.name(),
                    place,
                    new HikariDataSource(pool),
                    dialect,
                    settings.ddl(),
                    settings.retry(),
                    first);
        } catch (RuntimeException e) {
            throw new InvalidSettingException("the data source " + settings.name() + " cannot be used: the driver of "
                    + dialect.facts().product() + " is missing or does not know its URL");
        }
    }

    /**
     * A database whose connections somebody else provides and closes. A data source of SQLite must begin its
     * transactions IMMEDIATE.
     *
     * @throws DatabaseException if it cannot be reached
     * @throws InvalidSettingException if it is a database there is no dialect for, or its sessions would bend values
     */
    public static Database of(String name, DataSource source) {
        return of(name, source, Dialects.KNOWN);
    }

    static Database of(String name, DataSource source, Dialects dialects) {
        Dialect dialect;
        try (Connection connection = source.getConnection()) {
            dialect = dialects.ofProduct(name, connection.getMetaData().getDatabaseProductName());
            String unfit = dialect.unfit(connection);
            if (!unfit.isEmpty()) {
                throw new InvalidSettingException("data source " + name + " cannot be used: " + unfit);
            }
        } catch (SQLException e) {
            throw new DatabaseException(
                    "data source " + name + " cannot be reached: "
                            + SqlFailure.of(e).text(),
                    e);
        }
        return new Database(name, () -> "data source " + name, source, dialect, Ddl.AUTO, WriteRetry.DEFAULT, null);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where it is, as people call it: a file, or the data source's name. */
    public String place() {
        return place.name();
    }

    /** The file it is in; empty if it is in none of this machine's. */
    public Optional<Path> file() {
        return place.file();
    }

    /** What the names of its settings begin with, as far as it has settings of ours. */
    String settings() {
        return (first != null ? "pagesync.datasource." : "data source ") + name;
    }

    /**
     * Whether it is not there yet and would be made.
     *
     * @throws InvalidSettingException if it could not be made
     */
    public boolean toBeMade() {
        return place.toBeMade();
    }

    /** Who makes and changes tables there, where nothing else is said of a table. */
    public Ddl ddl() {
        return ddl;
    }

    /** How often a page is written again after an error that may pass. */
    public WriteRetry retry() {
        return retry;
    }

    /**
     * What its errors mean to who writes a page.
     *
     * @param what the table and its data source, for the error's sentence
     */
    public WriteRetry.Errors errors(String what) {
        return new SqlErrors(this, what);
    }

    public Dialect dialect() {
        return dialect;
    }

    public Facts facts() {
        return facts;
    }

    public Writing writing() {
        return dialect.writing();
    }

    public Failures failures() {
        return dialect.failures();
    }

    public Looking looking() {
        return dialect.looking();
    }

    /** A statement as somebody may run it elsewhere. */
    public String render(Query query) {
        return DSL.using(dialect.jooq()).renderInlined(query);
    }

    /** A transaction, committed if the work ends well and rolled back otherwise; writers wait their turn. */
    public <T> T transaction(Work<T> work) throws SQLException {
        return inTurn(() -> transactions.run(work, true));
    }

    /** The same for work without jOOQ. */
    public <T> T transaction(PlainWork<T> work) throws SQLException {
        return inTurn(() -> transactions.run(work));
    }

    /**
     * The same for work that is given up where the server does not answer within ten seconds.
     *
     * @param together whether it is one transaction; if not, each statement is one of its own
     */
    public <T> T soon(PlainWork<T> work, boolean together) throws SQLException {
        return inTurn(() -> transactions.soon(work, together));
    }

    /** A transaction that is rolled back, however the work ends. */
    public <T> T rehearse(Work<T> work) throws SQLException {
        return inTurn(() -> transactions.run(work, false));
    }

    private <T> T inTurn(WriteRetry.Attempt<T, SQLException> transaction) throws SQLException {
        if (!facts.hasOneWriter()) {
            return now(transaction);
        }
        writer.lock();
        try {
            return now(transaction);
        } finally {
            writer.unlock();
        }
    }

    private <T> T now(WriteRetry.Attempt<T, SQLException> transaction) throws SQLException {
        place.makeReady();
        if (first != null) {
            first.require();
        }
        return transaction.run();
    }

    @Override
    public void close() {
        if (first != null && source instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
