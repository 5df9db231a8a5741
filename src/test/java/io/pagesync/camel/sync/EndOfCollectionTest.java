package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What APIs do at the end of a collection, honest ones and others, and what a run makes of it. */
final class EndOfCollectionTest {
    private static final String TOO_FAR =
            "{\"message\":\"The page number requested is larger than the number of pages\"}";
    private static final String WINDOW = "{\"error\":\"Result window is too large, from + size must be at most 500\"}";

    private static final AtomicInteger SYNCS = new AtomicInteger();

    private static NumberedServer server;
    private static Engine engine;

    @BeforeAll
    static void start() throws IOException {
        server = NumberedServer.start(page -> new Answer(404, ""));
        engine = Engine.start(TestApi.at(server.baseUri()).settings());
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    private static Answer page(int page, int size, int records) {
        return declaring("", page, size, records, records);
    }

    /** A page of a collection of so many records that declares another total. */
    private static Answer declaring(String more, int page, int size, int records, int total) {
        return Answer.page("\"total\":" + total + "," + more, (page - 1) * size + 1, Math.min(records, page * size));
    }

    private static IntFunction<Answer> behind(int last, Answer answer) {
        return page -> page <= last ? page(page, 10, last * 10) : answer;
    }

    static Stream<Arguments> honest() {
        return Stream.of(
                Arguments.of("empty page behind", behind(3, page(4, 10, 30)), "end seen"),
                Arguments.of("the last page again", behind(3, page(3, 10, 30)), "end seen"),
                Arguments.of(
                        "a total of what was found there",
                        behind(3, new Answer(200, "{\"total\":0,\"data\":[]}")),
                        "end seen"),
                Arguments.of(
                        "400", behind(35, new Answer(400, TOO_FAR)), "end told by the API (HTTP 400: 'The page number"),
                Arguments.of(
                        "404",
                        behind(3, new Answer(404, "{\"detail\":\"Invalid page.\"}")),
                        "end told by the API (HTTP 404"),
                Arguments.of("410", behind(3, new Answer(410, "")), "end told by the API (HTTP 410"),
                Arguments.of("416", behind(3, new Answer(416, "")), "end told by the API (HTTP 416"),
                Arguments.of("422", behind(3, new Answer(422, "")), "end told by the API (HTTP 422"),
                Arguments.of("one full page", behind(1, page(4, 10, 10)), "end seen"),
                Arguments.of(
                        "a next link to the empty page",
                        (IntFunction<Answer>)
                                page -> declaring("\"next\":\"/x?a=b&page=" + (page + 1) + "\",", page, 10, 30, 30),
                        "end seen"),
                Arguments.of(
                        "a number of the next page",
                        (IntFunction<Answer>) page -> declaring("\"nextPage\":" + (page + 1) + ",", page, 10, 30, 30),
                        "end seen"),
                Arguments.of(
                        "words that say the end",
                        (IntFunction<Answer>) page -> declaring(
                                "\"next\":null,\"has_more\":false,\"last\":true,\"totalPages\":3,\"page\":{\"totalPages\":3},",
                                page,
                                10,
                                30,
                                30),
                        "end seen"),
                Arguments.of(
                        "another next page before it",
                        (IntFunction<Answer>) page ->
                                declaring(page == 3 ? "" : "\"has_more\":true,\"next\":\"x\",", page, 10, 25, 25),
                        "end seen"));
    }

    static Stream<Arguments> honestLinks() {
        return Stream.of(
                Arguments.of(
                        "null for the list behind",
                        behind(3, new Answer(200, "{\"total\":30,\"data\":null}")),
                        "end seen"),
                Arguments.of("an empty list for the page behind", behind(3, new Answer(200, "[]")), "end seen"),
                Arguments.of("no content behind", behind(3, new Answer(204, "")), "end seen"),
                Arguments.of(
                        "the page itself as the next one",
                        (IntFunction<Answer>)
                                page -> declaring("\"next_page\":" + Math.min(3, page + 1) + ",", page, 10, 30, 30),
                        "end seen"),
                Arguments.of(
                        "the limit that was asked for",
                        behind(3, new Answer(400, "{\"message\":\"offset 30 with limit 10 is out of range\"}")),
                        "end told by the API (HTTP 400"),
                Arguments.of(
                        "a header Link on all pages but the last",
                        (IntFunction<Answer>)
                                page -> page(page, 10, 25)
                                        .linked(
                                                page < 3
                                                        ? "<https://h/x?page=9>; rel=\"last\", <https://h/x?page="
                                                                + (page + 1) + ">; rel=\"next\""
                                                        : "<https://h/x?page=1>; rel=\"first\", <https://h/x?page=2>; rel=\"prev\""),
                        "end seen"),
                Arguments.of(
                        "an error with 200",
                        behind(3, new Answer(200, "{\"error\":{\"message\":\"No such page\"}}")),
                        "end told by the API (HTTP 200: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"honest", "honestLinks"})
    void run_honestEnd_isComplete(String what, IntFunction<Answer> api, String evidence) throws IOException {
        RunReport report = run(api, sync());

        assertThat(report.drift()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).anySatisfy(each -> assertThat(each).startsWith(evidence));
    }

    static Stream<Arguments> dishonest() {
        return Stream.of(
                Arguments.of(
                        "the total counts the page",
                        (IntFunction<Answer>) page -> declaring("", page, 10, 50, 10),
                        "the declared total of 10 is not the whole collection: page 2 holds records, too"),
                Arguments.of(
                        "a cap of any number",
                        (IntFunction<Answer>) page -> declaring("", page, 10, 50, 30),
                        "the declared total of 30 is not the whole collection"),
                Arguments.of(
                        "a window",
                        behind(3, new Answer(400, WINDOW)),
                        "may be as far as the API counts: it refuses page 4 with HTTP 400: 'Result window"),
                Arguments.of(
                        "a limit",
                        behind(
                                3,
                                new Answer(
                                        422,
                                        "{\"message\":\"Only the first 30 search results are available, that is the limit\"}")),
                        "as far as the API counts"),
                Arguments.of(
                        "a total that engines stop at",
                        (IntFunction<Answer>)
                                page -> page > 4 ? new Answer(404, "") : declaring("", page, 250, 1000, 1000),
                        "the total of 1,000 may be as far as the API counts"),
                Arguments.of(
                        "an error behind",
                        behind(3, new Answer(501, "")),
                        "it could not be told whether there are records behind the last page"),
                Arguments.of(
                        "a next link elsewhere",
                        (IntFunction<Answer>)
                                page -> declaring("\"links\":{\"next\":\"/x?cursor=abc\"},", page, 10, 30, 30),
                        "the last page names a next one at '/links/next'"),
                Arguments.of(
                        "has_more",
                        (IntFunction<Answer>) page -> declaring("\"meta\":{\"has_more\":true},", page, 10, 25, 25),
                        "the last page says that there is more: '/meta/has_more' is true"),
                Arguments.of(
                        "last is false",
                        (IntFunction<Answer>) page -> declaring("\"last\":false,", page, 10, 25, 25),
                        "'/last' is false"),
                Arguments.of(
                        "gte",
                        (IntFunction<Answer>)
                                page -> declaring("\"hits\":{\"total\":{\"relation\":\"gte\"}},", page, 10, 25, 25),
                        "the total is no exact one: '/hits/total/relation' is gte"),
                Arguments.of(
                        "more pages",
                        (IntFunction<Answer>) page -> declaring("\"total_pages\":7,", page, 10, 25, 25),
                        "the last page declares 7 pages at '/total_pages', not 3"),
                Arguments.of(
                        "another total",
                        (IntFunction<Answer>) page -> declaring("\"totalCount\":70,", page, 10, 25, 25),
                        "the last page declares a total of 70 at '/totalCount', not 25"));
    }

    static Stream<Arguments> dishonestLink() {
        return Stream.of(
                Arguments.of(
                        "an only page, whatever size it repeats",
                        (IntFunction<Answer>) page -> declaring("\"pageSize\":500,", page, 50, 250, 50),
                        "the declared total of 50 is not the whole collection"),
                Arguments.of(
                        "the code of a window",
                        behind(3, new Answer(400, "{\"message\":\"No.\",\"code\":\"resultWindowExceeded\"}")),
                        "as far as the API counts"),
                Arguments.of(
                        "an empty page that speaks of a limit",
                        behind(3, new Answer(200, "{\"total\":30,\"data\":[],\"message\":\"limited to 30 results\"}")),
                        "the page without records speaks of a limit: 'limited to 30 results'"),
                Arguments.of(
                        "only the first ones",
                        behind(3, new Answer(422, "{\"message\":\"Only the first 30 results are available\"}")),
                        "as far as the API counts"),
                Arguments.of(
                        "an incomplete search, said on page 1 only",
                        (IntFunction<Answer>)
                                page -> declaring(page == 1 ? "\"incomplete_results\":true," : "", page, 10, 25, 25),
                        "'/incomplete_results' is true"),
                Arguments.of(
                        "a header Link",
                        (IntFunction<Answer>)
                                page -> page(page, 10, 25).linked("<https://h/x?after=abc>; rel=\"next\""),
                        "the last page names a next one at 'header Link'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"dishonest", "dishonestLink"})
    void run_dishonestEnd_isDrifted(String what, IntFunction<Answer> api, String sign) throws IOException {
        RunReport report = run(api, sync());

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift()).anySatisfy(each -> assertThat(each).contains(sign));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dishonest")
    void run_endIsDeclared_isBelieved(String what, IntFunction<Answer> api, String sign) throws IOException {
        RunReport report = run(api, sync().with("end", "declared"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.unchecked()).contains("end");
    }

    @Test
    void run_withoutAKey_findsOne() throws IOException {
        RunReport report = run(page -> page(page, 10, 25), sync());

        assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys (id, found)");
        assertThat(report.unchecked()).containsExactly("bracket");
    }

    @Test
    void run_foundKeyComesTwice_isDriftedUnlessItMay() throws IOException {
        IntFunction<Answer> unstable = page -> page == 2 ? Answer.page("\"total\":25,", 8, 17) : page(page, 10, 25);

        RunReport report = run(unstable, sync());
        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift()).anySatisfy(sign -> assertThat(sign)
                .startsWith("3 keys came twice, first on page 2 (id, which was taken for their key")
                .endsWith("say none if it may repeat, parameter key)"));

        RunReport repeating = run(unstable, sync().with("key", "none"));
        assertThat(repeating.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(repeating.unchecked()).containsExactly("doubles (no key)", "bracket");
    }

    @Test
    void run_recordsWithoutAnyKeyComeTwice_areToldOnly() throws IOException {
        RunReport report = run(
                page -> new Answer(
                        200,
                        "{\"total\":4,\"data\":" + (page > 2 ? "[]" : "[{\"n\":1},{\"n\":" + (page + 1) + "}]") + "}"),
                sync());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.notes())
                .containsExactly(
                        "1 record came twice, byte for byte, first on page 2; nothing says whether they should");
        assertThat(report.unchecked()).contains("doubles (no key)");
    }

    @Test
    void run_pagesOfAnotherSizeThanAskedFor_areCountedAsTheyCame() throws IOException {
        RunReport report = run(
                page -> Answer.page("\"total\":25,\"pageSize\":50,", (page - 1) * 10 + 1, Math.min(25, page * 10)),
                sync().with("pageSize", "50"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.pages().planned()).isEqualTo(3);
        assertThat(report.notes()).containsExactly("pages of 50 records were asked for, the API gives 10");
    }

    @Test
    void run_totalBelowTheRecordsAtHand_isNotBelieved() throws IOException {
        RunReport report = run(page -> declaring("", page, 10, 25, page == 1 ? 25 : 0), sync());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).endsWith("its total was not believed"));
    }

    @Test
    void run_samePageForEver_endsEarly() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> Answer.page("\"total\":100000,", 1, 10))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.stopped()).matches("it was no use to go on: page \\d+ is the same as page 1: .*");
            assertThat(server.asked()).hasSizeLessThan(100);
        }
    }

    @Test
    void run_samePageForEver_goesOnWhereThatIsAskedFor() throws IOException {
        RunReport report = run(page -> Answer.page("\"total\":100,", 1, 10), sync().with("onDrift", "continue"));

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.pages().delivered()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none"})
    void run_pageParameterTakesAnOffset_endsEarly(String key) throws IOException {
        int total = key.isEmpty() ? 100_000 : 300;
        try (NumberedServer server =
                NumberedServer.start(offset -> Answer.page("\"total\":" + total + ",", offset + 1, offset + 10))) {
            RunReport report = sync().with("key", key).run(TestApi.at(server.baseUri()));

            if (key.isEmpty()) {
                assertThat(report.stopped())
                        .contains(
                                "page 2 begins with record 2 of page 1: it seems that the page parameter takes an offset");
                assertThat(server.asked()).hasSizeLessThan(100);
            }
            assertThat(report.verdict()).isNotEqualTo(Verdict.COMPLETE);
        }
    }

    static Stream<IntFunction<Answer>> countedFromZero() {
        return Stream.of(
                page -> declaring("\"first\":" + (page == 0) + ",", page + 1, 10, 30, 30),
                page -> declaring("\"prev\":\"/x?page=" + (page - 1) + "\",", page + 1, 10, 30, 30),
                page -> page > 2 ? new Answer(404, "") : declaring("", page + 1, 10, 30, 30),
                page -> declaring("", page + 1, 10, 30, 30));
    }

    @ParameterizedTest
    @MethodSource("countedFromZero")
    void run_pagesCountedFromZeroWhenToldOne_asksForTheFirstNumber(IntFunction<Answer> api) throws IOException {
        RunReport report = run(api, sync());

        assertThat(report.verdict()).isNotEqualTo(Verdict.COMPLETE);
        assertThat(report.failures() + " " + report.drift()).contains("count its pages from 0? (parameter firstPage)");
        assertThat(run(api, sync().with("firstPage", "0")).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void run_pagesOfTheSameKeysWithOtherTimes_endsEarly() throws IOException {
        AtomicInteger time = new AtomicInteger();
        RunReport report = run(
                page -> new Answer(
                        200,
                        IntStream.range(0, 10)
                                .mapToObj(id -> "{\"id\":" + id + ",\"seen\":" + time.incrementAndGet() + "}")
                                .collect(Collectors.joining(",", "{\"total\":100000,\"data\":[", "]}"))),
                sync());

        assertThat(report.stopped()).contains("holds the same keys as page 1");
        assertThat(report.pages().delivered()).isLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({"'', DRIFTED", "none, COMPLETE"})
    void run_recordsAlikeOnPurpose_areAllRead(String key, Verdict verdict) throws IOException {
        RunReport report = run(
                page -> new Answer(200, "{\"total\":30,\"data\":" + (page > 3 ? "[]" : "[7,7,7,7,7,7,7,7,7,7]") + "}"),
                sync().with("key", key));

        assertThat(report.verdict()).isEqualTo(verdict);
        assertThat(report.records().delivered()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"total\":0,\"data\":null}", "{\"total\":0,\"data\":[]}"})
    void run_emptyCollection_isComplete(String body) throws IOException {
        assertThat(run(page -> new Answer(200, body), sync()).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void run_pageBeforeTheFirstIsZero_isNoSign() throws IOException {
        RunReport report = run(page -> declaring("\"prev_page\":" + (page - 1) + ",", page, 10, 25, 25), sync());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void run_pagesCountedFromOneWhenToldZero_asksForTheFirstNumber() throws IOException {
        RunReport report = run(page -> page(Math.max(1, page), 10, 300), sync().with("firstPage", "0"));

        assertThat(report.stopped()).contains("does the API count its pages from 1? (parameter firstPage)");
    }

    private static TestSync sync() {
        return TestSync.packages().with("path", "/items").with("query", "");
    }

    private static RunReport run(IntFunction<Answer> api, TestSync sync) throws IOException {
        server.answer(api);
        return sync.id("items" + SYNCS.incrementAndGet()).run(engine);
    }

    @ParameterizedTest
    @CsvSource({"404, the check of page 3 failed", "200, page 3 held records and is empty now"})
    void load_ofAnApiThatIsOutOfOrderFromSomeMomentOn_isNotComplete(int status, String words) throws IOException {
        AtomicInteger highest = new AtomicInteger();
        try (NumberedServer broken = NumberedServer.start(page -> highest.accumulateAndGet(page, Math::max) <= 3
                ? page(page, 10, 100)
                : new Answer(status, "{\"data\":[]}"))) {
            RunReport report = sync().with("total", "none")
                    .run(TestApi.at(broken.baseUri()).concurrency(1));

            assertThat(report.verdict()).isNotEqualTo(Verdict.COMPLETE);
            assertThat(report.toString()).contains(words);
        }
    }
}
