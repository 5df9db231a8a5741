package io.pagesync.cli;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.testing.SqlRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL, a broker, and processes of the command line that are a cluster by them. */
final class ClusterOfProcesses implements AutoCloseable {
    private static final String PASSWORD = "s3cret";

    private final EmbeddedPostgres postgres;
    private final TestBroker broker;

    private ClusterOfProcesses(EmbeddedPostgres postgres, TestBroker broker) {
        this.postgres = postgres;
        this.broker = broker;
    }

    static ClusterOfProcesses start() throws Exception {
        return new ClusterOfProcesses(EmbeddedPostgres.builder().start(), TestBroker.start());
    }

    /**
     * Starts a process.
     *
     * @param home where its routes are; below it is its working directory
     * @param name its working directory's, which is made
     */
    CommandProcess start(Path home, URI api, int rate, int concurrency, String name, String... arguments)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PAGESYNC_API_T3_BASE_URL", api.toString());
        environment.put("PAGESYNC_API_T3_RATE_LIMIT", Integer.toString(rate));
        environment.put("PAGESYNC_API_T3_CONCURRENCY", Integer.toString(concurrency));
        environment.put("PAGESYNC_DATASOURCE_MAIN_URL", url());
        environment.put("PAGESYNC_DATASOURCE_MAIN_USER", "postgres");
        environment.put("PAGESYNC_DATASOURCE_MAIN_PASSWORD", PASSWORD);
        environment.put("PAGESYNC_JMS_URL", broker.url());
        environment.put("PAGESYNC_JMS_USER", TestBroker.USER);
        environment.put("PAGESYNC_JMS_PASSWORD", TestBroker.PASSWORD);
        environment.put("PAGESYNC_CLUSTER_ENABLED", "true");
        return CommandProcess.start(
                Files.createDirectory(home.resolve(name)),
                Redirect.DISCARD,
                environment,
                List.of("-Dpagesync.home=" + home),
                arguments);
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    /** The values of a query, row by row; none if its tables are not there yet. */
    List<String> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", PASSWORD)) {
            return SqlRows.of(connection, sql);
        } catch (SQLException e) {
            return List.of();
        }
    }

    /** How many pages of a sync are in its table. */
    int delivered(String sync) {
        List<String> count = rows("select count(*) from pagesync_marks where sync = '" + sync + "'");
        return count.isEmpty() ? 0 : Integer.parseInt(count.get(0));
    }

    @Override
    public void close() throws IOException {
        broker.close();
        postgres.close();
    }
}
