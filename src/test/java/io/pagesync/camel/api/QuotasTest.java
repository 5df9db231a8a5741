package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.OddServer.Answer;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that span more than a second, ours and those that an API announces. */
@Timeout(180)
final class QuotasTest {
    private static final int PAGES = 12;

    private static void assertEveryPageOnce(RunReport report) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(OddServer.records(PAGES));
    }

    @Test
    void quota_isUsedAtOnce_andThenWaitedFor_neverExceeded() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> null)) {
            RunReport report = packages().run(TestApi.at(server.baseUri()).quotas("5/s, 100/h"));

            assertEveryPageOnce(report);
            List<Long> times =
                    server.asked().stream().map(OddServer.Asked::nanos).sorted().toList();
            for (int i = 0; i + 5 < times.size(); i++) {
                assertThat(times.get(i + 5) - times.get(i)).as("request %d", i).isGreaterThan(990_000_000L);
            }
        }
    }

    @Test
    void quota_thatIsFreeOnlyAfterMaxPause_stopsTheRunAndSaysUntilWhen() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> null)) {
            RunReport report = packages().run(TestApi.at(server.baseUri()).quotas("7/h"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.stopped())
                    .matches(
                            "the limit of 7/h is used up until \\S+Z \\(36\\d\\d s from now\\), longer than the 30 s we"
                                    + " sit out; run again after that time, or allow a longer pause"
                                    + " \\(pagesync.api.t3.max-pause\\)");
            assertThat(server.asked()).hasSize(7);
        }
    }

    /** A server that gives so many pages in each window, says what is left, and refuses more. */
    private static final class Strict implements OddServer.Script {
        private final int most;
        private final long window;
        private final String style;
        private final AtomicInteger refused = new AtomicInteger();
        private long begun;
        private int given;

        Strict(int most, Duration window, String style) {
            this.most = most;
            this.window = window.toNanos();
            this.style = style;
        }

        @Override
        public synchronized Answer answer(OddServer.Asked asked) {
            if (given == 0 || asked.nanos() - begun >= window) {
                begun = asked.nanos();
                given = 0;
            }
            given++;
            if (given > most) {
                refused.incrementAndGet();
                return Answer.of(429, "").with("Retry-After", "1");
            }
            long reset = (begun + window - System.nanoTime() + 999_999_999L) / 1_000_000_000L;
            int left = most - given;
            Answer page = OddServer.page(200, asked.page(), PAGES);
            return switch (style) {
                case "structured" -> page.with("RateLimit", "\"default\";r=" + left + ";t=" + reset);
                case "draft" ->
                    page.with("RateLimit-Remaining", "" + left)
                            .with("RateLimit-Reset", "" + reset)
                            .with("RateLimit-Limit", "" + most);
                default ->
                    page.with("X-RateLimit-Remaining", "" + left)
                            .with("X-RateLimit-Reset", Long.toString(System.currentTimeMillis() / 1000 + reset + 1));
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"structured, 1", "structured, 4", "draft, 4", "epoch, 4"})
    void whatTheApiSaysIsLeft_slowsAllWorkersBeforeItRefuses(String style, int concurrency) throws IOException {
        Strict strict = new Strict(5, Duration.ofSeconds(2), style);
        try (OddServer server = OddServer.start(PAGES, strict)) {
            RunReport report = packages()
                    .pageSize(2)
                    .run(TestApi.at(server.baseUri()).concurrency(concurrency).attempts(1));

            assertEveryPageOnce(report);
            assertThat(strict.refused).hasValue(0);
            assertThat(report.traffic().pauses()).isZero();
            assertThat(report.notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "0 # 7200 # the API says that nothing is left of its limit for 7200 s, longer than a pause may be",
                "0 # 0 # the API says that nothing is left of its limit, and not until when",
                "0 # soon # the API says that nothing is left of its limit, and not until when",
                "many # 60 # what the API says is left of its limit is no number",
                "0 # 1 # the API says after each wait for its limit that nothing is left of it"
            })
    void headersThatCannotBeTrue_stallNobody_andAreNoted(String left, String reset, String note) throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> OddServer.page(200, asked.page(), PAGES)
                .with("X-RateLimit-Remaining", left)
                .with("X-RateLimit-Reset", reset))) {
            RunReport report =
                    packages().pageSize(2).run(TestApi.at(server.baseUri()).concurrency(1));

            assertEveryPageOnce(report);
            assertThat(report.notes()).containsExactly(note + ", which is not heeded");
            assertThat(report.seconds()).isLessThan(20);
        }
    }
}
