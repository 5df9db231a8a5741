package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.OddServer.Answer;
import io.pagesync.testing.OddServer.Asked;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that APIs tell of in their own ways, and tokens that end by a 403. */
@Timeout(180)
final class LimitsTest {
    private static final int PAGES = 12;

    private static TestApi api(OddServer server) {
        return TestApi.at(server.baseUri()).attempts(1);
    }

    private static void assertEveryPageOnce(RunReport report) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(OddServer.records(PAGES));
    }

    private static String failure(RunReport report) {
        assertThat(report.failures()).hasSize(1);
        return report.failures().get(0).error();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "429 # Retry-After # 1",
                "429 # X-RateLimit-Reset # 1",
                "429 # RateLimit # \"default\";r=0;t=1",
                "429 # RateLimit # limit=8, remaining=0, reset=1",
                "403 # Retry-After # 1",
                "403 # RateLimit # \"default\";r=0;t=1",
                "503 # Retry-After # 1",
                "503 # RateLimit # \"default\";r=0;t=1",
            })
    void limit_ofWhichTheServerTells_isSatOutByAllAndCostsNoAttempt(int status, String header, String value)
            throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 3 && asked.times() == 1
                        ? Answer.of(status, "{}").with(header, value)
                        : null)) {
            RunReport report = packages().run(api(server).concurrency(1));

            assertEveryPageOnce(report);
            assertThat(report.traffic().pauses()).isEqualTo(1);
            List<Asked> third =
                    server.asked().stream().filter(each -> each.page() == 3).toList();
            assertThat(third.get(1).nanos() - third.get(0).nanos()).isGreaterThan(990_000_000L);
        }
    }

    @Test
    void limit_whoseResetIsBeyondMaxPause_stopsTheRunAndSaysUntilWhen() throws IOException {
        String inAnHour = Long.toString(System.currentTimeMillis() / 1000 + 3600);
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 3
                        ? Answer.of(403, "{\"message\":\"API rate limit exceeded\"}")
                                .with("X-RateLimit-Remaining", "0")
                                .with("X-RateLimit-Reset", inAnHour)
                        : null)) {
            RunReport report = packages().run(api(server).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.stopped()).startsWith("the API wants no request until ");
        }
    }

    @Test
    void limit_ofWhichNothingIsSaid_pausesLongerEachTimeUntilAPageComes() throws IOException {
        try (OddServer server =
                OddServer.start(PAGES, asked -> asked.page() == 3 && asked.times() <= 5 ? Answer.of(429, "") : null)) {
            RunReport report = packages().run(api(server).concurrency(1).backoff(Duration.ofMillis(40)));

            assertEveryPageOnce(report);
            assertThat(report.traffic().pauses()).isEqualTo(5);
            List<Asked> third =
                    server.asked().stream().filter(each -> each.page() == 3).toList();
            for (int i = 1; i <= 5; i++) {
                assertThat(third.get(i).nanos() - third.get(i - 1).nanos())
                        .as("pause %d", i)
                        .isGreaterThan((40L << (i - 1)) * 1_000_000 - 1_000_000);
            }
        }
    }

    @Test
    void limit_forEver_endsAfterTenPausesAndItsAttempts() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(429, "{\"message\":\"enough\"}"))) {
            RunReport report = packages().run(api(server).attempts(3).rate(100));

            assertThat(failure(report))
                    .endsWith("answered 429 (too many requests): 'enough'; lower the rate, which is 100 a second"
                            + " (pagesync.api.t3.rate-limit) (after 3 attempts and 10 pauses)");
            assertThat(server.asked()).hasSize(13);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, User Rate Limit Exceeded",
        "420, Enhance your calm",
        "430, Too many requests",
        "400, (#4) Application request limit reached",
        "422, ThrottlingException"
    })
    void refusal_withAReasonThatSpeaksOfALimit_isOne(int status, String message) throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 3 && asked.times() == 1
                        ? Answer.of(status, "{\"error\":{\"code\":403,\"message\":\"" + message + "\"}}")
                        : null)) {
            assertEveryPageOnce(packages().run(api(server)));
        }
    }

    @Test
    void error_withRetryAfter_isAskedForAgainThenWhateverItsStatus() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 3 && asked.times() == 1
                        ? Answer.of(423, "{}").with("Retry-After", "1")
                        : null)) {
            RunReport report = packages().run(api(server).attempts(2));

            assertEveryPageOnce(report);
            assertThat(report.traffic().pauses()).isEqualTo(1);
        }
    }

    @Test
    void forbidden_withoutASignOfALimit_failsAtOnce() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES, asked -> Answer.of(403, "{\"message\":\"no\"}").with("X-RateLimit-Remaining", "57"))) {
            assertThat(failure(packages().run(api(server).attempts(3))))
                    .endsWith("answered 403 (forbidden): 'no'; no credentials were sent: pagesync.api.t3.auth.type says"
                            + " who asks");
            assertThat(server.asked()).hasSize(1);
        }
    }

    private static TestApi loggingIn(OddServer server) {
        return api(server)
                .auth(
                        Map.of("type", "token-exchange", "path", "/login?page=0", "body", "{\"p\":\"${password}\"}"),
                        Map.of("PAGESYNC_API_T3_AUTH_PASSWORD", "a-password"));
    }

    /** Gives tokens, and pages to those who have the newest. */
    private static OddServer withTokens(AtomicReference<String> valid, int status) throws IOException {
        AtomicInteger given = new AtomicInteger();
        return OddServer.start(PAGES, asked -> {
            if (asked.uri().getPath().equals("/login")) {
                String token = "token-" + given.incrementAndGet();
                valid.set("Bearer " + token);
                return Answer.of(200, "{\"accessToken\":\"" + token + "\"}");
            }
            if (asked.page() == 3 && asked.times() == 1) {
                valid.set("nobody's");
            }
            return asked.token().equals(valid.get()) ? null : Answer.of(status, "{\"message\":\"expired\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void token_thatHasReadPagesAndIsRefused_isReplacedAndNotSentAgain(int status) throws IOException {
        try (OddServer server = withTokens(new AtomicReference<>(""), status)) {
            RunReport report = packages().run(loggingIn(server).rate(20).concurrency(2));

            assertEveryPageOnce(report);
            List<String> all = server.asked().stream()
                    .map(each -> each.uri().getPath().equals("/login") ? "log-in" : each.token())
                    .toList();
            // What the other worker had sent before the refusal was read may be refused, too; that the log-in's permit
            // comes first is PaceTest's.
            assertThat(all).filteredOn(each -> each.equals("log-in")).hasSize(2);
            assertThat(all.subList(all.lastIndexOf("log-in") + 1, all.size()))
                    .filteredOn(each -> !each.equals("Bearer token-2"))
                    .hasSizeLessThan(2);
            assertThat(report.traffic().requests()).isEqualTo(all.size());
        }
    }

    @Test
    void logIn_refusedBecauseOfALimit_isSatOutAndCostsNoAttempt() throws IOException {
        AtomicInteger logIns = new AtomicInteger();
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> !asked.uri().getPath().equals("/login")
                        ? null
                        : logIns.incrementAndGet() <= 3
                                ? Answer.of(403, "{\"message\":\"rate limit\"}")
                                : Answer.of(200, "{\"accessToken\":\"token\"}"))) {
            assertEveryPageOnce(packages().run(loggingIn(server)));
            assertThat(logIns).hasValue(4);
        }
    }

    @Test
    void page_thatIsForbiddenAlsoToAFreshToken_failsAfterOneLogIn() throws IOException {
        AtomicInteger logIns = new AtomicInteger();
        try (OddServer server = OddServer.start(PAGES, asked -> {
            if (asked.uri().getPath().equals("/login")) {
                return Answer.of(200, "{\"accessToken\":\"token-" + logIns.incrementAndGet() + "\"}");
            }
            return asked.page() > 8 ? Answer.of(403, "{\"message\":\"not yours\"}") : null;
        })) {
            RunReport report = packages()
                    .with("onPageFailure", "continue")
                    .run(loggingIn(server).concurrency(1));

            assertThat(report.pages()).isEqualTo(new RunReport.Pages(PAGES, 8, PAGES - 8, PAGES - 8));
            assertThat(report.failures().get(0).error())
                    .contains("answered 403 (forbidden): 'not yours'; the credentials are known but may not read this");
            assertThat(logIns).hasValue(2);
        }
    }
}
