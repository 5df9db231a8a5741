package io.pagesync.config;

import io.pagesync.database.Database;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.table.Ddl;
import io.pagesync.destination.WriteRetry;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/** The settings of a database: what there is, and how it is read. */
final class DataSourceReader {
    private static final Declarations ALL = new Declarations();

    private static final Setting<String> URL = ALL.add(
            "url",
            Form.of("JDBC URL", "a JDBC URL", Optional::of),
            "jdbc:sqlite:data/pagesync.db",
            "Where it is: jdbc:sqlite:FILE, jdbc:postgresql://HOST/DATABASE or jdbc:mariadb://HOST/DATABASE.");
    private static final Setting<String> USER =
            ALL.add("user", Form.TEXT, "", "The user; without one, the driver's default.");
    private static final Setting<String> PASSWORD = ALL.secret(
            "password", "The user's password.", "A file with the password, read again before each new connection.");
    private static final Setting<Integer> CONNECTIONS =
            ALL.add("connections", Form.integer(1, 100), "10", "The most connections at a time, 1 to 100.");
    private static final Setting<Duration> TIMEOUT =
            ALL.add("timeout", Form.time("250ms"), "5s", "How long to wait for a connection.");

    private static final Setting<Ddl> DDL = ALL.add(
            "ddl",
            Form.word(Ddl.class),
            "auto",
            "Who makes and changes tables there, Pagesync's own too: auto, Pagesync does; check, others do, and a field"
                    + " without a column fails its page; none, others do, and such a field is left out.");
    private static final RetrySettings RETRY = RetrySettings.in(
            ALL, "How often a page is written in all, 1 to 1000, after a lost connection, a lock or a deadlock.");

    static final Section SECTION = new Section(
            "pagesync.datasource.<name>.",
            "A database: its name is what a sink's parameter dataSource says; main is there without any setting",
            ALL);

    private DataSourceReader() {}

    static DatabaseSettings read(String name, Given given) {
        SecretSource password = SecretSource.of(given, PASSWORD.name());
        if (password.isGiven()) {
            // Read once now: one that cannot be stops the start.
            given.attempt(password.setBy(), password::read);
        }
        String user = given.find(USER).orElse(null);
        int connections = given.read(CONNECTIONS);
        Duration timeout = given.read(TIMEOUT);
        Ddl ddl = given.read(DDL);
        WriteRetry retry = RETRY.read(given);
        return given.attempt(URL.name(), () -> {
                    DatabaseSettings settings = new DatabaseSettings(
                            name, given.read(URL), user, password::readIfGiven, connections, timeout, ddl, retry);
                    Database.requireKnown(settings);
                    return settings;
                })
                .orElseGet(() -> new DatabaseSettings(
                        name, URL.defaultValue(), user, password::readIfGiven, connections, timeout, ddl, retry));
    }
}
