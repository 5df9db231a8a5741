package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.HeldRate;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate on the wire, by arrival at a recording server; the long forms ask a strict one. */
final class RateTest {
    private static Sandbox sandbox(double rate, int pages, Faults faults) throws IOException {
        return Sandbox.start(SandboxSettings.builder()
                .records(100 * pages - 50)
                .rateLimit(rate)
                .faults(faults)
                .build());
    }

    /** Client and server load their classes here; a first request that arrives late would blur the first second. */
    @BeforeAll
    static void warmUp() throws IOException {
        try (Sandbox sandbox = sandbox(0, 30, Faults.none())) {
            packages().run(TestApi.at(sandbox.baseUri()).rate(1000));
        }
    }

    private static double achieved(Sandbox sandbox) {
        LongSummaryStatistics starts =
                sandbox.requests().stream().mapToLong(LoggedRequest::startNanos).summaryStatistics();
        return (starts.getCount() - 1) * 1e9 / (starts.getMax() - starts.getMin());
    }

    /** As the strict server counts: not one refused; one more on arrival is the network's jitter, or 1% at high rates. */
    private static void assertNoneRefused(Sandbox sandbox, double rate) {
        assertThat(sandbox.requests()).noneMatch(request -> request.status() == 429);
        assertThat((double) sandbox.busiestSecond()).isLessThanOrEqualTo(Math.max(rate + 1, rate * 1.01));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2", "7, 8", "45, 70", "50, 70", "200, 300"})
    void load_atARate_holdsItWithoutABurst(double rate, int pages) throws IOException {
        try (Sandbox sandbox = sandbox(0, pages, Faults.none())) {
            long began = sandbox.ageNanos();
            RunReport report = packages().run(TestApi.at(sandbox.baseUri()).rate(rate));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            HeldRate.assertHeld(sandbox, began, rate);
        }
    }

    @Test
    void load_withRetries_takesAPermitForEachAttempt() throws IOException {
        try (Sandbox sandbox = sandbox(0, 150, Faults.none().withErrors(0.1, 500))) {
            long began = sandbox.ageNanos();
            RunReport report =
                    packages().run(TestApi.at(sandbox.baseUri()).rate(100).attempts(10));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            HeldRate.assertHeld(sandbox, began, 100);
            assertThat(report.traffic().retries()).isPositive();
        }
    }

    @Test
    void loads_ofOneApiAtOnce_shareItsRateAndItsSlots() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                        .records(4950)
                        .rateLimit(0)
                        .latency(Duration.ofMillis(40))
                        .build());
                Engine engine = Engine.start(
                        TestApi.at(sandbox.baseUri()).rate(100).concurrency(6).settings())) {
            engine.addRoutes("one", packages().id("one").yaml());
            engine.addRoutes("two", packages().id("two").yaml());
            long began = sandbox.ageNanos();
            CompletableFuture<RunReport> one =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(engine.context(), "one"));
            RunReport two = Pipeline.run(engine.context(), "two");

            assertThat(two.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(one.join().verdict()).isEqualTo(Verdict.COMPLETE);
            HeldRate.assertHeld(sandbox, began, 100);
            assertThat(sandbox.maxInFlight()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void permit_takenByARouteOfTheUser_countsAgainstTheSameRate() throws IOException {
        try (Sandbox sandbox = sandbox(0, 40, Faults.none());
                Engine engine =
                        Engine.start(TestApi.at(sandbox.baseUri()).rate(50).settings())) {
            engine.addRoutes("own", """
                - route:
                    id: own
                    from:
                      uri: direct:own
                      steps:
                        - to: direct:pagesync-permit-t3
                """);
            CompletableFuture<Void> own = CompletableFuture.runAsync(() -> {
                try (var producer = engine.context().createProducerTemplate()) {
                    for (int i = 0; i < 30; i++) {
                        producer.sendBody("direct:own", "");
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            long before = System.nanoTime();
            packages().run(engine);
            own.join();

            // Seventy permits at 50/s.
            assertThat(System.nanoTime() - before).isGreaterThan(1_350_000_000L);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"0.5, 10, 0", "7, 70, 0", "10, 200, 0", "10, 200, 0.05", "45, 500, 0", "50, 500, 0.05", "200, 2000, 0"})
    void load_forLong_holdsTheRate(double rate, int pages, double errors) throws IOException {
        try (Sandbox sandbox = sandbox(rate, pages, Faults.none().withErrors(errors, 503))) {
            long began = sandbox.ageNanos();
            RunReport report =
                    packages().run(TestApi.at(sandbox.baseUri()).rate(rate).attempts(10));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            HeldRate.assertHeld(sandbox, began, rate);
            assertNoneRefused(sandbox, rate);
            assertThat(achieved(sandbox)).isGreaterThan(0.98 * rate);
        }
    }
}
