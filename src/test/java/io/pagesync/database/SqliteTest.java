package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite has one lock for all writers, also for those of other processes. */
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

            RunReport report = new TestRun(database, BY_ID, WriteRetry.from(1, Duration.ZERO))
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

                RunReport report = new TestRun(database, BY_ID, WriteRetry.from(3, Duration.ZERO))
                        .load(TestRun.pages(List.of("{\"id\":2}")), 1);

                assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                        .contains("database is locked")
                        .endsWith("(after 3 attempts)"));
            }
        }
    }

    @Test
    void fileThatIsMovedOrReplaced_isWrittenNoMore_untilItIsBack() throws Exception {
        Path file = folder.resolve("t.db");
        Path elsewhere = folder.resolve("elsewhere.db");
        try (Database database = impatient()) {
            TestRun.load(database, BY_ID, "{\"id\":1}");
            Files.move(file, elsewhere);

            RunReport report = new TestRun(database, BY_ID, WriteRetry.from(1, Duration.ZERO))
                    .load(TestRun.pages(List.of("{\"id\":2}")), 1);

            String sentence =
                    "the file " + file + " of data source main was moved, removed or replaced while it was in use,"
                            + " so nothing more is written to it; put it back, or start Pagesync again";
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .contains(sentence));
            assertThatThrownBy(database::toBeMade).hasMessage(sentence);
            Files.createFile(file);
            assertThatThrownBy(() -> database.transaction((connection, db) -> true))
                    .hasMessage(sentence);
            Files.move(elsewhere, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(database.<Boolean>transaction((connection, db) -> true)).isTrue();
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
