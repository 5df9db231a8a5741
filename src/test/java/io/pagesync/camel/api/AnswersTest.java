package io.pagesync.camel.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.TestApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not as they should be: each ends in the right verdict and one clear sentence. */
final class AnswersTest {
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

    private TestApi api() {
        return TestApi.at(URI.create("http://127.0.0.1:" + server.port()));
    }

    private void answer(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private RunReport loadFrom(String body) {
        answer(aResponse().withHeader("Content-Type", "application/json").withBody(body));
        return packages().run(api());
    }

    private static void assertFailed(RunReport report, String... words) {
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .contains(words)
                .doesNotContain("Exception"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\"", "1.0", "1e0", "\" 1 \""})
    void total_wholeInWhateverForm_isTaken(String total) {
        RunReport report = loadFrom("{\"data\":[{\"id\":1}],\"total\":" + total + ",\"pageSize\":\"100\"}");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | has no total at '/total' (it is null)",
                "-1 | is '-1', not a whole number",
                "1.5 | is '1.5', not a whole number",
                "\"many\" | is 'many', not a whole number",
                "true | is 'true', not a whole number",
                "[] | is 'an array', not a whole number",
                "{} | is 'an object', not a whole number",
                "1e300 | is '1e300', not a whole number",
            })
    void total_thatIsNone_failsTheRun(String total, String words) {
        assertFailed(
                loadFrom("{\"data\":[{\"id\":1}],\"total\":" + total + ",\"pageSize\":100}"),
                words,
                "(parameter total)");
    }

    @Test
    void total_missing_failsTheRun() {
        assertFailed(
                loadFrom("{\"data\":[{\"id\":1}],\"meta\":{\"count\":1},\"pageSize\":100}"),
                "GET http://127.0.0.1",
                "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100&page=1: the answer has no total at '/total';"
                        + " there are numbers at /meta/count (1) and /pageSize (100); say where the number of records is"
                        + " (parameter total), or where each page names the next one (parameter next)");
    }

    @Test
    void pageSize_zero_failsTheRun() {
        assertFailed(
                loadFrom("{\"data\":[],\"total\":5,\"pageSize\":0}"),
                "the page size at '/pageSize' is 0 while the total is 5; ask for a page size (parameter pageSize)");
    }

    @Test
    void pageSize_missingAndNoRecords_failsTheRun() {
        assertFailed(loadFrom("{\"data\":[],\"total\":5}"), "declares 5 records but holds none");
    }

    @Test
    void pageSize_missing_isTheFirstPagesLength() {
        RunReport report = loadFrom("{\"data\":[{\"id\":1},{\"id\":2}],\"total\":2}");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void pages_moreThanCanBe_failTheRun() {
        assertFailed(
                loadFrom("{\"data\":[{\"id\":1}],\"total\":9000000000000000000,\"pageSize\":1}"),
                "more than 50000000 pages");
    }

    @Test
    void answer_aList_failsTheRun() {
        assertFailed(
                loadFrom("[{\"id\":1}]"),
                "there is nothing at /data, where the array of records was expected; there is an array at the answer itself (1"
                        + " element), say where the records are (parameter records)");
    }

    @Test
    void answer_anObjectWithoutRecords_failsTheRun() {
        assertFailed(
                loadFrom("{\"items\":[]}"),
                "GET http://127.0.0.1",
                "there is nothing at /data, where the array of records was expected; there is an array at /items (0"
                        + " elements), say where the records are (parameter records)");
    }

    @Test
    void answer_empty_failsTheRunAfterAllAttempts() {
        assertFailed(loadFrom(""), "the answer is empty", "(after 3 attempts)");
    }

    @Test
    void answer_html_failsTheRunAtOnce() {
        assertFailed(loadFrom("<html><body>Log in</body></html>"), "is no JSON but '<html><body>Log in</body></html>'");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void answer_truncatedJson_isAskedForAgain() {
        assertFailed(loadFrom("{\"data\":[{\"id\":1},{\"id"), "the answer is cut short", "(after 3 attempts)");
    }

    @Test
    void answer_withSomethingBehindItsJson_failsTheRun() {
        assertFailed(loadFrom("{\"data\":[],\"total\":0,\"pageSize\":1} x"), "GET http://127.0.0.1");
    }

    @Test
    void answer_tenMegabytesOfNesting_failsTheRun() {
        assertFailed(loadFrom("{\"data\":" + "[".repeat(10_000_000)), "goes beyond a limit", "nesting depth");
    }

    @Test
    void answer_notUtf8_failsTheRun() {
        answer(aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"data\":[{\"a\":\"Müller\"}],\"total\":1}".getBytes(StandardCharsets.ISO_8859_1)));

        assertFailed(packages().run(api()), "GET http://127.0.0.1");
    }

    @Test
    void answer_inTheCharsetItNames_isConverted() throws Exception {
        answer(aResponse()
                .withHeader("Content-Type", "application/json; charset=ISO-8859-1")
                .withBody("{\"data\":[{\"a\":\"Müller\"}],\"total\":1}".getBytes(StandardCharsets.ISO_8859_1)));

        try (Engine engine = Engine.start(api().settings())) {
            assertThat(packages().with("gather", "records").request(engine)).hasToString("[{\"a\":\"Müller\"}]");
        }
    }

    @Test
    void answer_compressed_isRead() throws Exception {
        answer(aResponse()
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip("{\"data\":[{\"a\":1}],\"total\":1}".getBytes(StandardCharsets.UTF_8))));

        assertThat(packages().run(api()).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void answer_compressedToBurstMemory_isCutOff() throws Exception {
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(gzip(new byte[100 * 1024 * 1024])));

        assertFailed(packages().run(api()), "larger than 16777216 bytes, decompressed");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void answer_thatNeverEnds_isCutOff() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Thread feeder = new Thread(() -> feedForEver(endless), "endless");
            feeder.setDaemon(true);
            feeder.start();

            RunReport report = packages().run(TestApi.at(URI.create("http://127.0.0.1:" + endless.getLocalPort())));

            assertFailed(report, "larger than 16777216 bytes");
        }
    }

    private static void feedForEver(ServerSocket server) {
        try (var socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(spaces);
            }
        } catch (IOException e) {
            // The client has hung up, as it should.
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad request",
        "401, unauthorized",
        "403, forbidden",
        "404, not found",
        "405, method not allowed",
        "410, gone",
        "422, unprocessable content"
    })
    void status_thatWillNotPass_failsAtOnceWithTheServersReason(int status, String phrase) {
        answer(aResponse().withStatus(status).withBody("{\"message\":\"because\"}"));

        assertFailed(packages().run(api()), "answered " + status + " (" + phrase + "): 'because'");
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 500, 502, 503, 504, 507, 520})
    void status_thatMayPass_failsAfterAllAttempts(int status) {
        answer(aResponse().withStatus(status).withBody("{\"errors\":[{\"message\":\"busy\"}]}"));

        assertFailed(packages().run(api()), "answered " + status, "(after 3 attempts)");
        server.verify(3, anyRequestedFor(anyUrl()));
    }

    @Test
    void status_aRedirect_isNotFollowed() {
        answer(aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/elsewhere?token=abc"));

        assertFailed(packages().run(api()), "answered 302, a redirect to http://127.0.0.1:1/elsewhere?...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMPTY_RESPONSE",
                "CONNECTION_RESET_BY_PEER",
                "MALFORMED_RESPONSE_CHUNK",
                "RANDOM_DATA_THEN_CLOSE"
            })
    void connection_thatBreaks_failsAfterAllAttempts(String fault) {
        answer(aResponse().withFault(Fault.valueOf(fault)));

        assertFailed(packages().run(api()), "GET http://127.0.0.1", "failed: ", "(after 3 attempts)");
        server.verify(3, anyRequestedFor(anyUrl()));
    }

    @Test
    void connection_refused_failsAfterAllAttempts() {
        TestApi nobody = api();
        server.stop();

        assertFailed(packages().run(nobody), "nothing answers there", "is the server running?", "(after 3 attempts)");
    }

    @Test
    void host_unknown_fails() {
        TestApi nowhere = TestApi.at(URI.create("http://nowhere.invalid"));

        assertFailed(packages().run(nowhere), "no host of this name is known; check the URL");
    }

    @Test
    void firstByte_tooSlow_failsAfterAllAttempts() {
        answer(aResponse().withFixedDelay(2000).withBody("{}"));
        AnswerLimits limits =
                new AnswerLimits(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(5), 1024);

        assertFailed(packages().run(api().limits(limits)), "the server was silent for too long", "(after 3 attempts)");
    }

    @Test
    void answer_tooSlowAsAWhole_fails() {
        answer(aResponse()
                .withChunkedDribbleDelay(10, 1000)
                .withBody("{\"data\":[{\"a\":\"" + "x".repeat(500) + "\"}],\"total\":1}"));
        AnswerLimits limits =
                new AnswerLimits(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofMillis(300), 1024 * 1024);

        assertFailed(packages().run(api().attempts(1).limits(limits)), "took longer than");
    }

    @Test
    void request_carriesItsOwnHeadersOnly() {
        answer(aResponse().withBody("{\"data\":[],\"total\":0}"));

        try (Engine engine = Engine.start(api().settings())) {
            engine.addRoutes("packages", packages().yaml());
            try (var producer = engine.context().createProducerTemplate()) {
                producer.sendBodyAndHeader("direct:pagesync-sync-packages", "body", "X-Stray", "1");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        server.verify(
                1,
                getRequestedFor(WireMock.urlEqualTo(
                                "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100&page=1"))
                        .withoutHeader("X-Stray")
                        .withoutHeader("Cookie")
                        .withoutHeader("Content-Length")
                        .withHeader("Accept", WireMock.equalTo("application/json")));
    }

    @Test
    void query_withEveryCharacter_arrivesAsItWasWritten() {
        answer(aResponse().withBody("{\"data\":[],\"total\":0}"));

        packages()
                .with("query", "RAW(filter=label__endswith:0003&filter=a+b%2Bc&name=M\u00fcller x&empty=&flag)")
                .run(api());

        server.verify(
                1,
                getRequestedFor(WireMock.urlEqualTo("/v2/packages/active?filter=label__endswith:0003&filter=a+b%2Bc"
                        + "&name=M%C3%BCller%20x&empty=&flag&page=1")));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }
}
