package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million records into PostgreSQL by a process of 256 MB, while the server is restarted. */
@Tag("long")
final class MillionRowsTest {
    private static final int RECORDS = 1_000_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void run_intoAServerThatIsRestarted_hasEachRecordOnce() throws Exception {
        Path data = folder.resolve("data");
        SandboxSettings settings =
                SandboxSettings.builder().records(RECORDS).rateLimit(0).build();
        EmbeddedPostgres server = start(data, 0);
        int port = server.getPort();
        try (Sandbox sandbox = Sandbox.start(settings);
                CommandProcess run = run(sandbox, port)) {
            await().until(() -> sandbox.requests().size() > 400);
            server.close();
            server = start(data, port);

            assertThat(run.exitCode(Duration.ofMinutes(3))).as(run.err()).isZero();
            assertThat(run.err()).contains("COMPLETE   1,000,000 of 1,000,000 records in 2,000 pages");
            assertThat(count(server)).isEqualTo("1000000|1000000|1|1000000");
        } finally {
            server.close();
        }
    }

    private CommandProcess run(Sandbox sandbox, int port) throws IOException {
        packages()
                .pageSize(500)
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: packages } }")
                .write(folder);
        Map<String, String> environment = Map.of(
                "PAGESYNC_API_T3_BASE_URL", sandbox.baseUri().toString(),
                "PAGESYNC_API_T3_RATE_LIMIT", "0",
                "PAGESYNC_DATASOURCE_MAIN_URL", "jdbc:postgresql://localhost:" + port + "/postgres",
                "PAGESYNC_DATASOURCE_MAIN_USER", "postgres",
                "PAGESYNC_DATASOURCE_MAIN_PASSWORD", "s3cret");
        List<String> options = List.of("-Xmx256m", "-XX:TieredStopAtLevel=4", "-Dpagesync.home=" + folder);
        return CommandProcess.start(folder, Redirect.DISCARD, environment, options, "run", "packages");
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private static String count(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var result =
                        statement.executeQuery("select count(*), count(distinct id), min(id), max(id) from packages")) {
            result.next();
            return String.join("|", result.getString(1), result.getString(2), result.getString(3), result.getString(4));
        }
    }
}
