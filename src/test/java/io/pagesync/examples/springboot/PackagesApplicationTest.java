package io.pagesync.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.jms.TestBroker;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.jooq.JooqAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The example, started as its main method would. */
final class PackagesApplicationTest {
    private final String home = System.getProperty("pagesync.home", "");
    private final String logging = System.getProperty("org.springframework.boot.logging.LoggingSystem", "");
    private Path folder;

    @RegisterExtension
    private final SandboxExtension sandbox =
            SandboxExtension.of(SandboxSettings.builder().records(1234).authRequired(true));

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        System.setProperty("pagesync.home", "");
        // Spring Boot would set up anew the logging of the tests that follow in this process.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Files.writeString(folder.resolve("key"), "demo-key");
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", logging);
    }

    private ConfigurableApplicationContext application(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.config.location=classpath:examples/springboot/application.properties",
                "t3.url=" + sandbox.baseUri(),
                "t3.key-file=" + folder.resolve("key"),
                "warehouse.file=" + folder.resolve("warehouse.db")));
        all.addAll(Arrays.asList(properties));
        SpringApplication application = new SpringApplicationBuilder(PackagesApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("meters", new SimpleMeterRegistry()))
                .build();
        return application.run(all.stream().map(each -> "--" + each).toArray(String[]::new));
    }

    private static long rows(ConfigurableApplicationContext application) throws SQLException {
        try (Connection connection = application.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from packages")) {
            return result.getLong(1);
        }
    }

    @Test
    void application_withAScheduledSync_fillsItsOwnDatabaseByItself() throws SQLException {
        try (ConfigurableApplicationContext application = application()) {
            MeterRegistry meters = application.getBean(MeterRegistry.class);
            Awaitility.await()
                    .until(() -> meters.get("pagesync.runs")
                                    .tag("verdict", "complete")
                                    .timer()
                                    .count()
                            > 0);

            assertThat(rows(application)).isEqualTo(1234);
            assertThat(sandbox.sandbox().logIns()).isEqualTo(1);
        }
    }

    @Test
    void application_withoutASchedule_isAskedByItsOwnCode() throws SQLException {
        try (ConfigurableApplicationContext application = application("pagesync.schedules=false")) {
            RunReport report = Pipeline.run(application.getBean(CamelContext.class), "packages");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(rows(application)).isEqualTo(1234);
            MeterRegistry meters = application.getBean(MeterRegistry.class);
            assertThat(meters.get("pagesync.runs")
                            .tags("sync", "packages", "verdict", "complete")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("pagesync.records")
                            .tags("sync", "packages", "state", "delivered")
                            .functionCounter()
                            .count())
                    .isEqualTo(1234);
            assertThat(meters.get("pagesync.pages")
                            .tag("state", "delivered")
                            .functionCounter()
                            .count())
                    .isEqualTo(13);
            assertThat(meters.get("pagesync.requests")
                            .tag("status", "2xx")
                            .timer()
                            .count())
                    .isEqualTo(report.traffic().requests());
        }
    }

    @Test
    void application_withABroker_sendsThroughTheConnectionFactoryOfSpringBoot() throws Exception {
        try (TestBroker broker = TestBroker.start();
                ConfigurableApplicationContext application = application(
                        "camel.main.routes-include-pattern=classpath:examples/springboot-jms/*.camel.yaml",
                        "spring.autoconfigure.exclude=" + JooqAutoConfiguration.class.getName(),
                        "spring.artemis.embedded.enabled=false",
                        "spring.artemis.broker-url=" + broker.url(),
                        "spring.artemis.user=" + TestBroker.USER,
                        "spring.artemis.password=" + TestBroker.PASSWORD)) {
            RunReport report = Pipeline.run(application.getBean(CamelContext.class), "packages");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(application.getBean(ConnectionFactory.class)).isInstanceOf(CachingConnectionFactory.class);
            assertThat(broker.take("packages", 1234)).hasSize(1234);
        }
    }

    @Test
    void application_closed_leavesNoThreadBehind() {
        Set<Thread> before = threads();
        try (ConfigurableApplicationContext application = application()) {
            CamelContext camel = application.getBean(CamelContext.class);
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            OpenRuns.of(camel).onClosed(reports::add);
            Awaitility.await().until(() -> !reports.isEmpty());
        }

        Awaitility.await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.isAlive() && !thread.getName().matches("(?i).*(jetty|qtp|awaitility|sandbox).*"))
                .collect(Collectors.toSet());
    }
}
