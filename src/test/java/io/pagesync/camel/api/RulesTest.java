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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an API's answers mean by the rules in its settings. */
@Timeout(180)
final class RulesTest {
    private static final int PAGES = 12;

    private static TestApi api(OddServer server, String rules) {
        return TestApi.at(server.baseUri()).concurrency(1).rules(rules);
    }

    private static void assertEveryPageOnce(RunReport report) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(OddServer.records(PAGES));
    }

    private static List<Asked> third(OddServer server) {
        return server.asked().stream().filter(each -> each.page() == 3).toList();
    }

    /** Page 3 is answered otherwise the first time. */
    private static OddServer once(Answer answer) throws IOException {
        return OddServer.start(PAGES, asked -> asked.page() == 3 && asked.times() == 1 ? answer : null);
    }

    @Test
    void retry_ofAStatusThatElseFails_isAnAttempt() throws IOException {
        try (OddServer server = once(Answer.of(404, "{}"))) {
            assertEveryPageOnce(packages().run(api(server, "status 404: retry")));
            assertThat(third(server)).hasSize(2);
        }
    }

    @Test
    void wait_byAValueInAnAnswerOfStatus200_pausesAllAndCostsNoAttempt() throws IOException {
        try (OddServer server = once(Answer.of(200, "{\"error\":{\"code\":\"RATE\"}}"))) {
            RunReport report =
                    packages().run(api(server, "/error/code = RATE: wait 1s").attempts(1));

            assertEveryPageOnce(report);
            assertThat(report.traffic().pauses()).isEqualTo(1);
            assertThat(third(server).get(1).nanos() - third(server).get(0).nanos())
                    .isGreaterThan(990_000_000L);
        }
    }

    @Test
    void fail_ofAStatusThatElsePasses_failsAtOnceAndNamesTheRule() throws IOException {
        try (OddServer server = once(Answer.of(503, "{\"message\":\"closed\"}"))) {
            RunReport report = packages().run(api(server, "status 503 and /message = closed: fail"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .endsWith("answered 503 (service unavailable): 'closed' (by the rule 'status 503 and /message ="
                            + " closed: fail')");
            assertThat(third(server)).hasSize(1);
        }
    }

    @Test
    void fail_ofAStatusThatElseIsTheEnd_isNoEnd() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> asked.page() >= 3 ? Answer.of(404, "{}") : null)) {
            RunReport report = packages().run(api(server, "status 404: fail"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).page()).isEqualTo(3);
        }
    }

    @Test
    void empty_withinADeclaredTotal_isNotCompleteAndNamesTheRule() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> asked.page() == 3 ? Answer.of(404, "{}") : null)) {
            RunReport report = packages().run(api(server, "status 404: empty"));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.notes())
                    .contains("an answer of status 404 was an empty page by the rule 'status 404: empty'");
        }
    }

    @Test
    void end_withinADeclaredTotal_isNotComplete() throws IOException {
        try (OddServer server = OddServer.start(PAGES, asked -> asked.page() > 3 ? Answer.of(409, "{}") : null)) {
            RunReport report = packages().run(api(server, "status 409: end"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error()).contains("(by the rule 'status 409: end')");
        }
    }

    @Test
    void end_behindAFullLastPage_isToldAsTheEndByTheRule() throws IOException {
        try (OddServer server = OddServer.start(
                2,
                asked -> asked.page() > 2
                        ? Answer.of(409, "{}")
                        : Answer.of(
                                200,
                                "{\"total\":4,\"pageSize\":2,\"data\":[{\"id\":" + asked.page() + "1},{\"id\":"
                                        + asked.page() + "2}]}"))) {
            RunReport report = packages().run(api(server, "status 409: end"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence())
                    .contains("end told by the API (HTTP 409: the rule 'status 409: end' on '{}')");
        }
    }

    @Test
    void end_inAChainOfPages_endsItAndIsNoted() throws IOException {
        try (OddServer server = OddServer.start(
                1,
                asked -> asked.page() > 3
                        ? Answer.of(404, "{\"code\":\"GONE\"}")
                        : Answer.of(
                                200,
                                "{\"data\":[{\"id\":" + asked.page() + "}],\"next\":\"?page=" + (asked.page() + 1)
                                        + "\"}"))) {
            RunReport report = packages().with("next", "/next").run(api(server, "status 404 and /code = GONE: end"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(3);
            assertThat(report.notes())
                    .contains(
                            "an answer of status 404 was the end of the collection by the rule 'status 404 and /code ="
                                    + " GONE: end'");
        }
    }

    @Test
    void answerThatFitsNoRule_meansWhatItMeansElse() throws IOException {
        try (OddServer server = once(Answer.of(500, "{}"))) {
            assertEveryPageOnce(packages().run(api(server, "status 404: end; /error = x: fail")));
        }
    }
}
