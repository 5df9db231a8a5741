package io.pagesync.camel.watch;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Camel's own steps and endpoints behind the source, used as their documentation shows. */
@CamelMainTest(propertyPlaceholderLocations = "file:config/application.properties")
@SuppressWarnings("NullAway.Init")
final class UserEndpointsTest {
    @TempDir
    private Path folder = Path.of("");

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(250);

    @BeanInject
    private CamelContext context;

    @EndpointInject("mock:records")
    private MockEndpoint records;

    @EndpointInject("mock:held")
    private MockEndpoint held;

    @Configure
    void sandbox(MainConfigurationProperties main) {
        main.addConfiguration(SANDBOX);
    }

    private void complete(String steps) {
        RunReport report = packages().steps(steps).run(context);

        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void file_getsEachPageAsItArrived() throws IOException {
        complete("- to: { uri: 'file:" + folder + "', parameters: { fileName: 'page-${header.PagesyncPage}.json' } }");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("page-1.json", "page-2.json", "page-3.json");
        }
        assertThat(folder.resolve("page-3.json"))
                .content()
                .startsWith("{\"data\":[{\"id\":201,")
                .endsWith("\"page\":3,\"pageSize\":100,\"total\":250}");
    }

    @Test
    void choice_onARecordsField_sendsEachTheRightWay() {
        complete("""
                - split:
                    simple: "${body}"
                    streaming: true
                    stopOnException: true
                    steps:
                      - choice:
                          when:
                            - simple: "${body.fields[isOnHold]}"
                              steps:
                                - to: mock:held
                          otherwise:
                            steps:
                              - to: mock:records
                """);

        assertThat(held.getExchanges()).isNotEmpty().allSatisfy(exchange -> assertThat(
                        exchange.getMessage().getBody(String.class))
                .contains("\"isOnHold\":true"));
        assertThat(held.getReceivedCounter() + records.getReceivedCounter()).isEqualTo(250);
    }

    @Test
    void transform_ofRecords_makesOtherMessages() {
        complete("""
                - split:
                    simple: "${body}"
                    streaming: true
                    stopOnException: true
                    steps:
                      - transform: { simple: "${body.fields[label]}" }
                      - to: mock:records
                """);

        assertThat(records.getExchanges()).hasSize(250).allSatisfy(exchange -> assertThat(
                        exchange.getMessage().getBody(String.class))
                .matches("1A\\w{22}"));
    }

    @Test
    void unmarshal_ofAPage_givesItsFields() {
        complete("""
                - unmarshal: { json: { library: Jackson } }
                - to: mock:records
                """);

        assertThat(records.getExchanges()).hasSize(3).allSatisfy(exchange -> assertThat(
                        exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("data", "total"));
    }

    @Test
    void log_ofAPage_showsItsSize() {
        complete("- log: { message: 'page ${header.PagesyncPage} has ${body.size} records' }");
    }

    @Test
    void sql_ofRecords_insertsEachOnce() throws SQLException {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("labels.db"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table labels (id integer primary key, label text)");
        }
        database.setBusyTimeout(10_000);
        context.getRegistry().bind("labels", database);

        complete("""
                - split:
                    simple: "${body}"
                    streaming: true
                    stopOnException: true
                    steps:
                      - to: >-
                          sql:insert into labels values (:#${body.fields[id]}, :#${body.fields[label]})
                          on conflict (id) do update set label = excluded.label?dataSource=#labels
                """);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("select count(*), min(id), max(id) from labels")) {
            assertThat(result.getInt(1)).isEqualTo(250);
            assertThat(result.getInt(2)).isEqualTo(1);
            assertThat(result.getInt(3)).isEqualTo(250);
        }
    }
}
