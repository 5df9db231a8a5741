package io.pagesync.camel.sink;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Records that a table refuses, in a route of the user's. */
final class RefusedRecordsTest {
    private static final String ROUTE = """
            - route:
                id: refused
                from:
                  uri: direct:pagesync-refused
                  steps:
                    - to: mock:refused
            """;
    private static final TestSync ITEMS = bare("items")
            .with("api", "t3")
            .with("path", "/items")
            .with("key", "none")
            .steps("- to: { uri: kamelet:database-sink, parameters: { table: items, key: id, mask: secret } }");

    @TempDir
    private Path folder = Path.of("");

    private static Answer answer(int page) {
        return page == 1
                ? new Answer(
                        200,
                        "{\"total\":3,\"pageSize\":2,\"data\":[{\"id\":1},{\"id\":null,\"secret\":\"hush\",\"n\":1.50}]}")
                : new Answer(200, "{\"total\":3,\"pageSize\":2,\"data\":[" + (page == 2 ? "{\"id\":3}" : "") + "]}");
    }

    private Engine engine(NumberedServer server) {
        Engine engine = Engine.start(TestApi.at(server.baseUri()).settings());
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        engine.context().getRegistry().bind("main", source);
        engine.addRoutes("refused", ROUTE);
        return engine;
    }

    @Test
    void refusedRecord_isSentWithWhereItWasAndWhy() throws Exception {
        try (NumberedServer server = NumberedServer.start(RefusedRecordsTest::answer);
                Engine engine = engine(server)) {
            MockEndpoint mock = engine.context().getEndpoint("mock:refused", MockEndpoint.class);

            RunReport report = ITEMS.run(engine);

            assertThat(report.exitCode()).as("%s", report).isEqualTo(6);
            assertThat(report.records().delivered()).isEqualTo(2);
            assertThat(mock.getExchanges()).singleElement().satisfies(each -> {
                assertThat(each.getMessage().getBody(String.class))
                        .isEqualTo("{\"id\":null,\"secret\":\"***\",\"n\":1.50}");
                assertThat(each.getMessage().getHeaders())
                        .containsAllEntriesOf(Map.of(
                                "PagesyncSync",
                                "items",
                                "PagesyncRun",
                                report.run(),
                                "PagesyncPage",
                                1,
                                "PagesyncPosition",
                                2,
                                "PagesyncKey",
                                "",
                                "PagesyncDestination",
                                "table items"));
                assertThat(each.getMessage().getHeader("PagesyncReason", String.class))
                        .contains("/id");
            });
        }
    }

    @Test
    void refusedRecord_thatCannotBePassedOn_failsItsPage() throws Exception {
        try (NumberedServer server = NumberedServer.start(RefusedRecordsTest::answer);
                Engine engine = engine(server)) {
            engine.context().getEndpoint("mock:refused", MockEndpoint.class).whenAnyExchangeReceived(exchange -> {
                throw new IllegalStateException("the queue is full");
            });

            RunReport report = ITEMS.run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).anySatisfy(failure -> assertThat(failure.error())
                    .contains(
                            "record 2, which table items has refused, could not be passed on by"
                                    + " direct:pagesync-refused: ",
                            "the queue is full"));
        }
    }
}
