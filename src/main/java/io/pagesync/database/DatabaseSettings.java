package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.Ddl;
import io.pagesync.destination.WriteRetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a data source is reached.
 *
 * @param name its name, for messages
 * @param url its JDBC URL, without user and password
 * @param user the user, null where none is needed
 * @param password gives the password as it is now, asked before each new connection; null where none is needed
 * @param connections the most connections at a time, 1 or more
 * @param timeout how long to wait for a connection, at least 250 ms
 * @param ddl who makes and changes tables there
 * @param retry how often a page is written again after an error that may pass
 */
public record DatabaseSettings(
        String name,
        String url,
        @Nullable String user,
        Supplier<@Nullable String> password,
        int connections,
        Duration timeout,
        Ddl ddl,
        WriteRetry retry) {
    private static final Duration SHORTEST = Duration.ofMillis(250);

    /** Checks the ranges, and that the URL holds no password. */
    public DatabaseSettings {
        if (!url.startsWith("jdbc:")) {
            throw new InvalidSettingException("the URL of data source " + name
                    + " does not begin with jdbc:; write it as jdbc:sqlite:data/pagesync.db or"
                    + " jdbc:postgresql://host/database");
        }
        if (Dialects.mayLogIn(url) && (url.contains("password=") || url.matches(".*//[^/]*@.*"))) {
            throw new InvalidSettingException("the URL of data source " + name
                    + " holds a password; set the data source's user and password instead");
        }
        if (connections < 1) {
            throw new InvalidSettingException(
                    "the data source " + name + " has " + connections + " connections; it needs 1 or more");
        }
        if (timeout.compareTo(SHORTEST) < 0) {
            throw new InvalidSettingException(
                    "the timeout of data source " + name + " is below " + SHORTEST.toMillis() + " ms");
        }
    }

    /** With tables of ours and five attempts. */
    public DatabaseSettings(
            String name,
            String url,
            @Nullable String user,
            Supplier<@Nullable String> password,
            int connections,
            Duration timeout) {
        this(name, url, user, password, connections, timeout, Ddl.AUTO, WriteRetry.DEFAULT);
    }

    /** With a password that never changes. */
    public DatabaseSettings(
            String name,
            String url,
            @Nullable String user,
            @Nullable String password,
            int connections,
            Duration timeout) {
        this(name, url, user, () -> password, connections, timeout);
    }

    /** With ten connections and a timeout of five seconds. */
    public static DatabaseSettings of(String name, String url, @Nullable String user, @Nullable String password) {
        return new DatabaseSettings(name, url, user, password, 10, Duration.ofSeconds(5));
    }

    /** The same; a database that is a file is below the folder, if its path is relative. */
    public DatabaseSettings below(Path folder) {
        String there = Dialects.KNOWN
                .find(url)
                .map(dialect -> dialect.below(folder, url))
                .orElse(url);
        return new DatabaseSettings(name, there, user, password, connections, timeout, ddl, retry);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "data source " + name;
    }
}
