package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.page.Json;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Message;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped example, whose database and whose broker go away in turn and then together; run again as long as its runs end
 * without all pages, table and queue agree.
 */
final class ExampleOutageTest {
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void databaseAndBroker_eachAwayForAMoment_agreeAtTheEnd() throws Exception {
        requireAgreement(9_000, 8, Duration.ofMillis(300));
    }

    @Tag("long")
    @Test
    void databaseAndBroker_eachAwayForTenSeconds_agreeAtTheEnd() throws Exception {
        requireAgreement(60_000, 2, Duration.ofSeconds(10));
    }

    /** Both servers, as they are at the moment. */
    private static final class Servers implements AutoCloseable {
        private final Path data;
        private final TestBroker broker;
        private final int port;
        private EmbeddedPostgres postgres;

        Servers(Path folder) throws Exception {
            data = folder.resolve("postgres");
            postgres = builder().start();
            port = postgres.getPort();
            broker = TestBroker.start(Files.createDirectory(folder.resolve("broker")));
        }

        private EmbeddedPostgres.Builder builder() {
            return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        }

        void away(boolean database, boolean queues, Duration time) {
            try {
                if (database) {
                    postgres.close();
                }
                if (queues) {
                    broker.goAway();
                }
                LockSupport.parkNanos(time.toNanos());
                if (database) {
                    postgres = builder().setPort(port).start();
                }
                if (queues) {
                    broker.comeBack();
                }
            } catch (Exception e) {
                throw new IllegalStateException("a server does not come back", e);
            }
        }

        List<Integer> rows() throws SQLException {
            List<Integer> ids = new ArrayList<>();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from packages")) {
                while (rows.next()) {
                    ids.add(rows.getInt(1));
                }
            }
            return ids;
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            broker.close();
        }
    }

    private void requireAgreement(int records, int rate, Duration outage) throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.copy(Path.of("routes/packages.camel.yaml"), routes.resolve("packages.camel.yaml"));
        SandboxSettings settings =
                SandboxSettings.builder().records(records).rateLimit(0).build();
        try (Sandbox sandbox = Sandbox.start(settings);
                Servers servers = new Servers(folder)) {
            int pages = records / 500;
            CompletableFuture<Void> outages = CompletableFuture.runAsync(() -> {
                awaitRequests(sandbox, pages / 6);
                servers.away(true, false, outage);
                awaitRequests(sandbox, pages * 3 / 6);
                servers.away(false, true, outage);
                awaitRequests(sandbox, pages * 5 / 6);
                servers.away(true, true, outage);
            });
            Map<String, String> environment = Map.of(
                    "PAGESYNC_API_T3_BASE_URL",
                    sandbox.baseUri().toString(),
                    "PAGESYNC_API_T3_RATE_LIMIT",
                    rate + "",
                    "PAGESYNC_DATASOURCE_MAIN_URL",
                    "jdbc:postgresql://localhost:" + servers.port + "/postgres",
                    "PAGESYNC_DATASOURCE_MAIN_USER",
                    "postgres",
                    "PAGESYNC_DATASOURCE_MAIN_PASSWORD",
                    "none",
                    "PAGESYNC_JMS_URL",
                    servers.broker.url(),
                    "PAGESYNC_JMS_USER",
                    TestBroker.USER,
                    "PAGESYNC_JMS_PASSWORD",
                    TestBroker.PASSWORD);
            List<String> ends = runUntilComplete(environment);
            outages.get(LONG.toSeconds(), TimeUnit.SECONDS);

            List<Integer> all = IntStream.rangeClosed(1, records).boxed().toList();
            assertThat(servers.rows()).as("%s", ends).containsExactlyInAnyOrderElementsOf(all);
            List<Integer> queued = new ArrayList<>();
            for (Message message : servers.broker.take("packages", records)) {
                queued.add(Json.MAPPER
                        .readTree(message.getBody(String.class))
                        .path("id")
                        .intValue());
            }
            assertThat(queued).as("%s", ends).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static void awaitRequests(Sandbox sandbox, int number) {
        await().atMost(LONG).until(() -> sandbox.requests().size() >= number);
    }

    /** What each run has said. */
    private List<String> runUntilComplete(Map<String, String> environment) throws Exception {
        List<String> ends = new ArrayList<>();
        int code;
        do {
            assertThat(ends).as("runs").hasSizeLessThan(20);
            try (CommandProcess process = CommandProcess.start(
                    folder, Redirect.DISCARD, environment, List.of("-Dpagesync.home=" + folder), "run", "packages")) {
                code = process.exitCode(LONG);
                ends.add(code + ": " + process.err());
            }
            assertThat(code).as("%s", ends).isIn(0, 1, 4);
        } while (code != 0);
        return ends;
    }
}
