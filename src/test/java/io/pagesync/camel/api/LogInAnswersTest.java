package io.pagesync.camel.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.TestApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to log in, by each type, and what its answers end in. */
final class LogInAnswersTest {
    private static final String PAGE = "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":100}";
    private static final String TOKEN = "{\"accessToken\":\"the-t0ken-itself\"}";

    private WireMockServer server;
    private WireMockServer other;

    @BeforeEach
    void start() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        other = new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        other.start();
        server.stubFor(get(anyUrl()).willReturn(aResponse().withBody(PAGE)));
    }

    @AfterEach
    void stop() {
        server.stop();
        other.stop();
    }

    private TestApi api() {
        return TestApi.at(URI.create("http://127.0.0.1:" + server.port()));
    }

    private TestApi exchange() {
        return api().auth(
                        Map.of("type", "token-exchange", "path", "/login", "body", "{\"password\":\"${password}\"}"),
                        Map.of("PAGESYNC_API_T3_AUTH_PASSWORD", "the-passw0rd-itself"));
    }

    private void answerLogIn(ResponseDefinitionBuilder response) {
        server.stubFor(post(urlPathEqualTo("/login")).willReturn(response));
    }

    private static void assertFailed(RunReport report, String... words) {
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .startsWith("the log-in of API t3 failed: POST http://127.0.0.1:")
                .contains(words)
                .doesNotContain("Exception", "t0ken-itself", "passw0rd-itself"));
    }

    @Test
    void bearer_eachRequest_carriesTheHeader() {
        packages().run(api().auth(Map.of("type", "bearer"), Map.of("PAGESYNC_API_T3_AUTH_TOKEN", "abc")));

        server.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer abc")));
    }

    @Test
    void basic_eachRequest_carriesTheHeader() {
        packages()
                .run(api().auth(
                                Map.of("type", "basic", "username", "me"),
                                Map.of("PAGESYNC_API_T3_AUTH_PASSWORD", "pw")));

        server.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Basic bWU6cHc=")));
    }

    @Test
    void apiKey_eachRequest_carriesTheHeader() {
        packages()
                .run(api().auth(
                                Map.of("type", "api-key", "header", "X-Key"),
                                Map.of("PAGESYNC_API_T3_AUTH_KEY", "abc")));

        server.verify(1, getRequestedFor(anyUrl()).withHeader("X-Key", equalTo("abc")));
    }

    @Test
    void apiKey_asAParameter_isSentAndMaskedInErrorAndReport() {
        String key = "the key/itself";
        server.stubFor(get(anyUrl())
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody("{\"message\":\"no: ?page=1&k=the%20key%2Fitself, the key/itself\"}")));

        RunReport report = packages()
                .run(api().auth(Map.of("type", "api-key", "parameter", "k"), Map.of("PAGESYNC_API_T3_AUTH_KEY", key)));

        server.verify(1, getRequestedFor(anyUrl()).withQueryParam("k", equalTo(key)));
        assertThat(report.toString()).contains("no: ?page=1&k=***, ***").doesNotContain("itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "basic", "api-key"})
    void secret_refusedByTheApi_isOneRequestAndSaysWhereTheSecretIs(String type) {
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401)));

        RunReport report = packages()
                .run(api().auth(
                                type.equals("basic") ? Map.of("type", type, "username", "me") : Map.of("type", type),
                                Map.of(
                                        "PAGESYNC_API_T3_AUTH_TOKEN", "abc",
                                        "PAGESYNC_API_T3_AUTH_KEY", "abc",
                                        "PAGESYNC_API_T3_AUTH_PASSWORD", "abc")));

        assertThat(report.failures().get(0).error())
                .contains("answered 401 (unauthorized)", "; check pagesync.api.t3.auth.", "(environment variable ");
        server.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void tokenExchange_logIn_isAPostOfJson() {
        answerLogIn(aResponse().withBody(TOKEN));

        assertThat(packages().run(exchange()).verdict()).isEqualTo(Verdict.COMPLETE);

        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/login"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("Authorization", absent())
                        .withRequestBody(equalToJson("{\"password\":\"the-passw0rd-itself\"}")));
        server.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer the-t0ken-itself")));
    }

    @Test
    void oauth2_clientSecret_goesToTheTokensHostOnlyAndTheTokenToTheApiOnly() {
        other.stubFor(
                post(urlPathEqualTo("/oauth/token"))
                        .willReturn(
                                aResponse()
                                        .withBody(
                                                "{\"access_token\":\"the-t0ken-itself\",\"token_type\":\"Bearer\",\"expires_in\":60}")));

        RunReport report = packages()
                .run(api().auth(
                                Map.of(
                                        "type",
                                        "oauth2-client-credentials",
                                        "token-url",
                                        "http://127.0.0.1:" + other.port() + "/oauth/token?tenant=1",
                                        "client-id",
                                        "me",
                                        "scope",
                                        "read"),
                                Map.of("PAGESYNC_API_T3_AUTH_CLIENT_SECRET", "the-secr3t-itself")));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        other.verify(
                1,
                postRequestedFor(urlPathEqualTo("/oauth/token"))
                        .withQueryParam("tenant", equalTo("1"))
                        .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                        .withRequestBody(equalTo("grant_type=client_credentials&scope=read&client_id=me"
                                + "&client_secret=the-secr3t-itself")));
        server.verify(0, postRequestedFor(anyUrl()));
        server.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer the-t0ken-itself")));
    }

    @Test
    void answer_withoutAToken_namesItsFieldsAndTheSetting() {
        answerLogIn(aResponse().withBody("{\"token\":\"the-t0ken-itself\"}"));

        assertFailed(
                packages().run(exchange()),
                "answered 200, but the answer has no token at /accessToken; say where it is with"
                        + " pagesync.api.t3.auth.token-pointer (its fields are token)");
        server.verify(1, postRequestedFor(anyUrl()));
        server.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void answer_html_isNamedAndNotRepeated() {
        answerLogIn(aResponse().withBody("<html>the-t0ken-itself</html>"));

        assertFailed(packages().run(exchange()), "answered 200, but the answer is no JSON; check where");
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403"})
    void answer_refused_masksWhatItRepeatsAndIsNotRepeated(int status) {
        answerLogIn(aResponse().withStatus(status).withBody("{\"error\":\"no such password: the-passw0rd-itself\"}"));

        assertFailed(
                packages().run(exchange()),
                "answered " + status,
                "'no such password: ***'",
                "check pagesync.api.t3.auth.body, pagesync.api.t3.auth.password (environment variable");
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void answer_aRedirect_isNotFollowed() {
        answerLogIn(aResponse().withStatus(307).withHeader("Location", "http://127.0.0.1:" + other.port() + "/x"));

        assertFailed(packages().run(exchange()), "answered 307, a redirect to");
        other.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void answer_tooLarge_isCutOff() {
        answerLogIn(aResponse().withBody("{\"accessToken\":\"" + "x".repeat(2_000_000) + "\"}"));

        assertFailed(packages().run(exchange()), "larger than 1048576 bytes");
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void answer_thatMayPass_isAskedForAgain(int status) {
        afterwards(aResponse().withStatus(status));

        assertThat(packages().run(exchange()).verdict()).isEqualTo(Verdict.COMPLETE);
        server.verify(2, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void connection_thatBreaks_isTriedAgain(String fault) {
        afterwards(aResponse().withFault(Fault.valueOf(fault)));

        assertThat(packages().run(exchange()).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void answer_thatNeverPasses_failsAfterAllAttempts() {
        answerLogIn(aResponse().withStatus(503).withBody("{\"message\":\"busy\"}"));

        assertFailed(
                packages().run(exchange().attempts(4)),
                "answered 503 (service unavailable): 'busy'",
                "(after 4 attempts)");
        server.verify(4, postRequestedFor(anyUrl()));
    }

    @Test
    void answer_retryAfter_pausesTheApi() {
        afterwards(aResponse().withStatus(429).withHeader("Retry-After", "1"));

        RunReport report = packages().run(exchange());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.traffic().pauses()).isEqualTo(1);
        assertThat(report.seconds()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void answer_retryAfterTooLong_stopsTheRun() {
        answerLogIn(aResponse().withStatus(429).withHeader("Retry-After", "7200"));

        RunReport report = packages().run(exchange().maxPause(Duration.ofMinutes(1)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures().get(0).error()).contains("the API wants no request until");
        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void token_thatTheApiNeverTakes_isTwoLogInsAndOneClearSentence() {
        answerLogIn(aResponse().withBody(TOKEN));
        server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401).withBody("{\"message\":\"no\"}")));

        RunReport report = packages().run(exchange());

        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .contains("answered 401 (unauthorized): 'no'; the token is fresh from its log-in; check"));
        server.verify(2, postRequestedFor(anyUrl()));
        server.verify(2, getRequestedFor(anyUrl()));
    }

    private void afterwards(ResponseDefinitionBuilder first) {
        server.stubFor(post(urlPathEqualTo("/login"))
                .inScenario("log-in")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("again"));
        server.stubFor(post(urlPathEqualTo("/login"))
                .inScenario("log-in")
                .whenScenarioStateIs("again")
                .willReturn(aResponse().withBody(TOKEN)));
    }
}
