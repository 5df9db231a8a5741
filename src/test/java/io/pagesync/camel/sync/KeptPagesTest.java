package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.ledger.Start;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.ChainServer;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that a destination did not take, delivered by the next attempt without the API. */
final class KeptPagesTest {
    private static final int PAGES = 11;
    private static final int SIZE = 10;

    @TempDir
    private Path folder = Path.of("");

    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();

    private Engine engine(URI server, Map<String, String> more) {
        return engine(TestApi.at(server), more);
    }

    private Engine engine(TestApi api, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "pagesync.datasource.main.url",
                "jdbc:sqlite:" + folder.resolve("ledger.db"),
                "pagesync.ledger.data-source",
                "main",
                "pagesync.spool.folder",
                spool().toString()));
        settings.putAll(more);
        Engine engine = Engine.withSettings(api.settings(), settings);
        Processor destination = exchange -> {
            Page page = exchange.getMessage().getBody(Page.class);
            if (refused.contains(page.getNumber())) {
                throw new IllegalStateException("not now");
            }
            for (JsonRecord each : page) {
                taken.add(each.toString());
            }
        };
        engine.context().getRegistry().bind("destination", destination);
        return engine;
    }

    private Path spool() {
        return folder.resolve("spool");
    }

    private static TestSync sync() {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .with("onPageFailure", "continue")
                .with("spool", "true")
                .steps("- process: { ref: destination }");
    }

    @Test
    void pages_thatADestinationDidNotTake_areNotAskedForAgain() throws Exception {
        refused.addAll(List.of(1, 4, 7));
        try (NumberedServer server = NumberedServer.start(page -> Answer.numbered(page, PAGES, SIZE));
                Engine engine = engine(server.baseUri(), Map.of())) {
            RunReport first = sync().run(engine);
            assertThat(first.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(first.pages().failed()).isEqualTo(3);
            assertThat(first.notes()).anySatisfy(note -> assertThat(note).startsWith("2 pages that came"));
            refused.clear();
            int before = server.asked().size();

            RunReport second = Pipeline.run(engine.context(), "items", Start.goingOnWith(first.run()));

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().stream().skip(before))
                    .as("the first, and the one behind the end")
                    .containsExactlyInAnyOrder(1, 12);
            assertThat(taken).hasSize(PAGES * SIZE).doesNotHaveDuplicates();
            assertThat(second.notes()).contains("2 pages that an earlier attempt had fetched came from disk");
            assertThat(Files.exists(spool().resolve("items"))).isFalse();
        }
    }

    @Test
    void pages_ofWhichNoneWasDelivered_areNotAskedForAgain() throws Exception {
        for (int page = 1; page <= PAGES; page++) {
            refused.add(page);
        }
        try (NumberedServer server = NumberedServer.start(page -> Answer.numbered(page, PAGES, SIZE));
                Engine engine = engine(server.baseUri(), Map.of())) {
            assertThat(sync().run(engine).verdict()).isEqualTo(Verdict.FAILED);
            refused.clear();
            int before = server.asked().size();

            RunReport second = Pipeline.run(engine.context(), "items", Start.NOW);

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().stream().skip(before)).containsExactlyInAnyOrder(1, 12);
            assertThat(taken).hasSize(PAGES * SIZE).doesNotHaveDuplicates();
        }
    }

    @Test
    void page_thatFailsBehindAnAggregator_isNotAskedForAgain() throws Exception {
        refused.add(3);
        try (NumberedServer server = NumberedServer.start(page -> Answer.numbered(page, PAGES, SIZE));
                Engine engine = engine(TestApi.at(server.baseUri()).concurrency(1), Map.of())) {
            // The page goes on with the next one, when its own steps have ended.
            AggregationStrategy firstOfTwo = (first, second) -> first == null ? second : first;
            engine.context().getRegistry().bind("firstOfTwo", firstOfTwo);
            TestSync sync = sync().steps("""
                    - aggregate:
                        correlationExpression: { constant: all }
                        completionSize: 2
                        aggregationStrategy: firstOfTwo
                        steps:
                          - process: { ref: destination }
                    """);
            RunReport first = sync.run(engine);
            assertThat(first.verdict()).as("%s", first).isEqualTo(Verdict.PARTIAL);
            assertThat(first.stopped()).isEqualTo("page 3 failed after its steps had ended");
            refused.clear();
            int before = server.asked().size();

            RunReport second = Pipeline.run(engine.context(), "items", Start.goingOnWith(first.run()));

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().stream().skip(before)).doesNotContain(3);
            assertThat(second.notes()).contains("1 page that an earlier attempt had fetched came from disk");
        }
    }

    @Test
    void pageOfAChain_saysAgainWhatComesBehindIt() throws Exception {
        refused.add(3);
        try (ChainServer server = ChainServer.start(5);
                Engine engine = engine(server.baseUri(), Map.of())) {
            TestSync chain = sync().with("onPageFailure", "stop").with("end", "declared");
            RunReport first = chain.run(engine);
            assertThat(first.verdict()).isEqualTo(Verdict.PARTIAL);
            refused.clear();
            int before = server.asked().size();

            RunReport second = Pipeline.run(engine.context(), "items", Start.goingOnWith(first.run()));

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().stream().skip(before)).contains(1).doesNotContain(3);
            assertThat(taken).doesNotHaveDuplicates();
        }
    }

    @Test
    void collectionThatIsAnotherMeanwhile_isReadAsItIsNow() throws Exception {
        refused.add(4);
        int[] pages = {PAGES};
        try (NumberedServer server = NumberedServer.start(page -> Answer.numbered(page, pages[0], SIZE));
                Engine engine = engine(server.baseUri(), Map.of())) {
            RunReport first = sync().run(engine);
            assertThat(first.verdict()).isEqualTo(Verdict.PARTIAL);
            refused.clear();
            int before = server.asked().size();
            pages[0] = PAGES + 1;

            RunReport second = Pipeline.run(engine.context(), "items", Start.NOW);

            assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().stream().skip(before)).contains(4);
            assertThat(Files.exists(spool().resolve("items"))).isFalse();
        }
    }

    @Test
    void ledgerThatEndsWithItsProcess_isRefused() throws Exception {
        try (NumberedServer server = NumberedServer.start(page -> Answer.numbered(page, PAGES, SIZE));
                Engine engine = engine(server.baseUri(), Map.of("pagesync.ledger.data-source", "memory"))) {
            assertThatThrownBy(() -> sync().run(engine))
                    .hasMessageContaining("the sync items keeps pages for the next attempt at a run (spool), and the"
                            + " ledger knows no run beyond its process; name a data source for it"
                            + " (pagesync.ledger.data-source), or leave spool out");
            assertThat(server.asked()).isEmpty();
        }
    }
}
