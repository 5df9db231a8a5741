package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed by the system behind the commit of changes and before they are sent: they go out with the next start. */
final class ChangesKilledTest {
    @TempDir
    private Path folder = Path.of("");

    private final Set<String> taken = new ConcurrentSkipListSet<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer endpoint;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.setExecutor(threads);
        endpoint.createContext("/changes", exchange -> {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.add(exchange.getRequestHeaders().getFirst("PagesyncChangeId"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        sandbox = Sandbox.start(
                SandboxSettings.builder().records(300).retrievedAtVaries(false).build());
        packages()
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: packages, changes: 'http://127.0.0.1:"
                        + endpoint.getAddress().getPort() + "/changes' } }")
                .write(folder);
    }

    @AfterEach
    void stop() {
        answers.countDown();
        endpoint.stop(0);
        threads.shutdownNow();
        sandbox.close();
    }

    private Set<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            Set<String> rows = new TreeSet<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private CommandProcess start(String... arguments) throws IOException {
        return CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of(
                        "PAGESYNC_API_T3_BASE_URL",
                        sandbox.baseUri().toString(),
                        "PAGESYNC_API_T3_RATE_LIMIT",
                        "0",
                        "PAGESYNC_DATASOURCE_MAIN_URL",
                        "jdbc:sqlite:" + folder.resolve("test.db")),
                List.of("-Dpagesync.home=" + folder),
                arguments);
    }

    /** What was committed, and not sent. */
    private Set<String> kill() throws Exception {
        try (CommandProcess killed = start("run", "packages")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(killed.process().isAlive()).as(killed::err).isTrue();
                return asked.getCount() == 0;
            });
            killed.process().destroyForcibly().waitFor();
        }
        assertThat(taken).isEmpty();
        Set<String> left = query("select id from pagesync_changes");
        assertThat(left).isNotEmpty();
        answers.countDown();
        return left;
    }

    @Test
    void nextRun_sendsWhatAKilledOneHasLeft() throws Exception {
        Set<String> left = kill();

        try (CommandProcess next = start("run", "packages")) {
            assertThat(next.exitCode()).as(next::err).isZero();
            assertThat(next.err()).contains("COMPLETE   300 of 300 records");
        }

        assertThat(taken).containsAll(left).hasSize(300);
        assertThat(query("select id from pagesync_changes")).isEmpty();
    }

    @Test
    void serve_sendsWhatAKilledRunHasLeft() throws Exception {
        Set<String> left = kill();

        try (CommandProcess serve = start("serve")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(serve.process().isAlive()).as(serve::err).isTrue();
                return query("select id from pagesync_changes").isEmpty();
            });
            serve.signal("TERM");
            assertThat(serve.exitCode()).as(serve::err).isEqualTo(143);
        }

        assertThat(taken).containsAll(left);
    }
}
