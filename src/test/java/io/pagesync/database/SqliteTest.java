package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.run.RunReport;
import io.pagesync.run.Verdict;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only SQLite has: one lock for all writers, and a library that its driver unpacks. */
final class SqliteTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");

    @TempDir
    Path folder = Path.of("");

    private String url = "";

    @BeforeEach
    void name() {
        url = "jdbc:sqlite:" + folder.resolve("t.db");
    }

    @Test
    void fileLockedByAnother_isWrittenOnceTheLockIsGone() throws SQLException {
        try (Database database = impatient()) {
            TestRun.load(database, BY_ID, "{\"id\":1}");
            try (Connection other = DriverManager.getConnection(url);
                    Statement lock = other.createStatement()) {
                lock.execute("begin immediate");
                assertThatThrownBy(() -> database.transaction((connection, db) -> true))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("SQLITE_BUSY");
                lock.execute("rollback");
            }

            RunReport report = new TestRun(database, BY_ID, new WriteRetry(1, Duration.ZERO))
                    .load(TestRun.pages(List.of("{\"id\":2}")), 1);

            assertThat(report.failures()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void fileLockedByAnother_isToldAsSuch_afterAllAttempts() throws SQLException {
        try (Database database = impatient()) {
            TestRun.load(database, BY_ID, "{\"id\":1}");
            try (Connection other = DriverManager.getConnection(url);
                    Statement lock = other.createStatement()) {
                lock.execute("begin immediate");

                RunReport report = new TestRun(database, BY_ID, new WriteRetry(3, Duration.ZERO))
                        .load(TestRun.pages(List.of("{\"id\":2}")), 1);

                assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                        .contains("database is locked")
                        .endsWith("(after 3 attempts)"));
            }
        }
    }

    @Test
    void connectionOfTheHost_thatWasRefusedTheLock_canBeUsedAgain() throws SQLException {
        try (Connection one = DriverManager.getConnection(url + "?transaction_mode=IMMEDIATE&busy_timeout=20");
                Connection other = DriverManager.getConnection(url);
                Statement lock = other.createStatement();
                Database database = Database.of("main", always(one))) {
            lock.execute("begin immediate");
            assertThatThrownBy(() -> database.transaction((connection, db) -> true))
                    .isInstanceOf(SQLException.class);
            lock.execute("rollback");

            String answer = database.transaction((connection, db) -> "written");
            assertThat(answer).isEqualTo("written");
        }
    }

    @Test
    void library_thatCannotBeLoaded_isOneSentenceWithTheFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        SqliteLibrary.Loader refused = () -> {
            throw new UnsatisfiedLinkError("failed to map segment from shared object");
        };

        assertThat(SqliteLibrary.load(folder, () -> {})).isNull();
        assertThat(SqliteLibrary.load(folder, refused))
                .isEqualTo(
                        "SQLite cannot be loaded from the temporary folder " + folder + " (java.io.tmpdir): what is in"
                                + " it may not be executed (noexec); start Java with another, -Djava.io.tmpdir=FOLDER (the"
                                + " launcher's PAGESYNC_JAVA_OPTS)");
        assertThat(SqliteLibrary.load(folder.resolve("none"), refused)).contains("there is no such folder");
        assertThat(SqliteLibrary.load(file, refused)).contains("it is no folder");
    }

    @ParameterizedTest
    @CsvSource({"61, false, false", "61, true, true", "10, false, true"})
    void leftovers_areRemoved_onceNobodyUsesThem(long age, boolean used, boolean stay) throws IOException {
        Path library = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so"));
        Path lock = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so.lck"));
        Path another = Files.createFile(folder.resolve("sqlite-notes.txt"));
        FileTime then = FileTime.from(Instant.now().minusSeconds(age));
        for (Path each : List.of(library, lock, another)) {
            Files.setLastModifiedTime(each, then);
        }
        Path processes = Files.createDirectories(folder.resolve("proc/self")).getParent();
        Files.createFile(processes.resolve("self/maps"));
        Path process = Files.createDirectories(processes.resolve("77"));
        Files.writeString(
                process.resolve("maps"),
                used ? "7f00-7f01 r-xp 00000000 08:01 42 " + library + "\n" : "7f00-7f01 [heap]\n",
                StandardCharsets.UTF_8);

        new SqliteLeftovers(folder, processes).remove();

        assertThat(Files.exists(library)).isEqualTo(stay);
        assertThat(Files.exists(lock)).isEqualTo(stay);
        assertThat(another).exists();
    }

    @Test
    void leftovers_whereProcessesCannotBeSeen_stay() throws IOException {
        Path library = Files.createFile(folder.resolve("sqlite-3.51.0.0-0af1-libsqlitejdbc.so"));
        Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));

        new SqliteLeftovers(folder, folder.resolve("proc")).remove();

        assertThat(library).exists();
    }

    /** One connection, which waits 20 ms for the lock. */
    private Database impatient() {
        return Database.open(
                new DatabaseSettings("main", url + "?busy_timeout=20", null, () -> null, 1, Duration.ofSeconds(5)));
    }

    /** A pool that gives one connection again and again. */
    private static DataSource always(Connection connection) {
        Connection kept = (Connection) Proxy.newProxyInstance(
                SqliteTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!connection.getAutoCommit()) {
                            connection.setAutoCommit(true);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                SqliteTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> kept);
    }
}
