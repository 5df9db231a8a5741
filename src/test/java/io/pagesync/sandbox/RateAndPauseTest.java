package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateAndPauseTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void request_overTheLimit_isA429UntilTheWindowHasPassed() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().rateLimit(2).build(), clock::get)) {
            SandboxClient client = new SandboxClient(sandbox);
            assertThat(client.get(PAGES).statusCode()).isEqualTo(200);
            assertThat(client.post("/v2/auth/apikey", "{}").statusCode())
                    .as("log-ins count")
                    .isEqualTo(400);
            HttpResponse<String> refused = client.get(PAGES);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(json(refused).path("message").textValue()).isEqualTo("Rate limit exceeded, retry after 1 s");
            clock.addAndGet(Duration.ofMillis(980).toNanos());
            assertThat(client.get(PAGES).statusCode()).isEqualTo(200);
            assertThat(sandbox.busiestSecond()).isEqualTo(4);
            assertThat(sandbox.requests()).extracting(LoggedRequest::status).containsExactly(200, 400, 429, 200);
        }
    }

    @Test
    void requests_fiftyAtOnce_letExactlyTenThrough() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().rateLimit(10).build(), clock::get)) {
            SandboxClient client = new SandboxClient(sandbox);
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, 50).mapToObj(i -> client.getLater(PAGES)).toList();
            assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                    .hasSize(50)
                    .containsOnly(200, 429)
                    .satisfies(statuses ->
                            assertThat(Collections.frequency(statuses, 200)).isEqualTo(10));
        }
    }

    @Test
    void pauseAfter_oneMoreRequest_refusesEverythingForItsLength() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder().build(), clock::get)) {
            SandboxClient client = new SandboxClient(sandbox);
            sandbox.pauseAfter(1, Duration.ofSeconds(7));
            assertThat(client.get(PAGES).statusCode()).isEqualTo(200);
            assertThat(client.get(PAGES).headers().firstValue("Retry-After")).hasValue("7");
            assertThat(sandbox.pauseArrivals()).isEmpty();
            clock.addAndGet(Duration.ofSeconds(3).toNanos());
            assertThat(client.get("/v2/licenses").headers().firstValue("Retry-After"))
                    .hasValue("4");
            assertThat(sandbox.pauseArrivals()).containsExactly(Duration.ofSeconds(3));
            clock.addAndGet(Duration.ofSeconds(4).toNanos());
            assertThat(client.get(PAGES).statusCode()).isEqualTo(200);
            assertThat(sandbox.pauseArrivals()).hasSize(1);
        }
    }
}
