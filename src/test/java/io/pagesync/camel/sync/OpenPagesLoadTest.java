package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.page.JsonRecord;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections that tell neither a total nor a next page: the end shows when it is passed. */
@Timeout(180)
final class OpenPagesLoadTest {
    private static final int SIZE = 10;

    private static TestSync sync() {
        return TestSync.packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("total", "none");
    }

    private static Answer page(int page, int records) {
        return Answer.page("", (page - 1) * SIZE + 1, Math.min(records, page * SIZE));
    }

    /** What APIs answer behind the last page of so many records. */
    private static IntFunction<Answer> behind(int records, String way) {
        int last = Math.max(1, (records + SIZE - 1) / SIZE);
        return page -> page <= last
                ? page(page, records)
                : switch (way) {
                    case "empty" -> page(page, records);
                    case "null" -> new Answer(200, "{\"data\":null}");
                    case "no content" -> new Answer(204, "");
                    case "the last one again" -> page(last, records);
                    default -> new Answer(Integer.parseInt(way), "{\"message\":\"there is no such page\"}");
                };
    }

    @ParameterizedTest
    @CsvSource({
        "0, empty, 1",
        "1, empty, 10",
        "10, empty, 10",
        "95, empty, 1",
        "95, empty, 10",
        "100, empty, 10",
        "500, empty, 3",
        "95, null, 10",
        "95, no content, 10",
        "95, the last one again, 10",
        "100, the last one again, 10",
        "95, the last one again, 1",
        "95, 404, 10",
        "100, 404, 1",
        "95, 400, 10",
        "95, 410, 10",
        "95, 416, 10",
        "95, 422, 4"
    })
    void load_whateverShowsTheEnd_hasEveryRecordOnce(int records, String way, int concurrency) throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(records, way))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(concurrency));

            int pages = Math.max(1, (records + SIZE - 1) / SIZE);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records()).isEqualTo(new RunReport.Records(null, records));
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(pages, pages, 0, 0));
            // Where the last page is full, it is read again at the end.
            assertThat(server.asked().size()).isLessThanOrEqualTo(pages + concurrency + 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 404, DRIFTED",
        "1000, the last one again, DRIFTED",
        "1000, empty, COMPLETE",
        "990, 404, COMPLETE",
        "990, the last one again, COMPLETE"
    })
    void load_endWhereEnginesGoNoFurther_isBelievedIfNothingIsThere(int records, String way, Verdict verdict)
            throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(records, way))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(verdict);
            assertThat(report.drift().toString().contains("1,000 records may be as far as the API goes"))
                    .isEqualTo(verdict == Verdict.DRIFTED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "empty, end seen",
        "the last one again, end seen",
        "404, end told by the API (HTTP 404: 'there is no such page')"
    })
    void load_evidence_saysWhatWasProvedAndThatThereIsNoTotal(String way, String end) throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, way))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.evidence()).containsExactly(end, "no page twice", "unique keys");
            assertThat(report.unchecked()).containsExactly("total (none is told)", "bracket");
        }
    }

    @Test
    void load_oneWorker_readsNothingAheadButThePageThatShowsTheEnd() throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, "404"))) {
            var unused = sync().run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(server.asked())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 11).boxed().toList());
        }
    }

    @Test
    void load_oneWorker_readsOnePageBehindAnEmptyOne() throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, "empty"))) {
            var unused = sync().run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(server.asked())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 12).boxed().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "empty, 0, 10",
        "empty, 4, 10",
        "empty, 1, 1",
        "the last one again, 0, 10",
        "404, 0, 10",
        "404, 4, 2",
        "empty, 1, 3"
    })
    void load_inPageOrderInWavesGathered_endsAndIsInOrder(String way, int batch, int concurrency) throws Exception {
        try (NumberedServer server = NumberedServer.start(behind(95, way));
                Engine engine = Engine.start(
                        TestApi.at(server.baseUri()).concurrency(concurrency).settings())) {
            Object records = sync().with("order", "page")
                    .with("batchSize", Integer.toString(batch))
                    .with("gather", "records")
                    .request(engine);

            assertThat((List<?>) records)
                    .extracting(record -> ((JsonRecord) record).get("id"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 95).boxed().toList());
        }
    }

    @Test
    void load_byOffsets_goesOnByWhatCame() throws IOException {
        try (NumberedServer server =
                NumberedServer.start(offset -> Answer.page("", offset + 1, Math.min(95, offset + 10)))) {
            RunReport report = sync().with("offsetParameter", "page").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(95);
        }
    }

    /** Of 13 pages, page 3 is answered so; where others may be under way, once the page behind it has been asked for. */
    private static IntFunction<Answer> hole(Answer third, int concurrency) {
        CountDownLatch asked = new CountDownLatch(concurrency > 1 ? 1 : 0);
        return page -> {
            if (page == 4) {
                asked.countDown();
            }
            return page == 3 && await(asked) ? third : page(page, 130);
        };
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer empty(String way) {
        return way.equals("204") ? new Answer(204, "") : new Answer(200, "{\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"204, 1", "[], 1", "204, 10", "[], 10"})
    void load_recordsBehindAnEmptyPage_areDeliveredAndTheRunIsNeverComplete(String way, int concurrency)
            throws IOException {
        try (NumberedServer server = NumberedServer.start(hole(empty(way), concurrency))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(concurrency));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).containsExactly("page 4 holds records, although page 3 is empty");
            assertThat(report.records().delivered()).isGreaterThanOrEqualTo(30);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void load_firstPageIsAHole_isNeverComplete(int concurrency) throws IOException {
        try (NumberedServer server =
                NumberedServer.start(page -> page == 1 ? new Answer(200, "{\"data\":[]}") : page(page, 130))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(concurrency));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).containsExactly("page 2 holds records, although page 1 is empty");
        }
    }

    /** What the page behind an empty one is answered, and what the end is then. */
    @ParameterizedTest
    @CsvSource({
        "404, 1, end seen",
        "404, 10, end seen",
        "500, 1, end seen (page 5 could not be read)",
        "500, 10, end seen (page 5 could not be read)",
        "200, 1, end seen",
        "200, 10, end seen"
    })
    void load_pageBehindAnEmptyOneShowsNoRecordsEither_isComplete(int status, int concurrency, String end)
            throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page < 4
                ? page(page, 30)
                : page == 4 ? new Answer(204, "") : new Answer(page == 5 ? status : 200, "{\"data\":[]}"))) {
            // What one worker meets behind an empty page stops nothing.
            RunReport report = sync().with("onPageFailure", concurrency == 1 ? "stop" : "continue")
                    .run(TestApi.at(server.baseUri()).concurrency(concurrency).attempts(1));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).startsWith(end);
            assertThat(report.failures()).isEmpty();
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 3, 0, 0));
        }
    }

    @Test
    void load_emptyPagesSayThatThereIsMore_isNeverComplete() throws IOException {
        try (NumberedServer server = NumberedServer.start(
                page -> page < 5 ? page(page, 130) : new Answer(200, "{\"has_more\":true,\"data\":[]}"))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).singleElement().satisfies(sign -> assertThat(sign)
                    .startsWith("page 5 is empty, but says at '/has_more' that there is more"));
        }
    }

    /** Whichever of its pages comes first: that one is the last is known later. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~\"has_more\":true,~, 1, '/has_more' is true",
                "~\"has_more\":true,~, 10, '/has_more' is true",
                "~\"next\":\"/items?page=99\",~, 1, the last page names a next one at '/next'",
                "~\"next\":\"/items?page=99\",~, 10, the last page names a next one at '/next'"
            })
    void load_lastPageSaysThatThereIsMore_isBelievedOnlyWhereNothingIsSeenBehindIt(
            String more, int concurrency, String sign) throws IOException {
        IntFunction<Answer> pages = page -> Answer.page(more, (page - 1) * SIZE + 1, Math.min(100, page * SIZE));
        try (NumberedServer refusing =
                        NumberedServer.start(page -> page <= 10 ? pages.apply(page) : new Answer(404, "{}"));
                NumberedServer empty =
                        NumberedServer.start(page -> page <= 10 ? pages.apply(page) : Answer.page("", 1, 0))) {
            RunReport refused = sync().run(TestApi.at(refusing.baseUri()).concurrency(concurrency));
            RunReport seen = sync().run(TestApi.at(empty.baseUri()).concurrency(concurrency));

            assertThat(refused.verdict()).as("%s", refused).isEqualTo(Verdict.DRIFTED);
            assertThat(refused.drift()).singleElement().asString().contains(sign);
            assertThat(seen.verdict()).as("%s", seen).isEqualTo(Verdict.COMPLETE);
            assertThat(seen.notes().toString().contains("the page behind it is empty"))
                    .isEqualTo(more.contains("has_more"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"partial\":true,",
                "\"responseHeader\":{\"status\":0,\"partialResults\":true},",
                "\"resultTruncated\":\"true\","
            })
    void load_pagesThatSayTheyAreAPart_areNeverComplete_alsoWhereTheirTotalAddsUp(String said) throws IOException {
        try (NumberedServer server = NumberedServer.start(
                page -> Answer.page(said + "\"total\":95,", (page - 1) * SIZE + 1, Math.min(95, page * SIZE)))) {
            RunReport report = sync().with("total", "/total").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.DRIFTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"total\":100}", "{\"total\":100,\"data\":\"\"}"})
    void load_answerWithoutAnyListBehindPagesThatAreCounted_isTheirEnd(String behind) throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page <= 10
                ? Answer.page("\"total\":100,", (page - 1) * SIZE + 1, page * SIZE)
                : new Answer(200, behind))) {
            RunReport report = sync().with("total", "/total").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence().toString())
                    .contains("end told by the API (HTTP 200: ", "where the array of records was expected");
        }
    }

    @Test
    void load_emptyPageSpeaksOfALimit_isNeverComplete() throws IOException {
        String words = "{\"data\":[],\"message\":\"Only the first 40 results are available\"}";
        try (NumberedServer server =
                NumberedServer.start(page -> page < 5 ? page(page, 130) : new Answer(200, words))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .contains(
                            "page 5 is empty, but speaks of a limit: 'Only the first 40 results are available'; load it"
                                    + " in slices of fewer records (parameter partitions, parameter cap), or, if you know"
                                    + " that this is the end, say that it is declared (parameter end)");
        }
    }

    @Test
    void load_shortPageInTheMiddle_isTold() throws IOException {
        try (NumberedServer server =
                NumberedServer.start(page -> page == 5 ? Answer.page("", 41, 49) : page(page, 125))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.notes())
                    .containsExactly(
                            "page 5 holds 9 records, where others hold 10; no total tells whether it lacks some");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204", "[]"})
    void load_emptyPageAmongPagesThatAreCounted_isNeverComplete(String way) throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page == 5
                ? empty(way)
                : Answer.page("\"pages\":13,", (page - 1) * SIZE + 1, Math.min(125, page * SIZE)))) {
            RunReport report = sync().with("pages", "/pages").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).containsExactly("page 5 is empty, although page 13 holds records");
        }
    }

    @Test
    void load_pageBehindAnEmptyOneFailsForNow_isAskedForAgain_andAllOnceMoreBecauseOfTheHole() throws IOException {
        AtomicBoolean failed = new AtomicBoolean();
        try (NumberedServer server = NumberedServer.start(page -> page == 3
                ? new Answer(204, "")
                : page == 4 && failed.compareAndSet(false, true) ? new Answer(503, "") : page(page, 130))) {
            RunReport report =
                    sync().run(TestApi.at(server.baseUri()).concurrency(1).attempts(2));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(server.asked()).containsExactly(1, 2, 3, 4, 4, 1, 2, 3, 4);
        }
    }

    @Test
    void load_recordsBehindAPageThatWasRefused_leaveOneMissing() throws IOException {
        try (NumberedServer server = NumberedServer.start(hole(new Answer(404, ""), 10))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(10));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.drift()).containsExactly("page 4 holds records, although page 3 was refused (HTTP 404)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void load_theApiIgnoresThePageParameter_isNeverComplete(int concurrency) throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page(1, 100))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).concurrency(concurrency));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).singleElement().satisfies(sign -> assertThat(sign)
                    .endsWith("holds the same records as page 1: does the API know the parameter by which it is"
                            + " asked? (parameter pageParameter)"));
            assertThat(report.records().delivered()).isEqualTo(10);
            assertThat(server.asked().size()).isLessThanOrEqualTo(1 + concurrency);
        }
    }

    @Test
    void load_onlyPageThatIsShorterThanAskedFor_mayComeAgain() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page(1, 7))) {
            RunReport report = sync().with("pageSize", "100").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(7);
        }
    }

    @Test
    void load_declaredEnd_isTheFirstShortPage() throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, "404"))) {
            RunReport report = sync().with("end", "declared")
                    .run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("no page twice", "unique keys");
            assertThat(report.unchecked()).containsExactly("total (none is told)", "end", "bracket");
            assertThat(server.asked()).hasSize(10);
        }
    }

    @Test
    void load_refusalThatMayBeACap_isNoEnd() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page <= 10
                ? page(page, 1000)
                : new Answer(400, "{\"error\":\"Result window is too large, from + size must be at most 100\"}"))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .singleElement()
                    .satisfies(
                            sign -> assertThat(sign)
                                    .startsWith(
                                            "the API may go no further than page 10: it refuses page 11 with HTTP 400: 'Result window"));
        }
    }

    @Test
    void load_refusalBehindAPageThatFailed_isNoEndThatIsBelieved() throws IOException {
        try (NumberedServer server =
                NumberedServer.start(page -> page < 5 ? page(page, 1000) : new Answer(page == 5 ? 500 : 404, ""))) {
            RunReport report = sync().with("onPageFailure", "continue")
                    .run(TestApi.at(server.baseUri()).attempts(2));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages().delivered()).isEqualTo(4);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.page())
                    .isEqualTo(5));
        }
    }

    @Test
    void load_nothingButFailuresFromOneOn_endsThoughItGoesOnAfterEach() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page < 5 ? page(page, 1000) : new Answer(501, ""))) {
            RunReport report = sync().with("onPageFailure", "continue")
                    .with("repairPasses", "0")
                    .run(TestApi.at(server.baseUri()).concurrency(2));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages().delivered()).isEqualTo(4);
            assertThat(server.asked().size()).isLessThan(30);
        }
    }

    @Test
    void load_serverThatBreaksBehindTheEnd_isAskedInVainOnly() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page < 4
                ? page(page, 30)
                : page == 4 ? new Answer(200, "{\"data\":[]}") : new Answer(500, "{\"error\":\"offset\"}"))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).attempts(3));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @CsvSource({"stop, 5", "continue, 6"})
    void load_pageBehindTheEndFailsBeforeTheEndIsSeen_isNoFailure(String onPageFailure, int asked) throws IOException {
        CountDownLatch failed = new CountDownLatch(1);
        try (NumberedServer server = NumberedServer.start(page -> {
            if (page == asked) {
                failed.countDown();
            }
            if (page == 4) {
                assertThat(await(failed)).isTrue();
            }
            return page < 5 ? page(page, 30) : new Answer(500, "{\"error\":\"offset\"}");
        })) {
            // One worker waits for the page that shows the end; the other fails to read those behind it.
            RunReport report = sync().with("onPageFailure", onPageFailure)
                    .run(TestApi.at(server.baseUri()).concurrency(2).attempts(1));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.failures()).isEmpty();
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 3, 0, 0));
        }
    }

    @Test
    void load_moreThatIsFalse_isTheEnd() throws IOException {
        try (NumberedServer server = NumberedServer.start(page ->
                Answer.page("\"has_more\":" + (page < 3) + ",", (page - 1) * SIZE + 1, Math.min(30, page * SIZE)))) {
            RunReport report = sync().with("more", "has_more")
                    .run(TestApi.at(server.baseUri()).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).startsWith("end told by the API ('/has_more' is false)");
            assertThat(server.asked()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void load_firstPageTellsOfMoreThanCame_isNotComplete() throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page <= 3
                ? Answer.page("\"meta\":{\"total_count\":5000},", (page - 1) * SIZE + 1, page * SIZE)
                : new Answer(200, "{\"data\":[]}"))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.drift()).singleElement().satisfies(sign -> assertThat(sign)
                    .startsWith("the pages hold 30 records, but the first one tells of 5,000 at '/meta/total_count'"));
        }
    }

    @Test
    void load_bracketed_saysWhyNot() throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, "empty"))) {
            TestSync bracketed = sync().with("verify", "bracketed");

            assertThatThrownBy(() -> bracketed.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("but here nobody says which that is; leave it at counted (parameter verify)");
        }
    }

    @Test
    void load_moreUnderATotal_saysThatItHasNoEffect() throws IOException {
        try (NumberedServer server = NumberedServer.start(behind(95, "empty"))) {
            TestSync more = sync().with("total", "/total").with("more", "/more");

            assertThatThrownBy(() -> more.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("is looked at only where no total says so");
        }
    }
}
