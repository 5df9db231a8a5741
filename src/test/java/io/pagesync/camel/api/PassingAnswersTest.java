package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.OddServer.Answer;
import io.pagesync.testing.OddServer.Asked;
import io.pagesync.testing.OddServer.Script;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are no plain page: pages all the same, what passes when it is asked for again, what leads elsewhere. */
@Timeout(180)
final class PassingAnswersTest {
    private static final int PAGES = 12;

    private static TestApi api(OddServer server) {
        return TestApi.at(server.baseUri());
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

    private static List<Asked> of(OddServer server, int page) {
        return server.asked().stream().filter(each -> each.page() == page).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 206})
    void status_ofAPageAllTheSame_isOne(int status) throws IOException {
        OddServer[] server = new OddServer[1];
        try (OddServer started =
                OddServer.start(PAGES, asked -> asked.page() < PAGES ? server[0].page(status, asked.page()) : null)) {
            server[0] = started;

            assertEveryPageOnce(packages().run(api(started)));
        }
    }

    @Test
    void status206_withoutRecords_saysItsStatus() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(206, "{\"items\":[1,2]}"))) {
            RunReport report = packages().run(api(server));

            assertThat(failure(report))
                    .matches(
                            "GET http://127.0.0.1:\\d+/\\S+ answered 206: there is nothing at /data, where the array of"
                                    + " records was expected; there is an array at /items \\(2 elements\\), say where the"
                                    + " records are \\(parameter records\\)");
        }
    }

    @Test
    void status202_isWaitedFor_andCostsNoAttempt() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> asked.times() <= 4 ? Answer.of(202, "{}") : null)) {
            RunReport report = packages().run(api(server).attempts(1));

            assertEveryPageOnce(report);
            assertThat(report.traffic().requests()).isEqualTo(5 * PAGES);
        }
    }

    @Test
    void status202_withRetryAfter_isAskedForThenAndHoldsUpNobodyElse() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 2 && asked.times() == 1
                        ? Answer.of(202, "{}").with("Retry-After", "1")
                        : null)) {
            RunReport report = packages().run(api(server).concurrency(2));

            assertEveryPageOnce(report);
            assertThat(report.traffic().pauses()).isZero();
            List<Asked> second = of(server, 2);
            assertThat(second.get(1).nanos() - second.get(0).nanos()).isGreaterThan(990_000_000L);
            assertThat(server.asked().get(server.asked().size() - 1)).isEqualTo(second.get(1));
        }
    }

    @Test
    void status202_forEver_endsWhenMaxPauseIsOver() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(202, "{}"))) {
            RunReport report = packages().run(api(server).maxPause(Duration.ofMillis(100)));

            assertThat(failure(report))
                    .contains("answered 202 (accepted), the page is not ready yet; it is waited for as long as"
                            + " pagesync.api.t3.max-pause allows");
        }
    }

    @Test
    void status204_inPlaceOfTheFirstPage_isNoProofOfAnEmptyCollection() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(204, ""))) {
            RunReport report = packages().run(api(server));

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(failure(report))
                    .contains(
                            "answered 204 (no content), neither records nor word that there are none; check the path");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void status204_inPlaceOfALaterPage_isAPageWithoutRecords() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> asked.page() == 3 ? Answer.of(204, "") : null)) {
            RunReport report = packages().run(api(server));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.records().delivered()).isEqualTo(OddServer.records(PAGES) - 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 500, 502, 503, 504, 506, 507, 508, 511, 520, 522, 524, 529, 530, 599})
    void status_thatMayPass_isAskedForAgain(int status) throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() % 5 == 3 && asked.times() == 1
                        ? Answer.of(status, "<html><title>down</title></html>")
                        : null)) {
            assertEveryPageOnce(packages().run(api(server)));
        }
    }

    @ParameterizedTest
    @CsvSource({"501, not implemented", "505, http version not supported", "418, I'm a teapot", "423, locked"})
    void status_thatWillNotPass_failsAtOnceByItsName(int status, String name) throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(status, ""))) {
            assertThat(failure(packages().run(api(server)))).endsWith("answered " + status + " (" + name + ")");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void status_ofAnEdge_isNamedWithTheTitleOfItsPage() throws IOException {
        String html =
                "<!DOCTYPE html><html><head>\n<title>api.example | 520: Web server is\n odd</title></head></html>";
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(520, html))) {
            assertThat(failure(packages().run(api(server))))
                    .endsWith("answered 520 (web server returned an unknown error): 'api.example | 520: Web server is"
                            + " odd' (after 3 attempts)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"shard 7 is away\"}}",
                "{\"data\":null,\"message\":\"shard 7 is away\"}"
            })
    void error_where_pagesHadRecords_showsItsMessageAndIsAskedForAgain(String error) throws IOException {
        Script once = asked -> asked.page() == 3 && asked.times() == 1 ? Answer.of(200, error) : null;
        try (OddServer server = OddServer.start(PAGES, once)) {
            assertEveryPageOnce(packages().run(api(server)));
        }
        try (OddServer server = OddServer.start(PAGES, asked -> asked.page() == 3 ? Answer.of(200, error) : null)) {
            RunReport report = packages().run(api(server).concurrency(1));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(failure(report))
                    .contains(", where the array of records was expected; the answer says 'shard 7 is away'")
                    .endsWith("(after 3 attempts)");
        }
    }

    @Test
    void error_inPlaceOfTheFirstPage_failsAtOnceWithItsMessage() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> Answer.of(200, "{\"error\":\"no such tenant\"}"))) {
            assertThat(failure(packages().run(api(server)))).endsWith("the answer says 'no such tenant'");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void html_wherePagesWereJson_isAskedForAgain() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.page() == 3 && asked.times() == 1 ? Answer.of(200, "<html>One moment</html>") : null)) {
            assertEveryPageOnce(packages().run(api(server)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_onTheSameServer_isFollowedAndCostsNoAttempt(int status) throws IOException {
        try (OddServer server = OddServer.start(
                PAGES,
                asked -> asked.uri().getPath().startsWith("/moved")
                        ? null
                        : Answer.of(status, "").with("Location", "/moved/here?page=" + asked.page() + "&b=2"))) {
            RunReport report = packages().run(api(server).attempts(1).rate(200));

            assertEveryPageOnce(report);
            assertThat(report.traffic().requests())
                    .isEqualTo(2 * PAGES)
                    .isEqualTo(server.asked().size());
            assertThat(server.asked()).extracting(each -> each.uri().toString()).contains("/moved/here?page=1&b=2");
            // Each takes a permit.
            assertThat(report.seconds()).isGreaterThan((2 * PAGES - 1) / 200.0 * 0.95);
        }
    }

    @Test
    void redirect_inACircle_endsWithASentence() throws IOException {
        try (OddServer server = OddServer.start(
                PAGES, asked -> Answer.of(302, "").with("Location", asked.uri().toString()))) {
            assertThat(failure(packages().run(api(server).attempts(1))))
                    .contains(
                            "a redirect to /v2/packages/active?..., which is not followed: it is one of too many in a row");
            assertThat(server.asked()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "http://localhost/x",
                "//127.0.0.2/x",
                "http://u@127.0.0.1/x",
                "http://[",
                "x:y"
            })
    void redirect_elsewhere_isNotFollowed(String location) throws IOException {
        try (OddServer server =
                OddServer.start(PAGES, asked -> Answer.of(302, "").with("Location", location))) {
            assertThat(failure(packages().run(api(server)))).contains("which is not followed; use the URL it leads to");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void redirect_thatFailsWhereItLeads_beginsAnewWithTheNextAttempt() throws IOException {
        try (OddServer server = OddServer.start(
                1,
                asked -> asked.times() == 1
                        ? Answer.of(302, "").with("Location", "/moved?page=1")
                        : asked.times() == 2 ? Answer.of(500, "") : null)) {
            RunReport report = packages().run(api(server));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked())
                    .extracting(each -> each.uri().getPath())
                    .containsExactly("/v2/packages/active", "/moved", "/v2/packages/active");
        }
    }

    @Test
    void redirect_thatRepeatsTheSecretOfTheQuery_isFollowedWithItOnce() throws IOException {
        try (OddServer server = OddServer.start(
                1,
                asked -> asked.uri().getPath().equals("/moved")
                        ? null
                        : Answer.of(308, "")
                                .with("Location", "/moved?" + asked.uri().getRawQuery()))) {
            RunReport report = packages()
                    .run(api(server)
                            .auth(
                                    Map.of("type", "api-key", "parameter", "api_key"),
                                    Map.of("PAGESYNC_API_T3_AUTH_KEY", "a-long-secret")));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(server.asked().get(1).uri())
                    .hasToString("/moved?licenseNumber=C11-0000001-LIC&pageSize=100&page=1&api_key=a-long-secret");
        }
    }
}
