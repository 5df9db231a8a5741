package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.page.JsonRecord;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.ChainServer;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections each of whose pages says how to ask for the next. */
@Timeout(180)
final class NextPagesLoadTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "30, 1", "1, 10", "2, 10", "30, 2", "30, 10"})
    void load_cursors_hasEveryRecordOnceInOrder(int pages, int concurrency) throws Exception {
        try (ChainServer server = ChainServer.start(pages);
                Engine engine = Engine.start(
                        TestApi.at(server.baseUri()).concurrency(concurrency).settings())) {
            Object records = sync("/next")
                    .with("cursorParameter", "page")
                    .with("gather", "records")
                    .with("order", "page")
                    .request(engine);

            assertThat((List<?>) records)
                    .extracting(record -> ((JsonRecord) record).get("id"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, pages).boxed().toList());
            assertThat(server.asked()).hasSize(pages);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void load_links_isComplete(int batch) throws IOException {
        try (ChainServer server = ChainServer.start(10)) {
            RunReport report =
                    sync("/link").with("batchSize", Integer.toString(batch)).run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "followed to the end", "unique keys");
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(10, 10, 0, 0));
        }
    }

    @Test
    void load_withoutATotal_isCompleteByTheApisWordForTheEnd() throws IOException {
        try (ChainServer server = ChainServer.start(10)) {
            RunReport report = sync("/link").with("total", "/nowhere").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("followed to the end", "no page twice", "unique keys");
            assertThat(report.unchecked()).containsExactly("total (none is told)", "bracket");
            assertThat(report.records()).isEqualTo(new RunReport.Records(null, 10));
        }
    }

    @Test
    void load_linkToAnotherServer_endsThere() throws IOException {
        try (ChainServer server = ChainServer.start(10)) {
            server.link(page -> page < 4 ? "?page=" + page : "http://127.0.0.1:1/items?page=4");

            RunReport report = sync("/link").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.page()).isEqualTo(4);
                assertThat(failure.error())
                        .startsWith(
                                "page 3 names a next page to another server, http://127.0.0.1:1, which is not followed");
            });
        }
    }

    @Test
    void load_pagesThatGoRoundInACircle_endsWithASentence() throws IOException {
        try (ChainServer server = ChainServer.start(1000)) {
            server.link(page -> "?page=" + (page % 4 + 1));

            // The records that come twice would end the run as well, now before the circle is seen and now after.
            RunReport report = sync("/link")
                    .with("total", "/nowhere")
                    .with("onDrift", "continue")
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isNotEqualTo(Verdict.COMPLETE);
            assertThat(report.failures().toString()).contains("the pages go round in a circle");
            assertThat(server.asked().size()).isLessThan(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "continue"})
    void load_aPageFailsForGood_endsThere(String onPageFailure) throws IOException {
        try (ChainServer server = ChainServer.start(10)) {
            server.breakPage(5);

            RunReport report = sync("/next")
                    .with("cursorParameter", "page")
                    .with("onPageFailure", onPageFailure)
                    .run(TestApi.at(server.baseUri()).attempts(2));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages().delivered()).isEqualTo(4);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.page())
                    .isEqualTo(5));
        }
    }

    @Test
    void load_bracketed_saysWhyNot() throws IOException {
        try (ChainServer server = ChainServer.start(1)) {
            TestSync bracketed = sync("/next").with("verify", "bracketed");

            assertThatThrownBy(() -> bracketed.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("verify is bracketed, which reads the last page before all others");
        }
    }

    @Test
    void load_cursorParameterWithoutNext_saysWhatIsMissing() throws IOException {
        try (ChainServer server = ChainServer.start(1)) {
            TestSync sync = TestSync.packages().with("cursorParameter", "page");

            assertThatThrownBy(() -> sync.run(TestApi.at(server.baseUri())))
                    .hasMessage(
                            "the sync packages has cursorParameter: 'page', which takes what a page says of the next;"
                                    + " say where that is (parameter next)");
        }
    }

    static Stream<IntFunction<Answer>> ends() {
        return Stream.of(
                page -> new Answer(
                        200, "{\"data\":[{\"id\":" + page + "}],\"next\":" + (page == 4 ? "0" : page + 1) + "}"),
                page -> new Answer(
                        200, "{\"data\":[{\"id\":" + page + "}],\"next\":" + (page == 4 ? "\"None\"" : page + 1) + "}"),
                page -> new Answer(
                        200,
                        "{\"data\":" + (page == 5 ? "[]" : "[{\"id\":" + page + "}]") + ",\"next\":"
                                + Math.min(5, page + 1) + "}"),
                page -> new Answer(
                        200,
                        "{\"data\":" + (page == 5 ? "null" : "[{\"id\":" + page + "}]") + ",\"next\":"
                                + (page == 5 ? "null" : page + 1) + "}"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void load_waysToSayThatThereIsNoMore_areTheEnd(IntFunction<Answer> api) throws IOException {
        try (NumberedServer server = NumberedServer.start(api)) {
            RunReport report = sync("/next").with("cursorParameter", "page").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // As the header Link on the first page only; in the body of each.
        "<?limit=1&page=6>; rel=\"last\", '', DRIFTED",
        "<?limit=1&page=4>; rel=\"last\", '', COMPLETE",
        "'', '\"last\":\"?limit=1&page=6\",', DRIFTED",
        "'', '\"last\":\"/items?limit=1&page=4\",', COMPLETE",
        // Nobody can tell where that is.
        "'', '\"last\":\"?limit=1&cursor=z\",', COMPLETE",
        "'', '\"last\":\"?limit=1&page=6&sort=id\",', COMPLETE"
    })
    void load_chainThatEndsInFrontOfTheLastPage_isNotComplete(String link, String last, Verdict verdict)
            throws IOException {
        IntFunction<Answer> api = page -> {
            String next = page == 4 ? "" : "\"next\":\"?limit=1&page=" + (page + 1) + "\",";
            Answer answer = Answer.page("\"total\":null," + last + next, page, page);
            return page == 1 && !link.isEmpty() ? answer.linked(link) : answer;
        };
        try (NumberedServer server = NumberedServer.start(api)) {
            RunReport report = sync("/next").with("query", "RAW(limit=1)").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(verdict);
            assertThat(report.records().delivered()).isEqualTo(4);
            assertThat(report.drift().toString().contains("names another as the last one, ?limit=1&page=6"))
                    .isEqualTo(verdict == Verdict.DRIFTED);
        }
    }

    @Test
    void load_emptyPagesWithoutEnd_endsWithASentence() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> new Answer(
                200, "{\"data\":" + (page > 3 ? "[]" : "[{\"id\":" + page + "}]") + ",\"next\":" + (page + 1) + "}"))) {
            RunReport report = sync("/next").with("cursorParameter", "page").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().toString()).contains("empty pages before it: no end is in sight");
        }
    }

    private static TestSync sync(String next) {
        return TestSync.packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("next", next);
    }
}
