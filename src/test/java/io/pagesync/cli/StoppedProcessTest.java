package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.SqlRows;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is stopped (SIGSTOP) until its lease has run out, and wakes up when another one has taken its run over and
 * brought it to its end: it writes nothing more, neither into the table nor into the ledger, and says why it ends.
 */
final class StoppedProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAGES = 20;
    private static final int SIZE = 5;
    /** Pages behind this one are not answered as long as the first process runs. */
    private static final int OPEN = 10;

    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch gate = new CountDownLatch(1);
    private String url = "";

    @BeforeEach
    void onlyWhereProcessesCanBeSeen() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
        url = "jdbc:sqlite:" + folder.resolve("items.db") + "?busy_timeout=500";
        bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }")
                .write(folder);
    }

    @Test
    void run_stoppedUntilAnotherHasTakenItOver_writesNothingMoreAndEndsWithASentence() throws Exception {
        try (NumberedServer server = NumberedServer.start(this::answerUpToTheGate);
                CommandProcess first = start(server, "first")) {
            await().until(() -> {
                assertThat(first.process().isAlive()).as(first::err).isTrue();
                return server.asked().stream().anyMatch(page -> page > OPEN) && pagesInLedger() == OPEN;
            });
            stopWithItsLeaseRunOut(first);

            server.answer(StoppedProcessTest::answer);
            try (CommandProcess second = start(server, "second")) {
                assertThat(second.exitCode(LONG)).as(second::err).isZero();
                assertThat(second.err())
                        .contains("goes on with what this run had", "COMPLETE   100 of 100 records in 20 pages");
            }
            List<String> before = everything();

            first.signal("CONT");
            gate.countDown();

            assertThat(first.exitCode(LONG)).as(first::err).isPositive();
            assertThat(first.err())
                    .contains("another process has taken run ", " over (PID ", "nothing more is written here")
                    .doesNotContain("COMPLETE", "\tat ");
            assertThat(everything()).isEqualTo(before);
        }
    }

    private Answer answerUpToTheGate(int page) {
        if (page > OPEN) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return answer(page);
    }

    private static Answer answer(int page) {
        return Answer.numbered(page, PAGES, SIZE);
    }

    private CommandProcess start(NumberedServer server, String name) throws IOException {
        return CommandProcess.start(
                Files.createDirectory(folder.resolve(name)),
                Redirect.DISCARD,
                Map.of(
                        "PAGESYNC_API_T3_BASE_URL",
                        server.baseUri().toString(),
                        "PAGESYNC_API_T3_RATE_LIMIT",
                        "0",
                        "PAGESYNC_API_T3_CONCURRENCY",
                        "2",
                        "PAGESYNC_DATASOURCE_MAIN_URL",
                        "jdbc:sqlite:" + folder.resolve("items.db")),
                List.of("-Dpagesync.home=" + folder),
                "run",
                "items");
    }

    /** Stops it where it holds no lock of the database, and makes of its lease one that has run out. */
    private void stopWithItsLeaseRunOut(CommandProcess process) {
        await().until(() -> {
            process.signal("STOP");
            await().until(() -> isStopped(process));
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate("update pagesync_leases set \"until\" = 1") == 1;
            } catch (SQLException e) {
                // It was stopped while it renewed its lease.
                process.signal("CONT");
                return false;
            }
        });
    }

    private static boolean isStopped(CommandProcess process) throws IOException {
        String stat = Files.readString(
                Path.of("/proc", Long.toString(process.process().pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
    }

    private long pagesInLedger() {
        try {
            return rows("select count(*) from pagesync_pages").stream()
                    .mapToLong(row -> Long.parseLong(row.strip()))
                    .sum();
        } catch (SQLException e) {
            // It is not there yet, or locked.
            return 0;
        }
    }

    /** All rows of the table, of its marks and of the ledger. */
    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of(
                "items",
                "pagesync_marks",
                "pagesync_leases",
                "pagesync_runs",
                "pagesync_partitions",
                "pagesync_pages")) {
            rows("select * from " + table).stream().sorted().forEach(row -> all.add(table + row));
        }
        return all;
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return SqlRows.of(connection, sql);
        }
    }
}
