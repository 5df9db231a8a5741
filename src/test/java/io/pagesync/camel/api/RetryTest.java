package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Failures that pass, failures that do not, and pauses the API asks for. */
final class RetryTest {
    private static SandboxSettings.Builder sandbox(Faults faults) {
        return SandboxSettings.builder().records(5050).rateLimit(0).faults(faults);
    }

    @Test
    void load_withErrorsResetsAndTruncatedAnswers_isCompleteWithEachRecordOnce() throws IOException {
        Faults faults =
                Faults.none().withErrors(0.1, 503).withResets(0.05, 0.05).withTruncated(0.05);
        try (Sandbox sandbox = Sandbox.start(sandbox(faults).build())) {
            RunReport report = packages()
                    .with("key", "id")
                    .run(TestApi.at(sandbox.baseUri()).attempts(20));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(5050);
            assertThat(report.traffic().retries())
                    .isEqualTo(sandbox.requests().size() - 51)
                    .isPositive();
        }
    }

    @Test
    void load_withAttemptsUsedUp_names_thePageAndTheirNumber() throws IOException {
        Faults faults = Faults.none().withFailingAttempts(Map.of(3, 2));
        try (Sandbox sandbox = Sandbox.start(sandbox(faults).build())) {
            RunReport enough = packages().run(TestApi.at(sandbox.baseUri()).attempts(3));

            assertThat(enough.verdict()).isEqualTo(Verdict.COMPLETE);
        }
        try (Sandbox sandbox = Sandbox.start(sandbox(faults).build())) {
            RunReport tooFew = packages()
                    .with("onPageFailure", "continue")
                    .with("repairPasses", "0")
                    .run(TestApi.at(sandbox.baseUri()).attempts(2));

            assertThat(tooFew.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(tooFew.pages()).isEqualTo(new RunReport.Pages(51, 50, 1, 1));
            assertThat(tooFew.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.page()).isEqualTo(3);
                assertThat(failure.error()).contains("page=3 answered 503", "(after 2 attempts)");
            });
        }
    }

    @Test
    void load_afterAPageHasFailed_startsNothingNew() throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                sandbox(Faults.none().withFailingPages(Map.of(4, 500))).build())) {
            RunReport report =
                    packages().run(TestApi.at(sandbox.baseUri()).concurrency(2).attempts(1));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.stopped()).isEqualTo("page 4 failed");
            // Those in flight come to their end.
            assertThat(sandbox.requests().size()).isLessThan(20);
            assertThat(report.pages().delivered()).isEqualTo(sandbox.requests().size() - 1);
        }
    }

    @Test
    void load_inPageOrderWithAFailedPage_goesOnWithoutIt() throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                sandbox(Faults.none().withFailingPages(Map.of(4, 500))).build())) {
            RunReport report = packages()
                    .with("order", "page")
                    .with("onPageFailure", "continue")
                    .with("repairPasses", "0")
                    .run(TestApi.at(sandbox.baseUri()).attempts(1));

            assertThat(report.pages()).isEqualTo(new RunReport.Pages(51, 50, 1, 1));
        }
    }

    @Test
    void load_retryAfter_isNeverShortenedAndNotFollowedByABunch() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox(Faults.none()).build())) {
            sandbox.pauseAfter(20, Duration.ofSeconds(1));

            RunReport report =
                    packages().run(TestApi.at(sandbox.baseUri()).rate(100).backoff(Duration.ofMillis(2)));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.traffic().pauses()).isEqualTo(1);
            long refused = sandbox.requests().stream()
                    .filter(request -> request.status() == 429)
                    .mapToLong(LoggedRequest::startNanos)
                    .min()
                    .orElseThrow();
            List<Long> after = sandbox.requests().stream()
                    .filter(request -> request.status() == 200)
                    .map(request -> request.startNanos() - refused)
                    .filter(nanos -> nanos > 0)
                    .sorted()
                    .toList();
            assertThat(after.get(0)).isGreaterThan(1_000_000_000L);
            // Ten workers waited; at 100/s they come one every ten milliseconds, not all at once.
            assertThat(after.get(9) - after.get(0)).isGreaterThan(60_000_000L);
        }
    }

    @Test
    void load_pauseLongerThanAllowed_stopsAndSaysUntilWhen() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox(Faults.none()).build())) {
            sandbox.pauseAfter(10, Duration.ofHours(2));

            RunReport report = packages().run(TestApi.at(sandbox.baseUri()).maxPause(Duration.ofMinutes(1)));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.resumable()).isFalse();
            assertThat(report.stopped())
                    .matches("the API wants no request until \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ \\(7200 s from"
                            + " now\\), longer than the 60 s we sit out; run again after that time, or allow a"
                            + " longer pause \\(pagesync.api.t3.max-pause\\)");
            assertThat(report.pages().delivered()).isEqualTo(10);
        }
    }

    @Test
    void load_retries_spreadOverTheBackoff() throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                sandbox(Faults.none().withFailingAttempts(Map.of(1, 3))).build())) {
            RunReport report =
                    packages().run(TestApi.at(sandbox.baseUri()).attempts(4).backoff(Duration.ofMillis(40)));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            List<Long> first = sandbox.requests().stream()
                    .filter(request -> Integer.valueOf(1).equals(request.page()))
                    .map(LoggedRequest::startNanos)
                    .sorted()
                    .toList();
            // Half of 40, 80 and 160 ms at least.
            assertThat(first.get(1) - first.get(0)).isGreaterThan(19_000_000L);
            assertThat(first.get(2) - first.get(1)).isGreaterThan(39_000_000L);
            assertThat(first.get(3) - first.get(2)).isGreaterThan(79_000_000L);
        }
    }
}
