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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed, or changed while it was read, is read again; what is to be confirmed is read twice. */
@Timeout(180)
final class PassesTest {
    private static final int SIZE = 10;
    private static final int PAGES = 5;

    /** The highest id; the collection is what is between it and the lowest. */
    private final AtomicInteger highest = new AtomicInteger(SIZE * PAGES);

    private final AtomicInteger lowest = new AtomicInteger(1);

    private static TestSync sync() {
        return TestSync.packages().with("path", "/items").with("query", "").with("key", "id");
    }

    private Answer page(int page) {
        int last = highest.get();
        int first = lowest.get();
        int from = Math.min(last + 1, first + (page - 1) * SIZE);
        return Answer.page(
                "\"total\":" + (last - first + 1) + ",\"pageSize\":" + SIZE + ",",
                from,
                Math.min(last, from + SIZE - 1));
    }

    private NumberedServer changing(int page, Consumer<PassesTest> change) throws IOException {
        AtomicInteger times = new AtomicInteger();
        return NumberedServer.start(asked -> {
            if (asked == page && times.getAndIncrement() == 0) {
                change.accept(this);
            }
            return page(asked);
        });
    }

    private void grow() {
        highest.addAndGet(3);
    }

    private void shrink() {
        lowest.addAndGet(SIZE);
    }

    @ParameterizedTest
    @CsvSource({"1, arrival", "10, arrival", "10, page"})
    void load_collectionGrowsOnce_isReadAgainAndRepaired(int concurrency, String order) throws IOException {
        try (NumberedServer server = changing(3, PassesTest::grow)) {
            RunReport report =
                    sync().with("order", order).run(TestApi.at(server.baseUri()).concurrency(concurrency));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.REPAIRED);
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(PAGES + 1, PAGES + 1, 0, 0));
            assertThat(report.records()).isEqualTo(new RunReport.Records(53L, 53));
            assertThat(report.drift()).isEmpty();
            assertThat(report.notes())
                    .anyMatch(note -> note.startsWith("it was read again, because the total changed"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void load_collectionShrinks_hasWhatIsThereNow(int page) throws Exception {
        try (NumberedServer server = changing(page, PassesTest::shrink);
                Engine engine =
                        Engine.start(TestApi.at(server.baseUri()).concurrency(1).settings())) {
            Object records = sync().with("gather", "records").request(engine);

            assertThat((List<?>) records)
                    .extracting(record -> ((JsonRecord) record).get("id"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(11, 50).boxed().toList());
        }
    }

    @Test
    void load_pagesThatAreTheSame_areDeliveredOnce() throws Exception {
        Set<Integer> delivered = ConcurrentHashMap.newKeySet();
        AtomicInteger deliveries = new AtomicInteger();
        try (NumberedServer server = changing(3, PassesTest::grow);
                Engine engine =
                        Engine.start(TestApi.at(server.baseUri()).concurrency(2).settings())) {
            engine.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:count").process(exchange -> {
                        deliveries.incrementAndGet();
                        delivered.add(exchange.getMessage().getHeader("PagesyncPage", Integer.class));
                    });
                }
            });
            RunReport report = sync().steps("- to: direct:count").run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
            assertThat(delivered).hasSize(PAGES + 1);
            // The sixth is new; what was read of the others was the same.
            assertThat(deliveries).hasValue(PAGES + 1);
        }
    }

    /** An answer of a moment, which names no error. */
    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "4, true"})
    void load_pageLacksRecordsAtFirst_isReadAgainAndRepaired(int size, boolean counted) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(page -> {
            int last = page > 5 ? 0 : page == 3 && asked.getAndIncrement() == 0 ? 20 + size : 10 * page;
            return Answer.page(counted ? "\"total\":50," : "", page > 5 ? 1 : 10 * page - 9, last);
        })) {
            RunReport report = sync().with("total", counted ? "/total" : "none").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.REPAIRED);
            assertThat(report.records().delivered()).isEqualTo(50);
        }
    }

    @Test
    void load_collectionNeverComesToRest_isDriftedAfterTheLastPass() throws IOException {
        try (NumberedServer server = NumberedServer.start(asked -> {
            grow();
            return page(asked);
        })) {
            RunReport report = sync().with("repairPasses", "1").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(server.asked()).filteredOn(page -> page == 1).hasSize(2);
        }
    }

    @Test
    void load_noRepairWanted_isDrifted() throws IOException {
        try (NumberedServer server = changing(3, PassesTest::grow)) {
            RunReport report = sync().with("repairPasses", "0").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(server.asked()).filteredOn(page -> page == 1).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void load_pagesThatFail_areAskedForAgainWhenAllOthersAreThere(int times) throws IOException {
        AtomicInteger third = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(asked -> asked == 3 && third.getAndIncrement() < times
                ? new Answer(500, "{\"error\":\"later\"}")
                : page(asked))) {
            RunReport report = sync().with("onPageFailure", "continue")
                    .run(TestApi.at(server.baseUri()).attempts(1));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.REPAIRED);
            assertThat(report.failures()).isEmpty();
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(PAGES, PAGES, 0, 0));
            assertThat(report.notes()).contains("1 page failed at first and was asked for again");
            assertThat(server.asked()).filteredOn(page -> page == 1).hasSize(1);
            assertThat(third).hasValue(times + 1);
        }
    }

    @Test
    void load_pageThatFailsAlways_isPartialAndNamedOnce() throws IOException {
        try (NumberedServer server =
                NumberedServer.start(asked -> asked == 3 ? new Answer(500, "{\"error\":\"never\"}") : page(asked))) {
            RunReport report = sync().with("onPageFailure", "continue")
                    .run(TestApi.at(server.baseUri()).attempts(1));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.page())
                    .isEqualTo(3));
            assertThat(server.asked()).filteredOn(page -> page == 3).hasSize(3);
        }
    }

    @Test
    void load_pageThatStepsFailWith_isNotHandedToThemAgain() throws IOException {
        AtomicInteger third = new AtomicInteger();
        AtomicInteger fourth = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(asked -> asked == 4 && fourth.getAndIncrement() == 0
                        ? new Answer(500, "{\"error\":\"later\"}")
                        : page(asked));
                Engine engine =
                        Engine.start(TestApi.at(server.baseUri()).attempts(1).settings())) {
            engine.context().getRegistry().bind("failOnPage3", (Processor) exchange -> {
                if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 3) {
                    third.incrementAndGet();
                    throw new IllegalStateException("page 3 does not fit");
                }
            });
            RunReport report = sync().with("onPageFailure", "continue")
                    .steps("- process: { ref: failOnPage3 }")
                    .run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(PAGES, PAGES - 1, 1, 1));
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.page())
                    .isEqualTo(3));
            assertThat(third).hasValue(1);
        }
    }

    @Test
    void load_confirmed_readsAllTwiceAndSaysSo() throws IOException {
        try (NumberedServer server = NumberedServer.start(this::page)) {
            RunReport report = sync().with("verify", "confirmed").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).contains("confirmed");
            assertThat(server.asked()).filteredOn(page -> page == 2).hasSize(2);
        }
    }

    @Test
    void load_confirmed_recordIsReplacedBetweenPasses_isRepairedByAThird() throws IOException {
        AtomicInteger times = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(asked -> {
            boolean later = asked == 5 && times.getAndIncrement() > 0;
            return later ? Answer.page("\"total\":50,\"pageSize\":10,", 51, 60) : page(asked);
        })) {
            RunReport report =
                    sync().with("verify", "confirmed").with("end", "declared").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.REPAIRED);
            assertThat(report.evidence()).contains("confirmed");
            assertThat(times).hasValue(3);
        }
    }

    @Test
    void load_confirmedWithoutAKey_saysWhyNot() throws IOException {
        try (NumberedServer server = NumberedServer.start(this::page)) {
            TestSync sync = sync().with("key", "none").with("verify", "confirmed");

            assertThatThrownBy(() -> sync.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("verify is confirmed, which compares keys, but the key is none");
        }
    }

    @Test
    void load_firstPageIsGoneWhenItIsReadAgain_isAsGoodAsBefore() throws IOException {
        AtomicInteger first = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(asked -> {
            if (asked == 3) {
                highest.compareAndSet(50, 53);
            }
            return asked == 1 && first.getAndIncrement() > 0 ? new Answer(500, "{}") : page(asked);
        })) {
            RunReport report = sync().run(TestApi.at(server.baseUri()).attempts(1));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.pages().delivered()).isEqualTo(PAGES);
            assertThat(report.failures()).isNotEmpty();
        }
    }
}
