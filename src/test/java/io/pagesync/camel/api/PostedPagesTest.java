package io.pagesync.camel.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are asked for by a POST. */
final class PostedPagesTest {
    private static final String PAGE = "{\"data\":[{\"id\":1}],\"total\":1}";

    private WireMockServer server;

    @BeforeEach
    void start() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private RunReport load() {
        return load("{\"q\":\"Müller\",\"from\":\"{offset}\"}");
    }

    private RunReport load(String body) {
        return TestSync.bare("found")
                .with("api", "t3")
                .with("path", "/search")
                .with("body", "RAW(" + body + ")")
                .run(TestApi.at(URI.create("http://127.0.0.1:" + server.port())));
    }

    private void answer(String path, int status) {
        server.stubFor(post(urlPathEqualTo(path))
                .willReturn(aResponse().withStatus(status).withBody(PAGE)));
    }

    @Test
    void request_hasTheBodyAsJson_withItsLength() {
        answer("/search", 200);

        assertThat(load().verdict()).isEqualTo(Verdict.COMPLETE);
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/search"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("Content-Length", equalTo("28"))
                        .withoutHeader("Transfer-Encoding")
                        .withRequestBody(equalToJson("{\"q\":\"Müller\",\"from\":0}")));
    }

    @Test
    void body_withBracesBesideEachOther_arrivesAsItIs() {
        answer("/search", 200);

        assertThat(load("{\"q\":{\"a\":{\"b\":\"{page}\"}},\"g\":\"x{y{z}}\"}").verdict())
                .isEqualTo(Verdict.COMPLETE);
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/search"))
                        .withRequestBody(equalToJson("{\"q\":{\"a\":{\"b\":1}},\"g\":\"x{y{z}}\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void attempt_thatFails_isMadeAgainWithTheBody(String failure) {
        server.stubFor(post(urlPathEqualTo("/search"))
                .inScenario("s")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("up")
                .willReturn(
                        failure.equals("503")
                                ? aResponse().withStatus(503)
                                : aResponse().withFault(Fault.valueOf(failure))));
        server.stubFor(post(urlPathEqualTo("/search"))
                .inScenario("s")
                .whenScenarioStateIs("up")
                .willReturn(aResponse().withBody(PAGE)));

        assertThat(load().verdict()).isEqualTo(Verdict.COMPLETE);
        server.verify(
                2,
                postRequestedFor(urlPathEqualTo("/search"))
                        .withRequestBody(equalToJson("{\"q\":\"Müller\",\"from\":0}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void redirect_thatKeepsTheMethod_takesTheBodyAlong(int status) {
        server.stubFor(post(urlPathEqualTo("/search"))
                .willReturn(aResponse().withStatus(status).withHeader("Location", "/found?x=1")));
        answer("/found", 200);

        assertThat(load().verdict()).isEqualTo(Verdict.COMPLETE);
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/found"))
                        .withQueryParam("x", equalTo("1"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(equalToJson("{\"q\":\"Müller\",\"from\":0}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void redirect_thatMakesAGet_isRefused(int status) {
        server.stubFor(post(urlPathEqualTo("/search"))
                .willReturn(aResponse().withStatus(status).withHeader("Location", "/found")));

        assertThat(error(load()))
                .contains("POST http://127.0.0.1:" + server.port() + "/search answered " + status
                        + ", a redirect to /found, which is not followed, because it would make a GET without the body of"
                        + " the POST; use the URL it leads to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "401", "503", "RANDOM_DATA_THEN_CLOSE", "no total", "no JSON"})
    void error_saysPost(String failure) {
        server.stubFor(post(urlPathEqualTo("/search"))
                .willReturn(
                        failure.matches("\\d+")
                                ? aResponse().withStatus(Integer.parseInt(failure))
                                : failure.startsWith("no")
                                        ? aResponse()
                                                .withBody(failure.equals("no total") ? "{\"data\":[{\"id\":1}]}" : "x")
                                        : aResponse().withFault(Fault.valueOf(failure))));

        assertThat(error(load())).startsWith("POST http://127.0.0.1:");
    }

    private static String error(RunReport report) {
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        return report.failures().get(0).error();
    }
}
