package io.pagesync.camel.watch;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An Error, such as memory that has run out, fails its page: the run ends, and its verdict says so. */
final class SeriousErrorsTest {
    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(1050);

    private Engine engine;
    private volatile Error due = new OutOfMemoryError("Java heap space");
    private volatile boolean mended;

    @BeforeEach
    void start() throws IOException {
        engine = Engine.start(TestApi.at(sandbox.baseUri()).settings());
        engine.context().getShutdownStrategy().setTimeout(5);
        engine.context().getRegistry().bind("breaks", (Processor) this::call);
        engine.context().getRegistry().bind("breaksAsBean", this);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** Throws on page 3, as a processor and as a bean's method. */
    public void call(Exchange exchange) {
        if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 3 && !mended) {
            throw due;
        }
    }

    private void assertPage3Fails(String steps) {
        TestSync sync = packages().with("onPageFailure", "continue").steps(steps);
        RunReport report = CompletableFuture.supplyAsync(() -> sync.run(engine))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.page()).isEqualTo(3);
            assertThat(failure.error()).contains(due.getClass().getSimpleName());
        });
        assertThat(OpenRuns.of(engine.context()).open()).isEmpty();
        mended = true;
        assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- process: { ref: breaks }",
                "- bean: { ref: breaksAsBean, method: call }",
                """
                - filter:
                    method: { ref: breaksAsBean, method: call }
                    steps:
                      - to: mock:other
                """,
                """
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - process: { ref: breaks }
                      - to: mock:other
                """,
                """
                - multicast:
                    steps:
                      - to: mock:other
                      - process: { ref: breaks }
                """,
                """
                - split:
                    simple: "${body}"
                    streaming: true
                    steps:
                      - process: { ref: breaks }
                """,
                """
                - split:
                    simple: "${body}"
                    streaming: true
                    parallelProcessing: true
                    steps:
                      - process: { ref: breaks }
                """,
                """
                - threads: { poolSize: 2 }
                - process: { ref: breaks }
                """,
                """
                - doTry:
                    steps:
                      - process: { ref: breaks }
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - to: mock:caught
                """,
            })
    void memory_thatRunsOutInAnyStep_isThatPagesFailure(String steps) {
        assertPage3Fails(steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- to: direct:elsewhere", "- to: seda:elsewhere", "- wireTap: { uri: direct:elsewhere }"})
    void memory_thatRunsOutInAnotherRoute_isThatPagesFailure(String steps) {
        String from = steps.contains("seda") ? "seda:elsewhere" : "direct:elsewhere";
        engine.addRoutes("elsewhere", "- from: { uri: \"" + from + "\", steps: [ process: { ref: breaks } ] }");

        assertPage3Fails(steps);
    }

    static Error[] others() {
        return new Error[] {
            new StackOverflowError(), new NoClassDefFoundError("com/example/Missing"), new AssertionError("never")
        };
    }

    @ParameterizedTest
    @MethodSource("others")
    void anyOtherError_isThatPagesFailure(Error error) {
        due = error;

        assertPage3Fails("- process: { ref: breaks }");
    }
}
