package io.pagesync.camel.work;

import static io.pagesync.testing.TestSync.LICENCE;
import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.database.RealDatabase;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestSync;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose pages other processes deliver: what comes of them is what one process alone would have made. */
@Timeout(120)
final class SharedRunTest {
    private static final int PAGES = 40;
    private static final int SIZE = 5;
    private static final String TABLE = "- to: { uri: kamelet:database-sink, parameters: { table: items } }";

    @TempDir
    private Path folder = Path.of("");

    private static TestSync items(String steps) {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .steps(steps);
    }

    private static Answer answer(int page) {
        return Answer.numbered(page, PAGES, SIZE);
    }

    private static List<Integer> eachOnceAndTheEnd() {
        return IntStream.rangeClosed(1, PAGES + 1).boxed().toList();
    }

    @Test
    void pages_thatTwoWorkersDeliver_areAllThereEachOnce() throws Exception {
        try (NumberedServer server = NumberedServer.start(SharedRunTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, items(TABLE))) {
            Engine first = cluster.worker();
            cluster.worker();
            Engine owner = cluster.owner();

            RunReport report = Pipeline.run(owner.context(), "items");

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).contains("counted", "unique keys", "end seen");
            assertThat(report.pages().delivered()).isEqualTo(PAGES);
            assertThat(report.records().delivered()).isEqualTo(PAGES * SIZE);
            assertThat(report.destinations()).singleElement().asString().contains("200 records (190 by workers)");
            assertThat(server.asked()).containsExactlyInAnyOrderElementsOf(eachOnceAndTheEnd());
            assertThat(cluster.rows("select count(*), count(distinct id), sum(id) from items"))
                    .containsExactly("200 200 20100");
            assertThat(cluster.rows("select count(*) from pagesync_work where page > 0"))
                    .containsExactly("0");
            await().until(() ->
                    cluster.rows("select count(*) from pagesync_workers").equals(List.of("2")));
            first.close();
            assertThat(cluster.rows("select count(*) from pagesync_workers")).containsExactly("1");
        }
    }

    @Test
    void owner_thatDeliversPagesAsAWorkerToo_asksForEachOnce() throws Exception {
        try (NumberedServer server = NumberedServer.start(SharedRunTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 2, items(TABLE))) {
            RunReport report = Pipeline.run(cluster.worker().context(), "items");

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes()).isEmpty();
            assertThat(server.asked()).containsExactlyInAnyOrderElementsOf(eachOnceAndTheEnd());
        }
    }

    @Test
    void requestsOfAllProcesses_areAsManyAtOnceAsTheApisConcurrency() throws Exception {
        SandboxSettings api = SandboxSettings.builder()
                .records(400)
                .rateLimit(0)
                .latency(Duration.ofMillis(10))
                .build();
        TestSync sync = bare("items")
                .with("api", "t3")
                .with("path", "/v2/packages/active")
                .with("query", "RAW(licenseNumber=" + LICENCE + "&pageSize=10)")
                .with("key", "id")
                .steps(TABLE);
        try (Sandbox sandbox = Sandbox.start(api);
                ClusterOfEngines cluster = new ClusterOfEngines(
                                folder, RealDatabase.POSTGRES, sandbox.baseUri(), 3, sync)
                        .with("pagesync.api.t3.base-url", sandbox.baseUri().toString())) {
            cluster.worker();
            cluster.worker();

            RunReport report = Pipeline.run(cluster.owner().context(), "items");

            assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
            assertThat(sandbox.maxInFlight()).isBetween(2, 3);
            assertThat(cluster.rows("select sum(slots) from pagesync_slots where process <> ''"))
                    .singleElement()
                    .satisfies(sum -> assertThat(Integer.parseInt(sum)).isLessThanOrEqualTo(3));
        }
    }

    @Test
    void page_thatTheApiRefuses_failsWithTheSentenceThatOneProcessWouldSay() throws Exception {
        TestSync sync = items(TABLE).with("repairPasses", "0").with("onPageFailure", "continue");
        try (NumberedServer server = NumberedServer.start(page ->
                        page == 7 ? new Answer(500, "{\"error\":\"no such shelf\"}") : SharedRunTest.answer(page));
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 2, sync)) {
            cluster.worker();

            RunReport report = Pipeline.run(cluster.owner().context(), "items");

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages().delivered()).isEqualTo(PAGES - 1);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.page()).isEqualTo(7);
                assertThat(failure.error())
                        .isEqualTo(
                                "GET " + server.baseUri()
                                        + "/items?page=7 answered 500 (internal server error): 'no such shelf' (after 3 attempts)");
            });
            assertThat(Collections.frequency(server.asked(), 7)).isEqualTo(3);
            assertThat(report.traffic().retries()).isEqualTo(2);
            assertThat(cluster.rows("select page, error from pagesync_pages where error is not null"))
                    .containsExactly("7 " + report.failures().get(0).error());
        }
    }

    @Test
    void record_thatTheTableRefuses_isKeptByTheLedger() throws Exception {
        try (NumberedServer server = NumberedServer.start(page -> page == 9
                        ? new Answer(200, answer(9).body().replace("{\"id\":43}", "{\"id\":43,\"name\":\"a\\u0000b\"}"))
                        : SharedRunTest.answer(page));
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 2, items(TABLE))) {
            cluster.worker();

            RunReport report = Pipeline.run(cluster.owner().context(), "items");

            assertThat(report.exitCode()).as("%s", report).isEqualTo(6);
            assertThat(report.records().delivered()).isEqualTo(PAGES * SIZE - 1);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .startsWith("1 record refused by table items: page 9, record 3: "));
            assertThat(cluster.rows("select page, position, record_key, destination from pagesync_refusals"))
                    .containsExactly("9 3 43 table items");
            assertThat(cluster.rows("select count(*) from items")).containsExactly("199");
        }
    }

    @Test
    void messages_thatAreLost_areSentAgain() throws Exception {
        try (NumberedServer server = NumberedServer.start(SharedRunTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, items(TABLE))) {
            Engine owner = cluster.owner();
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(owner.context(), "items"));
            // All but the first page and the last, which are the owner's.
            assertThat(cluster.broker.take("pagesync.pages.t3", PAGES - 2)).hasSize(PAGES - 2);

            cluster.worker();

            RunReport report = run.get(60, TimeUnit.SECONDS);
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes()).singleElement().asString().startsWith("no process took a page for a while");
            assertThat(server.asked()).containsExactlyInAnyOrderElementsOf(eachOnceAndTheEnd());
        }
    }

    @Test
    void messages_thatComeTwiceOrAreOfNoOpenRun_askForNothing() throws Exception {
        try (NumberedServer server = NumberedServer.start(SharedRunTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, items(TABLE))) {
            Engine owner = cluster.owner();
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(owner.context(), "items"));
            List<Message> messages = cluster.broker.take("pagesync.pages.t3", PAGES - 2);
            String text = messages.get(0).getBody(String.class);
            assertThat(text).hasSizeLessThan(400).doesNotContain("http", "/items");
            cluster.send(messages);
            cluster.send(messages);
            cluster.send(messages, text.replaceFirst("\"epoch\":1", "\"epoch\":7"));
            cluster.send(messages, "{\"run\":");

            cluster.worker();

            assertThat(run.get(60, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.COMPLETE);
            cluster.send(messages, text);
            await().until(() -> cluster.broker.count("pagesync.pages.t3") == 0);
            assertThat(server.asked()).containsExactlyInAnyOrderElementsOf(eachOnceAndTheEnd());
            assertThat(cluster.rows("select count(*), count(distinct id) from items"))
                    .containsExactly("200 200");
        }
    }

    @Test
    void run_whosePagesOthersCannotDeliver_isLoadedByItsOwnerWhichSaysWhy() throws Exception {
        TestSync sync = items(TABLE).with("order", "page");
        try (NumberedServer server = NumberedServer.start(SharedRunTest::answer);
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 2, sync)) {
            RunReport report = Pipeline.run(cluster.owner().context(), "items");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes())
                    .containsExactly(
                            "one process of the cluster has loaded all pages, as its pages are handed on in their"
                                    + " order (order: page)");
        }
    }

    @Test
    void mirror_thatTwoWorkersFill_deletesWhatIsGone() throws Exception {
        TestSync sync = items("- to: { uri: kamelet:database-sink, parameters: { table: items, mode: mirror } }")
                .with("sorted", "growing")
                .with("verify", "bracketed");
        AtomicInteger gone = new AtomicInteger();
        try (NumberedServer server = NumberedServer.start(page -> {
                    Answer whole = SharedRunTest.answer(page);
                    return gone.get() == 0
                            ? whole
                            : new Answer(
                                    200,
                                    whole.body()
                                            .replace("{\"id\":31}", "{\"id\":1031}")
                                            .replace("{\"id\":32}", "{\"id\":1032}"));
                });
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, sync)) {
            cluster.worker();
            cluster.worker();
            Engine owner = cluster.owner();
            RunReport first = Pipeline.run(owner.context(), "items");
            assertThat(first.verdict()).as("%s", first).isEqualTo(Verdict.COMPLETE);
            gone.set(1);

            RunReport second = Pipeline.run(owner.context(), "items");

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(cluster.rows("select count(*) from items where id in (31, 32)"))
                    .containsExactly("0");
            assertThat(cluster.rows("select count(*), max(id) from items")).containsExactly("200 1032");
        }
    }

    @Test
    void changes_ofRowsThatWorkersWrite_areToldOnceEachInTheOrderOfTheirKey() throws Exception {
        TestSync sync =
                items("- to: { uri: kamelet:database-sink, parameters: { table: items, changes: 'jms:changes' } }");
        AtomicInteger night = new AtomicInteger(1);
        try (NumberedServer server = NumberedServer.start(page -> new Answer(
                        200, answer(page).body().replaceAll("(\"id\":\\d+)", "$1,\"night\":" + night.get())));
                ClusterOfEngines cluster =
                        new ClusterOfEngines(folder, RealDatabase.POSTGRES, server.baseUri(), 4, sync)) {
            cluster.worker();
            cluster.worker();
            Engine owner = cluster.owner();
            for (int i = 0; i < 2; i++) {
                RunReport report = Pipeline.run(owner.context(), "items");
                assertThat(report.verdict()).as("%s", report).isEqualTo(Verdict.COMPLETE);
                assertThat(report.notes()).isEmpty();
                night.incrementAndGet();
            }

            assertThat(cluster.broker.count("changes")).isEqualTo(2 * PAGES * SIZE);
            Map<String, List<String>> told = cluster.broker.take("changes", 2 * PAGES * SIZE).stream()
                    .collect(Collectors.groupingBy(
                            each -> text(each, "\"id\":(\\d+)"),
                            Collectors.mapping(each -> text(each, "\"op\":\"(.)\""), Collectors.toList())));
            assertThat(told).hasSize(PAGES * SIZE).allSatisfy((key, all) -> assertThat(all)
                    .containsExactly("c", "u"));
        }
    }

    private static String text(Message message, String what) {
        try {
            Matcher matcher = Pattern.compile(what).matcher(message.getBody(String.class));
            assertThat(matcher.find()).as("%s", message).isTrue();
            return matcher.group(1);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
