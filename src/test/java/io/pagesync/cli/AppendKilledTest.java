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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that appends, killed by the system and run again: the run goes on, and no record is doubled. */
final class AppendKilledTest {

    @TempDir
    private Path folder = Path.of("");

    /** A database as the process and the test see it. */
    private record Target(String url, String user, String password) {
        long query(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                return result.next() ? result.getLong(1) : 0;
            }
        }

        /** None, as long as there is no table. */
        long rows() {
            try {
                return query("select count(*) from packages");
            } catch (SQLException e) {
                return 0;
            }
        }
    }

    @Test
    void run_afterKill9_intoSqlite_goesOnAndDoublesNothing() throws Exception {
        killAndRunAgain(new Target("jdbc:sqlite:" + folder.resolve("test.db"), "", ""));
    }

    @Test
    void run_afterKill9_intoPostgres_goesOnAndDoublesNothing() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            killAndRunAgain(
                    new Target("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "s3cret"));
        }
    }

    private void killAndRunAgain(Target target) throws Exception {
        packages()
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: packages, mode: append } }")
                .write(folder);
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().records(1_000).build())) {
            try (CommandProcess killed = run(sandbox, target, "2")) {
                await().until(() -> {
                    assertThat(killed.process().isAlive()).as(killed::err).isTrue();
                    return target.rows() > 0;
                });
                killed.process().destroyForcibly().waitFor();
            }
            long left = target.query("select count(*) from packages");
            assertThat(left).isBetween(100L, 999L);

            try (CommandProcess again = run(sandbox, target, "0")) {
                assertThat(again.exitCode()).as(again::err).isZero();
                assertThat(again.err())
                        .contains("COMPLETE   1,000 of 1,000 records")
                        .contains("goes on with what this run had by ");
            }
            assertThat(target.query("select count(*) from packages")).isEqualTo(1_000);
            assertThat(target.query("select count(distinct id) from packages")).isEqualTo(1_000);
        }
    }

    private CommandProcess run(Sandbox sandbox, Target target, String rate) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PAGESYNC_API_T3_BASE_URL", sandbox.baseUri().toString(),
                "PAGESYNC_API_T3_RATE_LIMIT", rate,
                "PAGESYNC_DATASOURCE_MAIN_URL", target.url()));
        if (!target.user().isEmpty()) {
            environment.put("PAGESYNC_DATASOURCE_MAIN_USER", target.user());
            environment.put("PAGESYNC_DATASOURCE_MAIN_PASSWORD", target.password());
        }
        return CommandProcess.start(
                folder, Redirect.DISCARD, environment, List.of("-Dpagesync.home=" + folder), "run", "packages");
    }
}
