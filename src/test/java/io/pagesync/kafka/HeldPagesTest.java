package io.pagesync.kafka;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.manage.RunRules;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination that has no way to know a page again, and one behind it that fails to take it at first. */
@SuppressWarnings("NullAway.Init")
final class HeldPagesTest {
    private static final int PAGES = 11;
    private static final int SIZE = 10;

    @TempDir
    private Path folder = Path.of("");

    private NumberedServer server;
    private TestKafka kafka;
    private Engine engine;
    private final AtomicInteger pages = new AtomicInteger();
    /** Each page of this many fails at first. */
    private volatile int every = 3;

    @BeforeEach
    void start() throws Exception {
        server = NumberedServer.start(page -> Answer.numbered(page, PAGES, SIZE));
        kafka = TestKafka.start();
        kafka.make("items", 1, 1_000_000);
        engine = Engine.withSettings(
                TestApi.at(server.baseUri()).settings(),
                Map.of(
                        "pagesync.kafka.bootstrap-servers",
                        kafka.servers(),
                        "pagesync.datasource.main.url",
                        "jdbc:sqlite:" + folder.resolve("ledger.db"),
                        "pagesync.spool.folder",
                        folder.resolve("spool").toString(),
                        "pagesync.ledger.data-source",
                        "main"));
        Processor second = exchange -> {
            if (pages.incrementAndGet() % every == 0 && pages.get() <= PAGES) {
                throw new IllegalStateException("not now");
            }
        };
        engine.context().getRegistry().bind("second", second);
    }

    @AfterEach
    void stop() {
        engine.close();
        kafka.close();
        server.close();
    }

    private static TestSync sync(boolean spool) {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .with("onPageFailure", "continue")
                .with("spool", Boolean.toString(spool))
                .steps("""
                        - to: { uri: kamelet:kafka-sink, parameters: { topic: items } }
                        - process: { ref: second }
                        """);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void page_thatARetryReads_orHasKept_isNotSentAgain(boolean spool) throws Exception {
        TestSync sync = sync(spool);
        RunReport first = sync.run(engine);
        assertThat(first.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(first.pages().failed()).isEqualTo(3);
        int before = server.asked().size();

        RunReport second = Pipeline.run(engine.context(), "items", Start.goingOnWith(first.run()));

        assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
        assertThat(pages).hasValue(PAGES + 3);
        // The first page, and the one behind the end.
        int others = server.asked().size() - before - 2;
        assertThat(others).isLessThanOrEqualTo(spool ? 0 : 3);
        assertThat(kafka.committed("items"))
                .extracting(ConsumerRecord::key)
                .hasSize(PAGES * SIZE)
                .doesNotHaveDuplicates();
    }

    @Test
    void pages_ofWhichNoneWasDelivered_areNotSentAgain() throws Exception {
        every = 1;
        TestSync sync = sync(false);
        assertThat(sync.run(engine).verdict()).isEqualTo(Verdict.FAILED);
        RunEntry failed = Ledgers.of(engine.context()).runs("items", 1).get(0);
        assertThat(RunRules.noRetry(failed, failed, false)).isNull();

        RunReport second = Pipeline.run(engine.context(), "items", Start.NOW);

        assertThat(second.verdict()).as("%s", second).isEqualTo(Verdict.COMPLETE);
        assertThat(kafka.committed("items"))
                .extracting(ConsumerRecord::key)
                .hasSize(PAGES * SIZE)
                .doesNotHaveDuplicates();
    }
}
