package io.pagesync.camel.watch;

import static io.pagesync.testing.TestSync.addRoutes;
import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.BeanInject;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever users put behind the source, the verdict says what became of each page. */
@CamelMainTest(propertyPlaceholderLocations = "file:config/application.properties")
@SuppressWarnings("NullAway.Init")
final class UserStepsTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(1050);

    @BindToRegistry
    final Processor failOnPage3 = exchange -> {
        if (exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 3) {
            throw new IllegalStateException("page 3 does not fit");
        }
    };

    @BeanInject
    private CamelContext context;

    @EndpointInject("mock:dead")
    private MockEndpoint dead;

    @EndpointInject("mock:pages")
    private MockEndpoint pages;

    @Configure
    void sandbox(MainConfigurationProperties main) {
        main.addConfiguration(SANDBOX);
    }

    private RunReport run(String head, String steps) {
        return packages()
                .with("onPageFailure", "continue")
                .head(head)
                .steps(steps)
                .run(context);
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
        RunReport report = packages().steps("- process: { ref: failOnPage3 }").run(context);

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
        assertThat(dead.getReceivedCounter()).isEqualTo(1);
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
        addRoutes(context, "handling", """
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
        context.getRegistry().bind("failOnce", new Processor() {
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
                      - to: mock:pages
                """);

        assertPage3Missing(report);
        assertThat(pages.getReceivedCounter()).isEqualTo(11);
    }

    @Test
    void multicast_withABranchWhoseFailureIsHandled_leavesThePageUndelivered() {
        addRoutes(context, "branch", """
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
                      - to: mock:pages
                """));
    }

    /** The page that ends first is the one whose exchange Camel would go on with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- stop: {}",
                "- rollback: { markRollbackOnly: true }",
                "- multicast: { steps: [ { to: 'mock:pages' }, { to: 'direct:dead' } ] }",
                "- setProperty: { name: PagesyncRun, constant: mine }"
            })
    void steps_thatEndTheRouteOfThePageThatEndsFirst_leaveTheRunToItsVerdict(String step) {
        try (Engine one = Engine.start(SANDBOX.api().concurrency(1).settings())) {
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
        try (Engine two = Engine.start(SANDBOX.api().concurrency(2).settings())) {
            two.context().getRegistry().bind("enter", (Processor)
                    exchange -> most.accumulateAndGet(inside.incrementAndGet(), Math::max));
            two.context().getRegistry().bind("leave", (Processor) exchange -> inside.decrementAndGet());

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
                      - to: mock:pages
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(pages.getReceivedCounter()).isEqualTo(6);
    }

    @Test
    void split_toRecords_sendsEachRecord() {
        RunReport report = run("", """
                - split:
                    simple: "${body}"
                    streaming: true
                    steps:
                      - convertBodyTo: { type: String }
                      - to: mock:pages
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(pages.getExchanges()).hasSize(1050).allSatisfy(exchange -> assertThat(
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
        addRoutes(context, "queue", """
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
        addRoutes(context, "queue", """
                - route:
                    id: queue
                    from:
                      uri: seda:pages
                      steps:
                        - delay: { constant: { expression: '5' } }
                        - to: mock:pages
                """);

        RunReport report = run("", "- to: seda:pages");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(pages.getReceivedCounter()).isEqualTo(11);
    }

    @Test
    void simple_onAPage_reachesIntoItsRecords() {
        run("", """
                - setHeader: { name: first, simple: "${body.records[0][id]}" }
                - setHeader: { name: count, simple: "${body.size}" }
                - to: mock:pages
                """);

        assertThat(pages.getExchanges())
                .filteredOn(exchange -> exchange.getMessage().getHeader("PagesyncPage", Integer.class) == 2)
                .singleElement()
                .satisfies(exchange -> {
                    assertThat(exchange.getMessage().getHeader("first")).hasToString("101");
                    assertThat(exchange.getMessage().getHeader("count")).hasToString("100");
                });
    }

    @Test
    void headers_ofTheAnswer_doNotTravelOn() {
        run("", "- to: mock:pages");

        assertThat(pages.getExchanges())
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsOnlyKeys("PagesyncSync", "PagesyncRun", "PagesyncPage"));
    }
}
