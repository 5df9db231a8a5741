package io.pagesync.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.testing.SandboxExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes/licences.camel.yaml} in an application of camel-main, with forty licences. */
@CamelMainTest(
        propertyPlaceholderLocations = "file:config/application.properties",
        properties = {
            "camel.main.routes-include-pattern=file:routes/licences.camel.yaml",
            "camel.main.main-listener-classes=io.pagesync.camel.boot.PagesyncListener"
        })
@SuppressWarnings("NullAway.Init")
final class LicencesRouteTest {
    private static final int LICENCES = 40;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(SandboxSettings.builder()
            .licences(IntStream.range(0, LICENCES)
                    .mapToObj(i -> new Licence(String.format("C11-%07d-LIC", i), "Licence " + i, i * 30))
                    .toList()));

    @BeanInject
    private CamelContext context;

    @Configure
    void sandbox(MainConfigurationProperties main) {
        main.addConfiguration(SANDBOX);
        main.addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext application) {
                application
                        .getPropertiesComponent()
                        .addOverrideProperty(
                                "pagesync.datasource.main.url", "jdbc:sqlite:" + folder.resolve("main.db"));
            }
        });
    }

    @Test
    void licences_ofTheSandbox_goToOneTableEachUnderItsNumber() throws SQLException {
        RunReport report = Pipeline.run(context, "licences");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).contains("counted", "bracketed", "unique keys");
        assertThat(Objects.requireNonNull(report.partitions()).verdicts())
                .isEqualTo(Map.of(Verdict.COMPLETE, (long) LICENCES));
        int all = IntStream.range(0, LICENCES).map(i -> i * 30).sum();
        assertThat(report.records()).isEqualTo(new RunReport.Records((long) all, all));
        assertThat(number("SELECT count(*) FROM packages")).isEqualTo(all);
        assertThat(number("SELECT count(DISTINCT licenseNumber) FROM packages")).isEqualTo(LICENCES - 1);
        assertThat(number("SELECT count(*) FROM packages WHERE licenseNumber = 'C11-0000039-LIC'"))
                .isEqualTo(39 * 30);
    }

    private static int number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("main.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getInt(1);
        }
    }
}
