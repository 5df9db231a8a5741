package io.pagesync.camel.watch;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever users put behind the source, the verdict says what became of each page. */
final class UserStepsTest {
    private Sandbox sandbox;
    private Engine engine;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(
                SandboxSettings.builder().records(1050).rateLimit(0).build());
        engine = Engine.start(TestApi.at(sandbox.baseUri()).settings());
        engine.context().getRegistry().bind("failOnPage3", (org.apache.camel.Processor) UserStepsTest::failOnPage3);
    }

    @AfterEach
    void stop() {
        engine.close();
        sandbox.close();
    }

    private static void failOnPage3(Exchange exchange) {
        if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 3) {
            throw new IllegalStateException("page 3 does not fit");
        }
    }

    private RunReport run(String head, String steps) {
        return packages()
                .with("onPageFailure", "continue")
                .head(head)
                .steps(steps)
                .run(engine);
    }

    private MockEndpoint mock(String name) {
        return engine.context().getEndpoint("mock:" + name, MockEndpoint.class);
    }

    private static void assertPage3Missing(RunReport report) {
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(11, 10, 1, 1));
        assertThat(report.records().delivered()).isEqualTo(950);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.page()).isEqualTo(3);
            assertThat(failure.error()).contains("page 3 does not fit");
        });
    }

    @Test
    void steps_thatFail_leaveThePageUndelivered() {
        assertPage3Missing(run("", "- process: { ref: failOnPage3 }"));
    }

    @Test
    void steps_thatFailWithoutContinuing_stopTheRun() {
        RunReport report = packages().steps("- process: { ref: failOnPage3 }").run(engine);

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.stopped()).isEqualTo("page 3 failed");
    }

    @Test
    void deadLetterChannel_thatTakesAPage_leavesItUndelivered() {
        RunReport report = run(
                "errorHandler: { deadLetterChannel: { deadLetterUri: 'mock:dead',"
                        + " redeliveryPolicy: { maximumRedeliveries: 1, redeliveryDelay: '0' } } }",
                "- process: { ref: failOnPage3 }");

        assertPage3Missing(report);
        assertThat(mock("dead").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void deadLetterChannel_andAFetchThatFails_endsInOneFailureOfTheRun() throws IOException {
        SandboxSettings failing = SandboxSettings.builder()
                .records(1050)
                .rateLimit(0)
                .faults(io.pagesync.sandbox.Faults.none().withFailingPages(java.util.Map.of(1, 500)))
                .build();
        try (Sandbox broken = Sandbox.start(failing);
                Engine other =
                        Engine.start(TestApi.at(broken.baseUri()).attempts(2).settings())) {
            RunReport report = packages()
                    .head("errorHandler: { deadLetterChannel: { deadLetterUri: 'mock:dead',"
                            + " redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: '0' } } }")
                    .run(other);

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(broken.requests()).hasSize(2);
            assertThat(other.context()
                            .getEndpoint("mock:dead", MockEndpoint.class)
                            .getReceivedCounter())
                    .isZero();
        }
    }

    @Test
    void onException_thatHandlesAPage_leavesItUndelivered() {
        engine.addRoutes("handling", """
                - routeConfiguration:
                    id: handling
                    onException:
                      - onException:
                          exception: [java.lang.IllegalStateException]
                          handled: { constant: { expression: 'true' } }
                          steps:
                            - to: mock:handled
                """);

        assertPage3Missing(run("routeConfigurationId: handling", "- process: { ref: failOnPage3 }"));
    }

    @Test
    void errorHandler_thatTriesAgainWithSuccess_deliversThePage() {
        engine.context().getRegistry().bind("failOnce", new org.apache.camel.Processor() {
            private boolean failed;

            @Override
            public synchronized void process(Exchange exchange) {
                if (!failed) {
                    failed = true;
                    throw new IllegalStateException("once");
                }
            }
        });

        RunReport report = run(
                "errorHandler: { defaultErrorHandler: { redeliveryPolicy: { maximumRedeliveries: 2,"
                        + " redeliveryDelay: '0' } } }",
                "- process: { ref: failOnce }");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void doCatch_thatHandlesAPage_leavesItUndelivered() {
        assertPage3Missing(run("", """
                - doTry:
                    steps:
                      - process: { ref: failOnPage3 }
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - to: mock:caught
                """));
    }

    @Test
    void multicast_withABranchThatFails_leavesThePageUndeliveredAndTheOtherBranchAlone() {
        RunReport report = run("", """
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - process: { ref: failOnPage3 }
                      - to: mock:other
                """);

        assertPage3Missing(report);
        assertThat(mock("other").getReceivedCounter()).isEqualTo(11);
    }

    @Test
    void multicast_withABranchWhoseFailureIsHandled_leavesThePageUndelivered() {
        engine.addRoutes("branch", """
                - route:
                    id: branch
                    errorHandler: { deadLetterChannel: { deadLetterUri: 'mock:dead' } }
                    from:
                      uri: direct:branch
                      steps:
                        - process: { ref: failOnPage3 }
                """);

        assertPage3Missing(run("", """
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - to: direct:branch
                      - to: mock:other
                """));
    }

    /** The page that ends first is the one whose exchange Camel would go on with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- stop: {}",
                "- rollback: { markRollbackOnly: true }",
                "- multicast: { steps: [ { to: 'mock:other' }, { to: 'direct:dead' } ] }",
                "- setProperty: { name: PagesyncRun, constant: mine }"
            })
    void steps_thatEndTheRouteOfThePageThatEndsFirst_leaveTheRunToItsVerdict(String step) {
        try (Engine one =
                Engine.start(TestApi.at(sandbox.baseUri()).concurrency(1).settings())) {
            one.addRoutes("dead", """
                    - route:
                        id: dead
                        errorHandler: { deadLetterChannel: { deadLetterUri: 'mock:dead' } }
                        from:
                          uri: direct:dead
                          steps:
                            - throwException: { exceptionType: java.lang.IllegalStateException, message: dead }
                    """);

            RunReport report = packages()
                    .with("onPageFailure", "continue")
                    .steps("""
                            - filter:
                                simple: "${header.PagesyncPage} == 1"
                                steps:
                            """ + step.indent(6))
                    .run(one);

            assertThat(report.pages().planned()).isEqualTo(11);
            assertThat(report.pages().delivered()).isBetween(10, 11);
            assertThat(packages().id("again").run(one).verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void multicast_withBothBranchesFailing_leavesThePageUndelivered() {
        assertPage3Missing(run("", """
                - multicast:
                    parallelProcessing: true
                    executorService: deliver
                    steps:
                      - process: { ref: failOnPage3 }
                      - process: { ref: failOnPage3 }
                """));
    }

    @Test
    void multicast_inParallelBehindASlowEndpoint_slowsTheFetchingDown() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Engine two =
                Engine.start(TestApi.at(sandbox.baseUri()).concurrency(2).settings())) {
            two.context().getRegistry().bind("enter", (org.apache.camel.Processor)
                    exchange -> most.accumulateAndGet(inside.incrementAndGet(), Math::max));
            two.context().getRegistry().bind("leave", (org.apache.camel.Processor)
                    exchange -> inside.decrementAndGet());

            RunReport report = packages().steps("""
                    - process: { ref: enter }
                    - multicast:
                        parallelProcessing: true
                        executorService: deliver
                        steps:
                          - delay: { constant: { expression: '20' } }
                          - to: mock:fast
                    - process: { ref: leave }
                    """).run(two);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            // Twice the concurrency, though the worker is free as soon as the multicast has the page.
            assertThat(most).hasValueLessThanOrEqualTo(4);
        }
    }

    @Test
    void filter_thatDropsAPage_countsItAsDelivered() {
        RunReport report = run("", """
                - filter:
                    simple: "${header.PagesyncPage} > 5"
                    steps:
                      - to: mock:some
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(mock("some").getReceivedCounter()).isEqualTo(6);
    }

    @Test
    void split_toRecords_sendsEachRecord() {
        RunReport report = run("", """
                - split:
                    simple: "${body}"
                    streaming: true
                    steps:
                      - convertBodyTo: { type: String }
                      - to: mock:records
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(mock("records").getExchanges()).hasSize(1050).allSatisfy(exchange -> assertThat(
                        exchange.getMessage().getBody(String.class))
                .startsWith("{\"id\":"));
    }

    @Test
    void split_withARecordThatFails_leavesThePageUndelivered() {
        assertPage3Missing(run("", """
                - split:
                    simple: "${body}"
                    streaming: true
                    stopOnException: true
                    steps:
                      - process: { ref: failOnPage3 }
                """));
    }

    @Test
    void seda_whoseConsumerFails_leavesThePageUndelivered() {
        engine.addRoutes("queue", """
                - route:
                    id: queue
                    from:
                      uri: seda:pages
                      parameters: { concurrentConsumers: 2 }
                      steps:
                        - process: { ref: failOnPage3 }
                """);

        assertPage3Missing(run("", "- to: seda:pages"));
    }

    @Test
    void seda_whoseConsumerFaresWell_isWaitedFor() {
        engine.addRoutes("queue", """
                - route:
                    id: queue
                    from:
                      uri: seda:pages
                      steps:
                        - delay: { constant: { expression: '5' } }
                        - to: mock:late
                """);

        RunReport report = run("", "- to: seda:pages");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(mock("late").getReceivedCounter()).isEqualTo(11);
    }

    @Test
    void simple_onAPage_reachesIntoItsRecords() {
        run("", """
                - setHeader: { name: first, simple: "${body.records[0][id]}" }
                - setHeader: { name: count, simple: "${body.size}" }
                - to: mock:simple
                """);

        assertThat(mock("simple").getExchanges())
                .filteredOn(exchange -> exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 2)
                .singleElement()
                .satisfies(exchange -> {
                    assertThat(exchange.getMessage().getHeader("first")).hasToString("101");
                    assertThat(exchange.getMessage().getHeader("count")).hasToString("100");
                });
    }

    @Test
    void headers_ofTheAnswer_doNotTravelOn() {
        run("", "- to: mock:headers");

        assertThat(mock("headers").getExchanges())
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsOnlyKeys("PagesyncSync", "PagesyncRun", "PagesyncPage"));
    }
}
