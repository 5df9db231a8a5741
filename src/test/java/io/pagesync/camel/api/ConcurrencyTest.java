package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.CrowdServer;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in flight: never above the API's concurrency, near it while there is work, and no way to hang. */
@Timeout(180)
final class ConcurrencyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 50, 200})
    void load_atAnyConcurrency_keepsThatManyInFlight(int concurrency) throws IOException {
        try (CrowdServer server = CrowdServer.start(concurrency, 4 * concurrency + 1)) {
            RunReport report = packages()
                    .pageSize(1)
                    .with("end", "declared")
                    .run(TestApi.at(server.baseUri()).concurrency(concurrency));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(server.mostInFlight()).isEqualTo(concurrency);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void load_inPageOrderWithRetries_cannotHang(int concurrency) throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(6000)
                .rateLimit(0)
                .faults(Faults.none().withErrors(0.2, 500).withSlow(0.1, Duration.ofMillis(20)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            RunReport report = packages()
                    .with("order", "page")
                    .with("key", "id")
                    .run(TestApi.at(sandbox.baseUri()).concurrency(concurrency).attempts(20));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void load_intoADestinationThatTakesNothing_fetchesNoMoreThanWorkersHold() throws Exception {
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.builder().records(10_000).rateLimit(0).build());
                Engine engine = Engine.start(
                        TestApi.at(sandbox.baseUri()).concurrency(4).settings())) {
            CountDownLatch gate = new CountDownLatch(1);
            engine.context().getRegistry().bind("gate", (org.apache.camel.Processor) exchange -> gate.await());
            engine.addRoutes(
                    "packages", packages().steps("- process: { ref: gate }").yaml());
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(engine.context(), "packages"));

            // Four that fetch, and two more for what was read; the first page came before all of them.
            Awaitility.await().until(() -> sandbox.requests().size() >= 6);
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> sandbox.requests().size() <= 7);

            gate.countDown();
            assertThat(run.get(60, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void context_thatStops_endsARunWithItsVerdict() throws Exception {
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().records(100_000).rateLimit(0).build())) {
            CompletableFuture<RunReport> run;
            try (Engine engine =
                    Engine.start(TestApi.at(sandbox.baseUri()).rate(20).settings())) {
                engine.addRoutes("packages", packages().yaml());
                run = CompletableFuture.supplyAsync(() -> Pipeline.run(engine.context(), "packages"));
                Awaitility.await().until(() -> sandbox.requests().size() > 5);
            }

            RunReport report = run.get(60, TimeUnit.SECONDS);
            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.stopped()).isEqualTo("Pagesync is shutting down");
            assertThat(report.resumable()).isFalse();
        }
    }

    @Test
    void engine_thatIsClosed_leavesNoThread() throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().records(3000).rateLimit(0).build())) {
            // Camel keeps a thread of a context that was stopped and not closed, as those of other tests are.
            Set<Thread> before = Thread.getAllStackTraces().keySet();

            packages().run(TestApi.at(sandbox.baseUri()));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .filteredOn(thread -> !before.contains(thread))
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.startsWith("Camel (")));
        }
    }
}
