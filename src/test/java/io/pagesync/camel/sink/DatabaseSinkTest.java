package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
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
    void sync_thatIgnoresAFieldNoRecordHas_saysSo() {
        RunReport report = packages()
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: packages, ignore: 'note,retreivedAt'"
                        + " } }")
                .run(engine);

        assertThat(report.destinations())
                .singleElement()
                .asString()
                .endsWith("0 refused; ignore names retreivedAt, which no record has)");
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
                .with("repairPasses", "0")
                .steps(TO_TABLE)
                .run(engine);
        assertThat(partial.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(query("select count(*) from packages")).isEqualTo(1134);

        assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(query("select count(*) from packages")).isEqualTo(1234);
    }

    private TestSync licence(String id, String licence) {
        return packages()
                .id(id)
                .with("query", "RAW(licenseNumber=" + licence + "&pageSize=500)")
                .with("key", "id")
                .with("scope", "licenseNumber")
                .steps(TO_TABLE);
    }

    @Test
    void syncs_ofTwoScopesWithTheSameIds_keepEachOthersRowsInOneTable() throws SQLException {
        // The sandbox's licences share no id, and it does not know the parameter view.
        TestSync one = licence("one", "C11-0000001-LIC&view=one").with("scope", "view, licenseNumber");
        TestSync two = licence("two", "C11-0000001-LIC&view=two").with("scope", "view, licenseNumber");
        RunReport first = one.run(engine);
        RunReport second = two.run(engine);

        assertThat(first.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(second.scope()).isEqualTo(Map.of("view", "two", "licenseNumber", "C11-0000001-LIC"));
        assertThat(query("select count(*) from packages")).isEqualTo(2 * 1234);
        assertThat(query("select count(distinct id) from packages")).isEqualTo(1234);
        assertThat(query("select count(*) from packages where view = 'two'")).isEqualTo(1234);
        assertThat(query("select key_position from pagesync_columns where \"column\" = 'view'"))
                .isEqualTo(1);
        assertThat(query("select count(distinct scope) from pagesync_marks")).isEqualTo(2);

        assertThat(Pipeline.run(engine.context(), "one").destinations())
                .singleElement()
                .asString()
                .contains("1,234 records, 0 rows written");
    }

    @Test
    void scope_ofTheSinkItself_goesBeforeTheCollections() throws SQLException {
        RunReport report = licence("one", "C11-0000001-LIC")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: packages, scope: 'licence=A' } }")
                .run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(query("select count(*) from packages where licence = 'A'")).isEqualTo(1234);
        assertThat(query("select count(*) from pagesync_columns where key_position > 0"))
                .isEqualTo(2);
    }

    @Test
    void scope_goesWithEachPage() throws InterruptedException {
        licence("one", "C11-0000001-LIC").steps("- to: mock:pages").run(engine);

        MockEndpoint pages = engine.context().getEndpoint("mock:pages", MockEndpoint.class);
        pages.expectedMessageCount(3);
        pages.expectedHeaderReceived("PagesyncScope", "licenseNumber=C11-0000001-LIC");
        pages.assertIsSatisfied();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "licenceNumber | names 'licenceNumber', which has no value in the query; did you mean licenseNumber?",
                "licenseNumber,facility | names 'facility', which has no value in the query",
                "empty | names 'empty', which has no value in the query",
                "twice | names 'twice', which the query has more than once",
                "apiKey | names 'apiKey', which is a secret by its name",
            })
    void scope_thatTheQueryCannotFill_isRefused(String scope, String message) {
        TestSync sync = packages()
                .with("query", "RAW(licenseNumber=A&empty=&twice=1&twice=2&apiKey=x)")
                .with("scope", scope);

        assertThatThrownBy(() -> engine.addRoutes("packages", sync.yaml()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("the sync packages has scope: '" + scope + "'; it " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table: packages, mode: merge | the table packages has mode: 'merge'; it must be one of upsert, append",
                "table: packages, dataSource: mian | there is no data source named 'mian'; did you mean main?",
                "table: packages, scope: licence | the table packages has scope: 'licence'; it must be column=value"
                        + " pairs",
                "table: packages, tabel: x | there is no parameter 'tabel' of kamelet:database-sink; did you mean"
                        + " table?",
            })
    void parameters_thatCannotBe_areRefused(String parameters, String message) {
        TestSync sync = packages().steps("- to: { uri: kamelet:database-sink, parameters: { " + parameters + " } }");

        assertThatThrownBy(() -> engine.addRoutes("packages", sync.yaml()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void upsert_withoutAKey_isRefusedBeforeTheFirstRequestWithTheCure() {
        assertThatThrownBy(() -> packages().steps(TO_TABLE).run(engine))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("needs a key; name one, such as key: id");

        assertThat(sandbox.requests()).isEmpty();
    }
}
