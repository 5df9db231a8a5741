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
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole loads from an API that wants to know who asks: log-ins, tokens that end, secrets that change. */
@Timeout(180)
final class AuthenticationTest {
    private static final Map<String, String> BY_PASSWORD = Map.of(
            "type",
            "token-exchange",
            "path",
            "/v2/auth/credentials",
            "body",
            "{\"hostname\":\"ca.example.com\",\"username\":\"demo\",\"password\":\"${password}\"}");
    private static final Map<String, String> BY_KEY = Map.of(
            "type",
            "token-exchange",
            "path",
            "/v2/auth/apikey",
            "body",
            "{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}");
    private static final Map<String, String> PASSWORD = Map.of("PAGESYNC_API_T3_AUTH_PASSWORD", "demo-password");

    @TempDir
    private Path folder = Path.of("");

    private static SandboxSettings.Builder sandbox() {
        return SandboxSettings.builder().records(5050).authRequired(true);
    }

    private static TestApi byPassword(Sandbox sandbox) {
        return TestApi.at(sandbox.baseUri()).auth(BY_PASSWORD, PASSWORD);
    }

    private static List<LoggedRequest> logIns(Sandbox sandbox) {
        return sandbox.requests().stream()
                .filter(request -> request.path().startsWith("/v2/auth"))
                .toList();
    }

    /** From the first request's arrival to the last one's. */
    private static double seconds(Sandbox sandbox) {
        List<LoggedRequest> requests = sandbox.requests();
        return (requests.get(requests.size() - 1).startNanos() - requests.get(0).startNanos()) / 1e9;
    }

    private static void assertEveryPageOnce(RunReport report) {
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(5050);
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(51, 51, 0, 0));
    }

    /** Client and server load their classes here; a first request that arrives late would blur the first second. */
    @BeforeAll
    static void warmUp() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox().build())) {
            packages().run(byPassword(sandbox).rate(1000));
        }
    }

    @Test
    void load_byPassword_logsInOnce() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox().build())) {
            RunReport report = packages().with("key", "id").run(byPassword(sandbox));

            assertEveryPageOnce(report);
            assertThat(logIns(sandbox)).hasSize(1);
            assertThat(report.traffic().requests()).isEqualTo(52);
            assertThat(report.traffic().retries()).isZero();
        }
    }

    @Test
    void load_byKeyFromAFile_logsInOnce() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "demo-key\n");
        Map<String, String> settings = new HashMap<>(BY_KEY);
        settings.put("key-file", key.toString());
        try (Sandbox sandbox = Sandbox.start(sandbox().build())) {
            assertEveryPageOnce(packages().run(TestApi.at(sandbox.baseUri()).auth(settings, Map.of())));
            assertThat(logIns(sandbox)).hasSize(1);
        }
    }

    @Test
    void load_withoutCredentials_failsAndSaysWhatToDo() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox().build())) {
            RunReport report = packages().run(TestApi.at(sandbox.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures().get(0).error()).contains("answered 401", "check the credentials");
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void load_sessionsEndedInMidRunUnderTenWorkers_logsInOnceMore() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(sandbox().latency(Duration.ofMillis(30)).build())) {
            Thread ender = new Thread(() -> {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> sandbox.requests().size() > 20);
                sandbox.endSessions();
            });
            ender.start();

            RunReport report =
                    packages().with("key", "id").run(byPassword(sandbox).attempts(1));

            ender.join();
            assertEveryPageOnce(report);
            assertThat(logIns(sandbox)).hasSize(2);
            assertThat(sandbox.requests())
                    .filteredOn(request -> request.status() == 401)
                    .hasSizeBetween(1, 10);
        }
    }

    @Test
    void load_tokenThatEndsInMidRunUnknownToUs_logsInOnceMore() throws IOException {
        SandboxSettings settings = sandbox()
                .tokenLifetime(Duration.ofMillis(700))
                .latency(Duration.ofMillis(200))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            RunReport report =
                    packages().with("key", "id").run(byPassword(sandbox).attempts(1));

            assertEveryPageOnce(report);
            // 51 pages by ten workers at 200 ms are 1.2 s, on a busy machine more; a token that ends is one log-in.
            assertThat(logIns(sandbox)).hasSizeBetween(2, 1 + (int) (seconds(sandbox) / 0.7));
        }
    }

    @Test
    void load_tokenWhoseLifetimeIsSet_isRenewedBeforeItsEnd() throws IOException {
        Map<String, String> settings = new HashMap<>(BY_PASSWORD);
        settings.put("token-lifetime", "1s");
        try (Sandbox sandbox = Sandbox.start(sandbox()
                .tokenLifetime(Duration.ofMillis(1500))
                .latency(Duration.ofMillis(250))
                .build())) {
            RunReport report = packages().run(TestApi.at(sandbox.baseUri()).auth(settings, PASSWORD));

            assertEveryPageOnce(report);
            assertThat(logIns(sandbox)).hasSize(2);
            assertThat(sandbox.requests()).noneMatch(request -> request.status() == 401);
        }
    }

    @Test
    void load_wrongPassword_isOneLogInAndOneSentence() throws IOException {
        try (Sandbox sandbox = Sandbox.start(sandbox().build())) {
            TestApi api = TestApi.at(sandbox.baseUri())
                    .auth(BY_PASSWORD, Map.of("PAGESYNC_API_T3_AUTH_PASSWORD", "not-the-password"));
            try (Engine engine = Engine.start(api.settings())) {
                RunReport report = packages().run(engine);
                RunReport again = Pipeline.run(engine.context(), "packages");

                assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
                assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                        .isEqualTo("the log-in of API t3 failed: POST " + sandbox.baseUri()
                                + "/v2/auth/credentials answered 401 (unauthorized): 'Wrong username or password';"
                                + " check pagesync.api.t3.auth.body, pagesync.api.t3.auth.password (environment"
                                + " variable PAGESYNC_API_T3_AUTH_PASSWORD)"));
                assertThat(again.failures()).isEqualTo(report.failures());
            }
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void load_passwordRotatedInItsFile_isUsedByTheNextLogIn() throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, "old-password\n");
        Map<String, String> settings = new HashMap<>(BY_PASSWORD);
        settings.put("password-file", password.toString());
        try (Sandbox sandbox = Sandbox.start(sandbox().build());
                Engine engine = Engine.start(
                        TestApi.at(sandbox.baseUri()).auth(settings, Map.of()).settings())) {
            assertThat(packages().run(engine).verdict()).isEqualTo(Verdict.FAILED);

            Files.writeString(password, "demo-password\n");

            assertEveryPageOnce(Pipeline.run(engine.context(), "packages"));
            assertThat(logIns(sandbox)).extracting(LoggedRequest::status).containsExactly(401, 200);
        }
    }

    @Test
    void load_atARate_takesAPermitForEachLogIn() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                .records(2950)
                .authRequired(true)
                .rateLimit(0)
                .tokenLifetime(Duration.ofMillis(500))
                .build())) {
            RunReport report =
                    packages().run(byPassword(sandbox).rate(20).concurrency(4).attempts(5));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(logIns(sandbox)).hasSizeGreaterThanOrEqualTo(3);
            // Log-ins without permits would come on top of twenty a second.
            assertThat(sandbox.requests().size() - 1).isLessThanOrEqualTo((int) Math.ceil(20 * seconds(sandbox)));
        }
    }

    @Test
    void load_withFaultsAndTokensThatEnd_isComplete() throws IOException {
        SandboxSettings settings = sandbox()
                .tokenLifetime(Duration.ofMillis(300))
                .latency(Duration.ofMillis(20))
                .faults(Faults.none().withErrors(0.1, 503).withResets(0.05, 0.05))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            assertEveryPageOnce(
                    packages().with("key", "id").run(byPassword(sandbox).attempts(20)));
        }
    }
}
