package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nights of a collection that loses ten records and gains ten, mirrored into one table and replacing another, on SQLite
 * and PostgreSQL, by processes that are killed at random moments: no row of a live record ever goes, and those that are
 * gone do in the end.
 */
final class CrashedModesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAGES = 100;
    private static final int SIZE = 5;
    private static final int RECORDS = PAGES * SIZE;
    private static final int GONE = 10;
    private static final List<String> TABLES = List.of("mirrored", "replaced");

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(CrashTest.SEED);
    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void nights_whoseProcessesAreKilled_loseNoLiveRow() throws Exception {
        nights(3);
    }

    @Tag("hours")
    @Test
    void nights_whoseProcessesAreKilledOften_loseNoLiveRow() throws Exception {
        nights(100);
    }

    private Answer answer(int page) {
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        int last = page > PAGES ? 0 : page * SIZE;
        return Answer.page(
                "\"total\":" + RECORDS + ",\"pageSize\":" + SIZE + ",",
                page > PAGES ? 1 : gone.get() + last - SIZE + 1,
                page > PAGES ? 0 : gone.get() + last);
    }

    private void nights(int kills) throws Exception {
        try (NumberedServer server = NumberedServer.start(this::answer);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            bare("items")
                    .with("api", "t3")
                    .with("path", "/items")
                    .with("key", "id")
                    .steps("""
                            - multicast:
                                parallelProcessing: true
                                executorService: deliver
                                steps:
                                  - to: { uri: kamelet:database-sink, parameters: { table: mirrored, mode: mirror } }
                                  - to: { uri: kamelet:database-sink, parameters: { table: replaced, mode: replace } }
                                  - to: { uri: kamelet:database-sink, parameters: { table: mirrored, mode: mirror, dataSource: second } }
                                  - to: { uri: kamelet:database-sink, parameters: { table: replaced, mode: replace, dataSource: second } }
                            """)
                    .write(folder);
            Map<String, String> databases = Map.of(
                    "jdbc:sqlite:" + folder.resolve("items.db"), "",
                    "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres");
            night(server, postgres, 0, databases);
            requireLive(databases, 1, RECORDS);
            gone.set(GONE);
            night(server, postgres, kills, databases);
            requireLive(databases, GONE + 1, RECORDS + GONE);
            night(server, postgres, kills, databases);
            for (Map.Entry<String, String> database : databases.entrySet()) {
                for (String table : TABLES) {
                    assertThat(query(database, "select count(*) * 1000000 + min(id) from " + table))
                            .as(table + " in " + database.getKey())
                            .isEqualTo(RECORDS * 1_000_000L + GONE + 1);
                }
            }
        }
    }

    /** A run, whose processes are killed so often. */
    private void night(NumberedServer server, EmbeddedPostgres postgres, int kills, Map<String, String> databases)
            throws Exception {
        Map<String, String> environment = Map.of(
                "PAGESYNC_API_T3_BASE_URL",
                server.baseUri().toString(),
                "PAGESYNC_API_T3_RATE_LIMIT",
                "0",
                "PAGESYNC_API_T3_CONCURRENCY",
                "4",
                "PAGESYNC_DATASOURCE_MAIN_URL",
                "jdbc:sqlite:" + folder.resolve("items.db"),
                "PAGESYNC_DATASOURCE_SECOND_URL",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                "PAGESYNC_DATASOURCE_SECOND_USER",
                "postgres",
                "PAGESYNC_DATASOURCE_SECOND_PASSWORD",
                "none");
        for (int killed = 0; ; killed++) {
            int before = server.asked().size();
            try (CommandProcess process = CommandProcess.start(
                    folder, Redirect.DISCARD, environment, List.of("-Dpagesync.home=" + folder), "run", "items")) {
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> server.asked().size() > before
                                || !process.process().isAlive());
                if (killed < kills && !process.process().waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS)) {
                    process.process().destroyForcibly().waitFor();
                    requireLive(databases, GONE + 1, RECORDS);
                    continue;
                }
                assertThat(process.exitCode(LONG)).as(process::err).isZero();
                assertThat(process.err()).contains("COMPLETE   500 of 500 records in 100 pages");
                return;
            }
        }
    }

    private static void requireLive(Map<String, String> databases, int from, int to) throws SQLException {
        for (Map.Entry<String, String> database : databases.entrySet()) {
            for (String table : TABLES) {
                assertThat(query(
                                database, "select count(*) from " + table + " where id between " + from + " and " + to))
                        .as(table + " in " + database.getKey())
                        .isEqualTo(to - from + 1);
            }
        }
    }

    private static long query(Map.Entry<String, String> database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.getKey(), database.getValue(), "none");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}
