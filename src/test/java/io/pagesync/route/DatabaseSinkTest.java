package io.pagesync.route;

import static io.pagesync.route.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.run.RunReport;
import io.pagesync.run.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

/** A sync into a database, by the real routes. */
final class DatabaseSinkTest {
    private static final String TO_TABLE =
            "- to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: retrievedAt } }";

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Engine engine;

    @BeforeEach
    void start() throws IOException {
        start(Faults.none());
    }

    private void start(Faults faults) throws IOException {
        sandbox = Sandbox.start(SandboxSettings.builder()
                .records(1234)
                .rateLimit(0)
                .faults(faults)
                .build());
        engine = Engine.start(TestApi.at(sandbox.baseUri()).attempts(1).settings());
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        engine.context().getRegistry().bind("main", source);
    }

    @AfterEach
    void stop() {
        engine.close();
        sandbox.close();
    }

    private long query(String sql) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }

    @Test
    void sync_intoATable_hasEachRecordOnceAndChangesNoRowTheSecondTime() throws SQLException {
        RunReport first = packages().with("key", "id").steps(TO_TABLE).run(engine);

        assertThat(first.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(first.destinations()).singleElement().asString().contains("1,234 records, 1,234 rows written");
        assertThat(query("select count(*) from packages")).isEqualTo(1234);
        assertThat(query("select sum(id) from packages")).isEqualTo(1234 * 1235 / 2);

        RunReport second = Pipeline.run(engine.context(), "packages");

        assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(second.destinations()).singleElement().asString().contains("1,234 records, 0 rows written");
    }

    @Test
    void sync_intoATableAndAnotherEndpointAtOnce_fetchesEachPageOnce() throws SQLException {
        RunReport report = packages().with("key", "id").steps("""
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - to: { uri: kamelet:database-sink, parameters: { table: packages } }
                      - to: mock:queue
                """).run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(sandbox.requests()).hasSize(13);
        assertThat(query("select count(*) from packages")).isEqualTo(1234);
        assertThat(engine.context()
                        .getEndpoint("mock:queue", MockEndpoint.class)
                        .getReceivedCounter())
                .isEqualTo(13);
    }

    @Test
    void sync_afterARunThatLackedAPage_completesWithoutDoubling() throws Exception {
        stop();
        start(Faults.none().withFailingAttempts(Map.of(5, 1)));

        RunReport partial = packages()
                .with("key", "id")
                .with("onPageFailure", "continue")
                .steps(TO_TABLE)
                .run(engine);
        assertThat(partial.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(query("select count(*) from packages")).isEqualTo(1134);

        assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(query("select count(*) from packages")).isEqualTo(1234);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table: packages, mode: merge | the table packages has mode: 'merge'; it must be one of upsert, append",
                "table: packages, dataSource: mian | there is no data source named 'mian'; did you mean main?",
                "table: packages, scope: licence | the table packages has scope: 'licence'; it must be column=value pairs",
                "table: packages, tabel: x | there is no parameter 'tabel' of kamelet:database-sink; did you mean table?",
            })
    void parameters_thatCannotBe_areRefused(String parameters, String message) {
        TestSync sync = packages().steps("- to: { uri: kamelet:database-sink, parameters: { " + parameters + " } }");

        assertThatThrownBy(() -> engine.addRoutes("packages", sync.yaml()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void upsert_withoutAKey_failsTheFirstPageWithTheCure() {
        RunReport report = packages().steps(TO_TABLE).run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures())
                .anyMatch(failure -> failure.error().contains("needs a key; name one, such as key: id"));
    }
}
