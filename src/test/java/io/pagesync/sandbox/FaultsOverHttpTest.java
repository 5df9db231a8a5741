package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsOverHttpTest {
    private static final String REQUEST = "GET " + PAGES + "&pageSize=20 HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    void error_isA503WithoutRetryAfter() throws Exception {
        try (Sandbox sandbox = start(Faults.none().withErrors(1, 503))) {
            HttpResponse<String> response = new SandboxClient(sandbox).get(PAGES);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
            assertThat(json(response).path("message").textValue()).isEqualTo("This failure was ordered");
        }
    }

    @Test
    void errors_inTheSameOrder_hitTheSameRequests() throws Exception {
        assertThat(statuses()).isEqualTo(statuses()).contains(200, 500);
    }

    @Test
    void failingPagesAndAttempts_failAsOrdered() throws Exception {
        Faults faults = Faults.none().withFailingPages(Map.of(2, 418)).withFailingAttempts(Map.of(3, 1));
        try (Sandbox sandbox = start(faults)) {
            SandboxClient client = new SandboxClient(sandbox);
            assertThat(client.get(PAGES + "&page=2").statusCode()).isEqualTo(418);
            assertThat(client.get(PAGES + "&page=2").statusCode()).isEqualTo(418);
            assertThat(client.get(PAGES + "&page=3").statusCode()).isEqualTo(503);
            assertThat(client.get(PAGES + "&page=3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void resetBefore_isAnRstWithoutAnyByte() throws Exception {
        try (Sandbox sandbox = start(Faults.none().withResets(1, 0));
                RawConnection raw = new RawConnection(sandbox)) {
            raw.send(REQUEST);
            assertThatThrownBy(raw::readSome)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertLogged(sandbox, 0);
        }
    }

    @Test
    void resetInBody_isAnRstAfterHalfOfIt() throws Exception {
        try (Sandbox sandbox = start(Faults.none().withResets(0, 1));
                RawConnection raw = new RawConnection(sandbox)) {
            raw.send(REQUEST);
            assertThatThrownBy(raw::readAll).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertLogged(sandbox, 200);
        }
    }

    @Test
    void truncated_endsInGoodOrderAfterHalfOfTheAnnouncedBody() throws Exception {
        try (Sandbox sandbox = start(Faults.none().withTruncated(1));
                RawConnection raw = new RawConnection(sandbox)) {
            raw.send(REQUEST);
            String answer = raw.readAll();
            int announced = Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertThat(body.getBytes(UTF_8).length).isBetween(announced / 2 - 4, announced / 2 + 4);
            assertLogged(sandbox, 200);
        }
    }

    @Test
    void cutAnswers_areErrorsToAnHttpClient() throws Exception {
        for (Faults faults : List.of(
                Faults.none().withResets(1, 0),
                Faults.none().withResets(0, 1),
                Faults.none().withTruncated(1))) {
            try (Sandbox sandbox = start(faults)) {
                assertThatThrownBy(() -> new SandboxClient(sandbox).get(PAGES)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void slowAnswers_twoHundredAtOnce_holdNoThreads() throws Exception {
        Duration latency = Duration.ofMillis(400);
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().latency(latency).build())) {
            SandboxClient client = new SandboxClient(sandbox);
            long start = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> client.getLater(PAGES + "&pageSize=1"))
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
            // More than the sandbox has threads, which is 64.
            assertThat(sandbox.maxInFlight()).isGreaterThan(100);
        }
    }

    @Test
    void slowShare_ofOne_delaysEveryPage() throws Exception {
        Duration delay = Duration.ofMillis(100);
        try (Sandbox sandbox = start(Faults.none().withSlow(1, delay))) {
            long start = System.nanoTime();
            new SandboxClient(sandbox).get(PAGES);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
        }
    }

    private static List<Integer> statuses() throws Exception {
        try (Sandbox sandbox = start(Faults.none().withErrors(0.4, 500))) {
            SandboxClient client = new SandboxClient(sandbox);
            for (int page = 1; page <= 20; page++) {
                client.get(PAGES + "&page=" + page);
            }
            return sandbox.requests().stream().map(LoggedRequest::status).toList();
        }
    }

    private static void assertLogged(Sandbox sandbox, int status) {
        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.status()).isEqualTo(status);
            assertThat(request.complete()).isFalse();
        });
    }

    private static Sandbox start(Faults faults) throws IOException {
        return Sandbox.start(SandboxSettings.builder().faults(faults).build());
    }
}
