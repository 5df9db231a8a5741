package io.pagesync.test;

import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.Databases;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.page.JsonRecord;
import io.pagesync.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs syncs from a file of routes, as {@code pagesync run} does, against APIs that the test serves. Each test has an engine,
 * APIs, a folder and a database of its own, which begin with its first {@link #run} and end with the test.
 *
 * <pre>{@code
 * @RegisterExtension
 * final SyncExtension sync = SyncExtension.of(Path.of("routes/packages.camel.yaml"))
 *         .api("t3", ServedApi.recorded(Path.of("recordings/packages")))
 *         .mock("jms:*");
 *
 * @Test
 * void everyPackage_isARow() {
 *     assertThat(sync.run().verdict()).isEqualTo(Verdict.COMPLETE);
 *     assertThat(sync.query("SELECT count(*) AS n FROM packages").get(0)).containsEntry("n", 250);
 * }
 * }</pre>
 *
 * <p>Of the project's {@code application.properties} counts what says how an API's pages are asked for and read, and every
 * placeholder of the routes; where anything is, who asks and how fast is the test's: an API has no rate limit and asks for no
 * log-in, the data source {@code main} is an SQLite file of the test's, the ledger is in memory, and there is no broker.
 * {@link #set} sets anything else. Not safe for use by several threads.
 */
public final class SyncExtension implements AfterEachCallback {
    private static final String MAIN = "main";
    private static final Path OF_AN_INSTALLATION = Path.of("config", "application.properties");

    private final Path routes;
    private final Map<String, ServedApi> apis = new TreeMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final List<String> mocks = new ArrayList<>();
    private final HandedOver handedOver = new HandedOver();
    private String properties = Files.exists(OF_AN_INSTALLATION)
            ? "file:" + OF_AN_INSTALLATION
            : "classpath:application.properties;optional=true";
    private @Nullable Engine engine;
    private @Nullable Path folder;

    private SyncExtension(Path routes) {
        this.routes = routes;
    }

    /**
     * The syncs of a file.
     *
     * @param routes in Camel's YAML, relative to the folder that the tests run in
     */
    public static SyncExtension of(Path routes) {
        return new SyncExtension(routes);
    }

    /** Serves an API under the name that the sync calls it by. */
    public SyncExtension api(String name, ServedApi served) {
        requireNotStarted();
        apis.put(name, served);
        return this;
    }

    /**
     * Sets a setting or any other property of Camel, which goes before all others.
     *
     * @param key such as {@code pagesync.api.t3.rate-limit}
     */
    public SyncExtension set(String key, String value) {
        requireNotStarted();
        set.put(key, value);
        return this;
    }

    /** Other properties than those in {@code config/application.properties}, or without it on the class path. */
    public SyncExtension properties(Path file) {
        requireNotStarted();
        properties = "file:" + file;
        return this;
    }

    /**
     * Has a {@code mock:} endpoint take what is sent to others, which get nothing.
     *
     * @param pattern of their URIs, as Camel's mockEndpointsAndSkip has it: {@code jms:*}, {@code kamelet:queue-sink*}
     */
    public SyncExtension mock(String pattern) {
        requireNotStarted();
        mocks.add(pattern);
        return this;
    }

    /**
     * Runs the file's one sync to its end.
     *
     * @throws PagesyncException if it cannot start, in one sentence
     * @throws IllegalStateException if there are several
     */
    public RunReport run() {
        List<Sync> all = Syncs.of(context()).all();
        if (all.size() != 1) {
            throw new IllegalStateException(routes + " has "
                    + (all.isEmpty()
                            ? "no sync: none of its routes begins with kamelet:collection-source"
                            : "several syncs; name one of "
                                    + all.stream().map(Sync::name).toList()));
        }
        return run(all.get(0).name());
    }

    /**
     * Runs a sync to its end.
     *
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public RunReport run(String sync) {
        handedOver.forget(sync);
        return Pipeline.run(context(), Syncs.of(context()).get(sync).name());
    }

    /**
     * The records that the last run of a sync has handed to its steps, byte for byte as they came, by page.
     *
     * @return empty before the first run
     */
    public List<JsonRecord> records(String sync) {
        return handedOver.records(sync);
    }

    /** An API that is served. */
    public ServedApi api(String name) {
        ServedApi served = apis.get(name);
        if (served == null) {
            throw new IllegalArgumentException("There is no API " + name + " here, only " + apis.keySet());
        }
        return served;
    }

    /** The mock endpoint in the place of one that {@link #mock} names, by that one's URI without its parameters. */
    public MockEndpoint mocked(String uri) {
        return context().getEndpoint("mock:" + uri.replace("//", ""), MockEndpoint.class);
    }

    /** What a query finds in the data source main. */
    public List<Map<String, @Nullable Object>> query(String sql) {
        return query(MAIN, sql);
    }

    /**
     * What a query finds in a data source.
     *
     * @return a map a row, by the names of its columns, in their order
     */
    public List<Map<String, @Nullable Object>> query(String dataSource, String sql) {
        try {
            return Databases.of(context()).get(dataSource).transaction(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(sql)) {
                    return rows(rows);
                }
            });
        } catch (SQLException e) {
            throw new PagesyncException("the query of " + dataSource + " failed: " + e.getMessage(), e);
        }
    }

    /** The Camel context that the syncs are in, which starts with this if it has not. */
    public CamelContext context() {
        Engine running = engine;
        if (running == null) {
            running = started();
            engine = running;
        }
        return running.context();
    }

    private Engine started() {
        if (!Files.isRegularFile(routes)) {
            throw new IllegalStateException("There is no file " + routes.toAbsolutePath());
        }
        Map<String, String> own = new LinkedHashMap<>(set);
        own.putIfAbsent("pagesync.datasource.main.url", "jdbc:sqlite:" + folder().resolve("pagesync.db"));
        Map<String, URI> served = new TreeMap<>();
        apis.forEach((name, api) -> served.put(name, api.baseUri()));
        return Engine.apart(properties, "file:" + routes, Map.copyOf(set), pipeline -> {
            CamelContext context = pipeline.context();
            context.getCamelContextExtension().addInterceptStrategy(handedOver);
            mocks.forEach(pattern -> context.getCamelContextExtension()
                    .registerEndpointCallback(new InterceptSendToMockEndpointStrategy(pattern, true)));
            pipeline.addAll(
                    TestSettings.of(pipeline.read(Map.of()), served, ours(own)).requireSound());
        });
    }

    private static Map<String, String> ours(Map<String, String> all) {
        Map<String, String> ours = new TreeMap<>(all);
        ours.keySet().removeIf(key -> !key.startsWith("pagesync."));
        return ours;
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        end();
    }

    /** Ends what the test has begun. */
    void end() throws IOException {
        if (engine != null) {
            engine.close();
            engine = null;
        }
        apis.values().forEach(ServedApi::stop);
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            folder = null;
        }
    }

    /** A folder of the test's own, which is removed when it ends. */
    public Path folder() {
        try {
            Path there = folder == null ? Files.createTempDirectory("pagesync-test") : folder;
            folder = there;
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireNotStarted() {
        if (engine != null) {
            throw new IllegalStateException("The sync has been run already; say this before the first run");
        }
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        while (rows.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), rows.getObject(i));
            }
            all.add(row);
        }
        return all;
    }
}
