package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.sandbox.data.Change;
import io.pagesync.sandbox.data.Licence;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @Test
    void requests_areRememberedWithoutQueryAndHeaders() throws Exception {
        AtomicLong clock = new AtomicLong(1_000);
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder().build(), clock::get)) {
            SandboxClient client = new SandboxClient(sandbox);
            clock.addAndGet(5);
            long before = System.currentTimeMillis();
            client.get(PAGES + "&page=3", "Authorization", "Bearer secret");
            clock.addAndGet(7);
            client.post("/v2/auth/apikey", "{\"apiKey\":\"secret\"}");
            client.get(PAGES + "&page=x");
            List<LoggedRequest> requests = sandbox.requests();
            assertThat(requests.get(0).startEpochMillis()).isBetween(before, System.currentTimeMillis());
            assertThat(requests)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("startEpochMillis")
                    .containsExactly(
                            new LoggedRequest(5, 0, "GET", "/v2/packages/active", 3, 200, true, 1),
                            new LoggedRequest(12, 0, "POST", "/v2/auth/apikey", null, 400, true, 1),
                            new LoggedRequest(12, 0, "GET", "/v2/packages/active", null, 400, true, 1));
            assertThat(requests.toString()).doesNotContain("secret");
            assertThat(sandbox.maxInFlight()).isEqualTo(1);
            assertThat(sandbox.busiestSecond()).isEqualTo(3);
        }
    }

    @Test
    void requests_oneAfterTheOther_areNeverTwoInFlight() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder().build())) {
            SandboxClient client = new SandboxClient(sandbox);
            for (int i = 0; i < 100; i++) {
                client.get(PAGES + "&pageSize=500");
            }
            assertThat(sandbox.maxInFlight()).isEqualTo(1);
            assertThat(sandbox.requests())
                    .hasSize(100)
                    .isSortedAccordingTo(Comparator.comparingLong(LoggedRequest::startNanos));
        }
    }

    @Test
    void accessLog_hasALineARequest_withMillisecondsAndNoSecrets(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("access.log");
        SandboxSettings settings = SandboxSettings.builder()
                .accessLog(file)
                .faults(Faults.none().withTruncated(1))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            SandboxClient client = new SandboxClient(sandbox);
            client.get("/v2/licenses?secret=1", "Authorization", "Bearer secret");
            client.post("/v2/auth/apikey", "{\"apiKey\":\"secret\",\"stateCode\":\"CA\"}");
            assertThatThrownBy(() -> client.get(PAGES + "&page=2")).isInstanceOf(IOException.class);
            String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).matches(time + "GET /v2/licenses page=- status=200 inFlight=1");
            assertThat(lines.get(1)).matches(time + "POST /v2/auth/apikey page=- status=401 inFlight=1");
            assertThat(lines.get(2)).matches(time + "GET /v2/packages/active page=2 status=200 cut inFlight=1");
        }
    }

    @Test
    void accessLog_thatCannotBeWritten_isRefusedInOneSentence(@TempDir Path folder) {
        SandboxSettings settings = SandboxSettings.builder()
                .accessLog(folder.resolve("no/such.log"))
                .build();
        assertThatThrownBy(() -> Sandbox.start(settings))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The access log " + folder.resolve("no/such.log") + " cannot be written");
    }

    @Test
    void collection_changedByATest_showsInTheNextPage() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().records(10).build())) {
            SandboxClient client = new SandboxClient(sandbox);
            sandbox.collection().delete(3);
            sandbox.collection().create(2);
            assertThat(ids(client.page(""))).containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
            assertThat(sandbox.collection("C11-0000002-LIC").total()).isEqualTo(1);
            assertThatThrownBy(() -> sandbox.collection("X")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void changes_duringARun_comeAfterTheirNumberOfPages() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(30)
                .changes(Change.swap(1, 1).at(0), Change.grow(2, 5))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            SandboxClient client = new SandboxClient(sandbox);
            assertThat(ids(client.page("&pageSize=10&page=1"))).endsWith(10L);
            assertThat(ids(client.page("&pageSize=10&page=2")))
                    .as("record 11 is on no page")
                    .startsWith(12L);
            assertThat(client.page("&pageSize=10&page=3").path("total").intValue())
                    .isEqualTo(35);
        }
    }

    @Test
    void million_records_anyPageAndOrder_isThere() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().records(1_000_000).build())) {
            SandboxClient client = new SandboxClient(sandbox);
            assertThat(ids(client.page("&pageSize=500&page=2000"))).hasSize(500).endsWith(1_000_000L);
            assertThat(ids(client.page("&pageSize=500&page=1&sort=lastModified:desc")))
                    .hasSize(500);
            assertThat(client.page("&filter=label__endswith:0003").path("total").intValue())
                    .isEqualTo(100);
        }
    }

    @Test
    void start_portTaken_saysSoInOneSentence() throws Exception {
        try (Sandbox first = Sandbox.start(SandboxSettings.builder().build())) {
            int port = first.baseUri().getPort();
            assertThatThrownBy(() ->
                            Sandbox.start(SandboxSettings.builder().port(port).build()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Port " + port + " of 127.0.0.1 is taken: stop what listens there, or choose another"
                            + " port, or 0 for any free one");
        }
    }

    @Test
    void close_withAnswersDue_endsAllThreadsAndConnections() throws Exception {
        Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().latency(Duration.ofMinutes(10)).build());
        SandboxClient client = new SandboxClient(sandbox);
        CompletableFuture<?> answer = client.getLater(PAGES);
        await().until(() -> sandbox.maxInFlight() == 1);
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sandbox"))
                .toList();
        assertThat(threads).isNotEmpty();
        sandbox.close();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        await().until(answer::isCompletedExceptionally);
        assertThatThrownBy(() -> client.get(PAGES)).isInstanceOf(ConnectException.class);
        sandbox.close();
    }

    @Test
    void settings_outOfRange_areRefusedByName() {
        assertRefused(SandboxSettings.builder().port(65_536), "port must be from 0 to 65535, not 65536");
        assertRefused(SandboxSettings.builder().pageSizeCap(0), "page size cap must be from 1 to 10000, not 0");
        assertRefused(SandboxSettings.builder().rateLimit(-1), "rate must be");
        assertRefused(SandboxSettings.builder().rateLimit(Double.NaN), "rate must be");
        assertRefused(SandboxSettings.builder().tokenLifetime(Duration.ZERO), "token lifetime must be");
        assertRefused(SandboxSettings.builder().latency(Duration.ofMillis(-1)), "latency must be from 0 to 600000 ms");
        assertRefused(SandboxSettings.builder().licences(List.of()), "there must be at least one licence");
        assertThatThrownBy(() -> SandboxSettings.builder().records(-1))
                .hasMessage("records must be from 0 to 999999999, not -1");
        assertThatThrownBy(() -> new Licence(" ", "Name", 1)).hasMessage("a licence needs a number");
    }

    @Test
    void credentials_asText_hideTheSecrets() {
        assertThat(SandboxSettings.builder().build().toString()).doesNotContain("demo-password", "demo-key");
    }

    @Test
    void pauseAfter_impossible_isRefused() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder().build())) {
            assertThatThrownBy(() -> sandbox.pauseAfter(-1, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> sandbox.pauseAfter(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(SandboxSettings.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
