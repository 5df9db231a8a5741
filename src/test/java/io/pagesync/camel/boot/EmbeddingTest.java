package io.pagesync.camel.boot;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.main.Main;
import org.apache.camel.spi.BeanRepository;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Pagesync in a Camel context of somebody else's, from the jar alone. */
final class EmbeddingTest {
    private static final String TO_TABLE =
            "- to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: retrievedAt } }";

    private final String home = System.getProperty("pagesync.home", "");

    private Path folder;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        // No routes on disk: those in the jar.
        System.setProperty("pagesync.home", "");
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    private long rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("host.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from packages")) {
            return result.getLong(1);
        }
    }

    private static void awaitRun(HostContext host) {
        Awaitility.await().until(() -> !host.reports().isEmpty());
    }

    @Test
    void context_plain_runsASyncOnItsScheduleIntoTheHostsDataSource() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.dataSource("orders", folder.resolve("host.db"))
                    .routes(
                            "packages",
                            packages()
                                    .with("key", "id")
                                    .with("schedule", "* * * * * ?")
                                    .steps(TO_TABLE)
                                    .yaml())
                    .start();

            awaitRun(host);

            assertThat(host.reports().get(0).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(rows()).isEqualTo(250);
        }
    }

    @Test
    void context_ofCamelMain_runsASyncBesideKameletsOfItsOwn() throws Exception {
        Files.writeString(
                folder.resolve("packages.camel.yaml"),
                packages().with("key", "id").steps(TO_TABLE).yaml());
        Files.createDirectory(folder.resolve("kamelets"));
        Main main = new Main();
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.main-listener-classes", PagesyncListener.class.getName());
        main.addInitialProperty("camel.component.kamelet.location", "file:" + folder.resolve("kamelets"));
        main.addInitialProperty("pagesync.api.t3.base-url", sandbox.baseUri().toString());
        main.addInitialProperty("pagesync.api.t3.rate-limit", "0");
        main.addInitialProperty("pagesync.datasource.main.url", "jdbc:sqlite:" + folder.resolve("host.db"));
        main.start();
        try {
            RunReport report = Pipeline.run(main.getCamelContext(), "packages");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(rows()).isEqualTo(250);
        } finally {
            main.stop();
        }
    }

    @Test
    void context_withoutAnythingOfOurs_staysAsItWas() throws Exception {
        try (HostContext host = new HostContext()) {
            host.routes("own", "- from: { uri: direct:own, steps: [ { log: own } ] }")
                    .start();

            CamelContext context = host.context();
            assertThat(context.getRoutes()).hasSize(1);
            assertThat(context.getManagementStrategy().getEventNotifiers()).isEmpty();
            assertThat(context.getExecutorServiceManager().getThreadPoolProfile("deliver"))
                    .isNull();
            assertThat(context.hasComponent("kamelet")).isNull();
        }
    }

    @Test
    void context_withASync_keepsItsShutdownTimeoutItsPoolsAndItsKameletLocation() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            CamelContext context = host.context();
            context.getExecutorServiceManager()
                    .registerThreadPoolProfile(new ThreadPoolProfileBuilder("deliver")
                            .poolSize(3)
                            .maxPoolSize(3)
                            .build());
            context.getComponent("kamelet", KameletComponent.class).setLocation("file:" + folder);
            context.getShutdownStrategy().setTimeout(7);
            host.set("pagesync.shutdown-timeout", "99s")
                    .routes("packages", packages().yaml())
                    .start();

            assertThat(context.getShutdownStrategy().getTimeout()).isEqualTo(7);
            assertThat(context.getExecutorServiceManager()
                            .getThreadPoolProfile("deliver")
                            .getPoolSize())
                    .isEqualTo(3);
            assertThat(context.getComponent("kamelet", KameletComponent.class).getLocation())
                    .isEqualTo("file:" + folder + ",classpath:kamelets");
            assertThat(Pipeline.run(context, "packages").verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void schedules_switchedOff_areNotStarted() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.set("pagesync.schedules", "false")
                    .routes(
                            "packages",
                            packages().with("schedule", "* * * * * ?").yaml())
                    .start();

            assertThat(host.context().getRoute("pagesync-schedule-packages")).isNull();
            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void setting_thatIsNone_stopsTheStartWithItsNearestName() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.set("pagesync.schedule", "false");

            assertThatThrownBy(host::start)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("there is no setting pagesync.schedule (initial); did you mean pagesync.schedules?");
        }
    }

    @Test
    void sync_withoutAnySetting_saysWhichApiIsMissing() throws Exception {
        try (HostContext host = new HostContext()) {
            host.routes("packages", packages().yaml());

            assertThatThrownBy(host::start)
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .hasRootCauseMessage("there is no API named 't3'; set pagesync.api.t3.base-url");
        }
    }

    @Test
    void dataSources_severalAndNoneNamed_areNotGuessedAt() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.dataSource("orders", folder.resolve("host.db"))
                    .dataSource("stock", folder.resolve("stock.db"))
                    .routes(
                            "packages",
                            packages().with("key", "id").steps(TO_TABLE).yaml());

            assertThatThrownBy(host::start)
                    .hasRootCauseInstanceOf(InvalidSettingException.class)
                    .hasRootCauseMessage("there are several DataSources and none is named main; name one of orders,"
                            + " stock in the parameter dataSource of kamelet:database-sink");
        }
    }

    @Test
    void dataSource_withoutAName_isTheHosts() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("host.db"));
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.beans(new UnnamedBean(source))
                    .routes(
                            "packages",
                            packages().with("key", "id").steps(TO_TABLE).yaml())
                    .start();

            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(rows()).isEqualTo(250);
        }
    }

    @Test
    void dataSource_namedRaw_isFound() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.dataSource("orders", folder.resolve("host.db"))
                    .dataSource("stock", folder.resolve("stock.db"))
                    .routes(
                            "packages",
                            packages()
                                    .with("key", "id")
                                    .steps("- to: { uri: kamelet:database-sink, parameters: { table: RAW(packages),"
                                            + " dataSource: RAW(orders) } }")
                                    .yaml())
                    .start();

            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(rows()).isEqualTo(250);
        }
    }

    @Test
    void contexts_two_runTheirSyncsApart() throws Exception {
        try (HostContext one = HostContext.of(sandbox.sandbox());
                HostContext two = HostContext.of(sandbox.sandbox())) {
            one.routes("packages", packages().yaml()).start();
            two.routes("packages", packages().yaml()).start();
            one.context().stop();

            assertThat(Pipeline.run(two.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(one.reports()).isEmpty();
        }
    }

    @Test
    void context_stoppedAndStartedAgain_runsItsSyncsAgain() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            host.dataSource("orders", folder.resolve("host.db"))
                    .routes(
                            "packages",
                            packages()
                                    .with("key", "id")
                                    .with("schedule", "* * * * * ?")
                                    .steps(TO_TABLE)
                                    .yaml())
                    .start();
            awaitRun(host);
            host.context().stop();
            host.reports().clear();

            // Camel empties a registry of its own when it stops.
            host.dataSource("orders", folder.resolve("host.db")).start();
            awaitRun(host);

            assertThat(host.reports().get(0).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(host.reports().get(0).destinations())
                    .singleElement()
                    .asString()
                    .contains("250 records, 0 rows written");
        }
    }

    /** A host's beans, as containers show them that know their beans by type: Quarkus' default DataSource has no name. */
    private record UnnamedBean(Object bean) implements BeanRepository {
        @Override
        public @Nullable Object lookupByName(String name) {
            return null;
        }

        @Override
        public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
            return null;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            return Map.of();
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return type.isInstance(bean) ? Set.of(type.cast(bean)) : Set.of();
        }
    }
}
