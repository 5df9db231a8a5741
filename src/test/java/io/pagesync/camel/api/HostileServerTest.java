package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.http.OpenCalls;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.HostileServer;
import io.pagesync.testing.HostileServer.Connection;
import io.pagesync.testing.HostileServer.Script;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that mean harm, or are broken: each fault ends in a verdict and one sentence with the URL, within bounds of time
 * and memory, and the next run of the same API in the same process works.
 */
@Timeout(180)
final class HostileServerTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LONG = "x".repeat(8000);
    /** More than the buffers of both sockets hold, and far less than what the server has to give. */
    private static final long BOUND = 24_000_000;

    private static final String TOO_LONG =
            "the answer has a line of more than 8192 bytes among its headers, chunk sizes or trailers";
    private static final String TOO_MANY = "the answer has more than 100 headers or trailers";
    private static final String TOO_SLOW =
            "the answer took longer than 1 s from the request to its last byte (after 2 attempts)";

    /** A short deadline only where it is what is tried: a busy machine must not meet it. */
    private static TestApi api(HostileServer server, String sentence) {
        Duration total = Duration.ofSeconds(sentence.equals(TOO_SLOW) ? 1 : 30);
        return TestApi.at(server.baseUri())
                .attempts(2)
                .limits(new AnswerLimits(Duration.ofSeconds(5), Duration.ofSeconds(2), total, 1024 * 1024));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("a header line of 100 MB", TOO_LONG, c -> {
                    c.write(HEAD + "X-Huge: ");
                    c.repeat(LONG, 12_500);
                }),
                fault("a folded header of 100 MB", TOO_LONG, c -> {
                    c.write(HEAD + "X-Huge: ");
                    c.repeat("x\r\n " + LONG, 12_500);
                }),
                fault("100,000 headers", TOO_MANY, c -> {
                    c.write(HEAD);
                    c.repeat("X-Many: 1\r\n", 100_000);
                }),
                fault("a status line of 100 MB", TOO_LONG, c -> {
                    c.write("HTTP/1.1 200 ");
                    c.repeat(LONG, 12_500);
                }),
                fault(
                        "empty lines for ever",
                        "the answer begins with more than 10 empty lines",
                        c -> c.repeat("\r\n\r\n", 1_000_000)),
                fault(
                        "103 for ever",
                        "there is no answer behind 20 interim ones (the last is 103)",
                        c -> c.repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 1_000_000)),
                fault(
                        "100 for ever",
                        "there is no answer behind 20 interim ones (the last is 100)",
                        c -> c.repeat("HTTP/1.1 100 Continue\r\n\r\n", 1_000_000)),
                fault("a byte at a time in the head", TOO_SLOW, c -> {
                    c.write(HEAD + "X-Slow: ");
                    c.drip("x");
                }),
                fault("100 slowly for ever", TOO_SLOW, c -> c.drip("HTTP/1.1 100")),
                fault("a byte at a time in the body", TOO_SLOW, c -> {
                    c.write(HEAD + "Content-Length: 1000\r\n\r\n{");
                    c.drip(" ");
                }),
                fault("a body without end", "the answer is larger than 1048576 bytes", c -> {
                    c.write(HEAD + "\r\n[");
                    c.repeat(LONG, 12_500);
                }),
                fault("a chunk extension without end", TOO_LONG, c -> {
                    c.write(CHUNKED + "1;");
                    c.repeat(LONG, 12_500);
                }),
                fault("a chunk extension slowly", TOO_SLOW, c -> {
                    c.write(CHUNKED + "1;");
                    c.drip("x");
                }),
                fault("a trailer of 100 MB", TOO_LONG, c -> {
                    c.write(CHUNKED + "2\r\n{}\r\n0\r\nX-Huge: ");
                    c.repeat(LONG, 12_500);
                }),
                fault("100,000 trailers", TOO_MANY, c -> {
                    c.write(CHUNKED + "2\r\n{}\r\n0\r\n");
                    c.repeat("X-Many: 1\r\n", 100_000);
                }),
                fault("no answer", "the server was silent for too long", Connection::beSilent),
                fault("a reset in the body", "the connection broke", c -> {
                    c.write(HEAD + "Content-Length: 1000\r\n\r\n{\"data\":");
                    c.reset();
                }),
                fault(
                        "an end in the head",
                        "the answer is empty where JSON was expected",
                        c -> c.write(HEAD + "X-Cut: ")),
                fault("an end before the answer", "failed: ", c -> {}),
                fault("an end in the body", "failed: ", c -> c.write(HEAD + "Content-Length: 1000\r\n\r\n{\"data\":")),
                fault(
                        "an unknown encoding",
                        "compressed in a way that was not asked for, Content-Encoding: br",
                        c -> c.write(HEAD + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}")));
    }

    /** What a server does instead of an answer. */
    private interface Fault {
        void on(Connection connection) throws IOException, InterruptedException;
    }

    private static Arguments fault(String name, String sentence, Fault fault) {
        Script script = connection -> {
            fault.on(connection);
            return false;
        };
        return Arguments.of(name, sentence, script);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void fault_endsInOneSentence_andTheNextRunWorks(String name, String sentence, Script script) throws IOException {
        try (HostileServer server = HostileServer.start(script);
                Engine engine = Engine.start(api(server, sentence).settings())) {
            RunReport failed = packages().run(engine);

            assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(failed.verdict().exitCode()).isEqualTo(1);
            assertThat(failed.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .startsWith("GET " + server.baseUri() + "/v2/packages/active?")
                    .contains(sentence)
                    .doesNotContain("Exception"));
            assertThat(server.written()).isLessThan(BOUND);
            server.script(HostileServer::behave);
            assertThat(Pipeline.run(engine.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void stop_whileAServerDripsItsAnswer_endsTheRunWithItsVerdict() throws Exception {
        Script dripping = connection -> {
            connection.write(HEAD + "X-Slow: ");
            connection.drip("x");
            return false;
        };
        try (HostileServer server = HostileServer.start(dripping);
                Engine engine = Engine.start(TestApi.at(server.baseUri()).settings())) {
            engine.addRoutes("packages", packages().yaml());
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> Pipeline.run(engine.context(), "packages"));
            await().until(() -> server.requests() == 1);

            OpenRuns.of(engine.context()).stop("enough");
            OpenCalls.of(engine.context()).stop("enough");

            RunReport report = run.get(60, TimeUnit.SECONDS);
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.stopped()).isEqualTo("enough");
            assertThat(report.failures()).isEmpty();
        }
    }

    @Test
    void connection_thatWasKeptAndEndsWithoutAByte_isReplacedAtOnceAndCostsNoAttempt() throws IOException {
        int pages = 20;
        Script secondIsDropped = connection -> {
            String page =
                    "{\"data\":[{\"id\":\"" + connection.hashCode() + "\"}],\"total\":" + pages + ",\"pageSize\":1}";
            if (connection.number() == 1) {
                connection.write(HEAD + "Content-Length: " + page.length() + "\r\n\r\n" + page);
            }
            return connection.number() == 1;
        };
        try (HostileServer server = HostileServer.start(secondIsDropped)) {
            RunReport report = packages()
                    .with("end", "declared")
                    .run(TestApi.at(server.baseUri())
                            .concurrency(1)
                            .attempts(1)
                            .rate(100)
                            .backoff(Duration.ofSeconds(20)));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.traffic().requests()).isEqualTo(server.requests()).isEqualTo(2 * pages - 1);
            assertThat(report.traffic().retries()).isEqualTo(pages - 1);
            // Each takes a permit.
            assertThat(report.seconds()).isGreaterThan((2 * pages - 2) * 0.01 * 0.95);
        }
    }

    /** In one write, so that both are read together, or the second later, so that it waits in the socket. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answer_sentTwice_isNotTakenForTheNext(boolean together) throws IOException {
        Script twice = connection -> {
            int page = Integer.parseInt(connection.asked().replaceFirst(".*[?&]page=(\\d+).*", "$1"));
            String records = IntStream.rangeClosed((page - 1) * 10 + 1, Math.min(95, page * 10))
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .collect(Collectors.joining(",", "{\"data\":[", "]}"));
            String answer = HEAD + "Content-Length: " + records.length() + "\r\n\r\n" + records;
            connection.write(together ? answer + answer : answer);
            connection.write(together ? "" : answer);
            return true;
        };
        try (HostileServer server = HostileServer.start(twice)) {
            RunReport report = packages()
                    .with("total", "none")
                    .with("key", "id")
                    .run(TestApi.at(server.baseUri()).concurrency(1).attempts(1));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(95);
        }
    }

    @Test
    void connection_thatIsNewAndEndsWithoutAByte_costsAnAttempt() throws IOException {
        try (HostileServer server = HostileServer.start(connection -> false)) {
            RunReport report = packages().run(api(server, ""));

            assertThat(report.failures().get(0).error()).contains("(after 2 attempts)");
            assertThat(server.requests()).isEqualTo(2);
        }
    }
}
