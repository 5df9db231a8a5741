package io.pagesync.camel.load;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole loads of whole collections that stay as they are. */
final class LoadTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "99, 1", "100, 1", "101, 2", "199, 2", "200, 2", "1234, 13"})
    void load_anyNumberOfRecords_isCompleteWithEachPageAskedOnceAndBehindAFullOne(int records, int pages)
            throws IOException {
        try (Sandbox sandbox = sandbox(records)) {
            RunReport report = packages().with("key", "id").run(TestApi.at(sandbox.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys");
            assertThat(report.records()).isEqualTo(new RunReport.Records((long) records, records));
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(pages, pages, 0, 0));
            boolean looked = records > 0 && (records % 100 == 0 || (pages == 1 && records >= 10));
            int asked = looked ? pages + 1 : pages;
            assertThat(pagesAsked(sandbox))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, asked).boxed().toList());
        }
    }

    @Test
    void load_pageSizeCappedByTheServer_countsPagesByTheSizeGranted() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(1000)
                .rateLimit(0)
                .pageSizeCap(50)
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            RunReport report = packages().pageSize(400).with("key", "id").run(TestApi.at(sandbox.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.pages().planned()).isEqualTo(20);
        }
    }

    @Test
    void load_firstPage_isAskedAloneBeforeAllOthers() throws IOException {
        try (Sandbox sandbox = sandbox(2000)) {
            packages().run(TestApi.at(sandbox.baseUri()));

            List<LoggedRequest> requests = new ArrayList<>(sandbox.requests());
            requests.sort(Comparator.comparingLong(LoggedRequest::startNanos));
            assertThat(requests.get(0).page()).isEqualTo(1);
            assertThat(requests.get(1).inFlight()).isEqualTo(1);
        }
    }

    @Test
    void load_withBatchSize_beginsAWaveWhenTheOneBeforeIsComplete() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(1200)
                .rateLimit(0)
                .latency(java.time.Duration.ofMillis(20))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            RunReport report = packages().with("batchSize", "4").run(TestApi.at(sandbox.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            List<LoggedRequest> requests = new ArrayList<>(sandbox.requests());
            requests.sort(Comparator.comparingLong(LoggedRequest::startNanos));
            assertThat(requests.stream().map(request -> (Objects.requireNonNull(request.page()) - 1) / 4))
                    .isSorted();
            assertThat(sandbox.maxInFlight()).isBetween(2, 4);
        }
    }

    @Test
    void load_inPageOrder_handsPagesOnByTheirNumber() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(3000)
                .rateLimit(0)
                .faults(io.pagesync.sandbox.Faults.none().withSlow(0.3, java.time.Duration.ofMillis(30)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                Engine engine = Engine.start(
                        TestApi.at(sandbox.baseUri()).concurrency(7).settings())) {
            RunReport report =
                    packages().with("order", "page").steps("- to: mock:pages").run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            MockEndpoint pages = engine.context().getEndpoint("mock:pages", MockEndpoint.class);
            assertThat(pages.getExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader("PagesyncPage"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 30).boxed().toList());
        }
    }

    @Test
    void load_pagesAskedFor_answersWithThemInOrder() throws Exception {
        try (Sandbox sandbox = sandbox(950);
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            Object answer = packages().with("gather", "pages").request(engine);

            assertThat(answer)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Page.class))
                    .extracting(Page::getNumber)
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void load_recordsAskedFor_answersWithThemFlattenedInOrder() throws Exception {
        try (Sandbox sandbox = sandbox(950);
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            Object answer = packages().with("gather", "records").request(engine);

            assertThat(answer)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(JsonRecord.class))
                    .extracting(record -> record.get("id"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 950).boxed().toList());
        }
    }

    @Test
    void load_emptyCollectionWithPagesAskedFor_answersWithTheOneEmptyPage() throws Exception {
        try (Sandbox sandbox = sandbox(0);
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            Object answer = packages().with("gather", "pages").request(engine);

            assertThat(answer)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Page.class))
                    .singleElement()
                    .extracting(Page::getSize)
                    .isEqualTo(0);
        }
    }

    @Test
    void load_roundTotalWithAFullLastPage_looksBehindTheLastPage() throws IOException {
        try (Sandbox sandbox = sandbox(1000)) {
            RunReport report = packages().run(TestApi.at(sandbox.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(pagesAsked(sandbox)).endsWith(11).hasSize(11);
        }
    }

    @Test
    void load_twice_loadsTwice() throws IOException {
        try (Sandbox sandbox = sandbox(299);
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            packages().run(engine);
            RunReport second = Pipeline.run(engine.context(), "packages");

            assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(sandbox.requests()).hasSize(6);
        }
    }

    private static Sandbox sandbox(int records) throws IOException {
        return Sandbox.start(
                SandboxSettings.builder().records(records).rateLimit(0).build());
    }

    private static List<Integer> pagesAsked(Sandbox sandbox) {
        return sandbox.requests().stream()
                .map(request -> Objects.requireNonNull(request.page()))
                .sorted()
                .toList();
    }
}
