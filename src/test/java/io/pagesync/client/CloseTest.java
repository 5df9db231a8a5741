package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static io.pagesync.client.Clients.sandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is left of a client that is closed. */
@Timeout(180)
final class CloseTest {
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches("(sandbox|awaitility|Common-Cleaner).*"))
                .collect(Collectors.toSet());
    }

    @Test
    void client_closed_leavesNoThread() throws IOException {
        try (Sandbox sandbox = sandbox(3000)) {
            Set<Thread> before = threads();
            try (PagesyncClient client = Clients.open(sandbox)) {
                client.collection(PACKAGES).records();
                // A stream that nobody closes.
                var unused = client.collection(PACKAGES).stream().limit(2).toList();
                client.rateLimiter().acquireAsync().join();
                assertThat(threads()).anyMatch(thread -> thread.getName().startsWith("pagesync-load"));
            }

            Awaitility.await().untilAsserted(() -> assertThat(threads())
                    .filteredOn(thread -> !before.contains(thread))
                    .isEmpty());
        }
    }

    @Test
    void lanes_thatAreFree_areUsedAgain() throws IOException {
        try (Sandbox sandbox = sandbox(300);
                PagesyncClient client = Clients.open(sandbox)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.collection(PACKAGES).pages().report().sync()).isEqualTo("load1");
            }
        }
    }

    @Test
    void client_closed_leavesNoConnection() throws Exception {
        try (KeepAliveServer server = KeepAliveServer.start()) {
            try (PagesyncClient client = Clients.at(server.baseUri()).open()) {
                client.collection("/items").records();
                assertThat(server.open()).isPositive();
            }
            Awaitility.await().until(() -> server.open() == 0);
        }
    }

    @Test
    void client_closedInMidRun_endsItsRuns() throws Exception {
        try (Sandbox sandbox = sandbox(100_000)) {
            PagesyncClient client = Clients.at(sandbox.baseUri()).rateLimit(50).open();
            CompletableFuture<Loaded<Page>> running =
                    client.collection(PACKAGES).pagesAsync();
            Awaitility.await().until(() -> sandbox.requests().size() > 5);

            long before = System.nanoTime();
            client.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            Throwable error = catchThrowable(() -> running.get(60, TimeUnit.SECONDS));
            assertThat(error)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(RunIncompleteException.class, incomplete -> {
                        assertThat(incomplete).hasMessageContaining("the client was closed");
                        assertThat(incomplete.report().verdict()).isEqualTo(Verdict.PARTIAL);
                        assertThat(incomplete.pages()).isNotEmpty();
                    });
        }
    }

    @Test
    void client_closedWhileManyLoadsBegin_endsEachOfThem() throws Exception {
        try (Sandbox sandbox = sandbox(100_000)) {
            PagesyncClient client = Clients.at(sandbox.baseUri()).rateLimit(50).open();
            CompletableFuture<?>[] all = new CompletableFuture<?>[5];
            for (int i = 0; i < all.length; i++) {
                all[i] = client.collection(PACKAGES).pagesAsync();
            }
            client.close();

            for (CompletableFuture<?> each : all) {
                assertThatThrownBy(() -> each.orTimeout(5, TimeUnit.SECONDS).join())
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .satisfiesAnyOf(
                                cause -> assertThat(cause).isInstanceOf(RunIncompleteException.class),
                                cause -> assertThat(cause)
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessageContaining("is closed"));
            }
        }
    }

    @Test
    void client_closedByWhatHangsOnItsFuture_closes() throws Exception {
        try (Sandbox sandbox = sandbox(300)) {
            PagesyncClient client = Clients.open(sandbox);
            CompletableFuture<Void> closed =
                    client.collection(PACKAGES).pagesAsync().thenAccept(pages -> client.close());

            closed.get(60, TimeUnit.SECONDS);

            assertThatThrownBy(() -> client.collection(PACKAGES).pages()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void client_closedWhileTheServerIsSilent_cutsOffWhatIsInFlight() throws Exception {
        try (KeepAliveServer server = KeepAliveServer.silent()) {
            PagesyncClient client = Clients.at(server.baseUri()).attempts(1).open();
            CompletableFuture<Loaded<Page>> running =
                    client.collection("/items").pagesAsync();
            Awaitility.await().until(() -> server.open() == 1);

            client.close();

            Awaitility.await().until(() -> server.open() == 0 && running.isDone());
            assertThat(running).isCompletedExceptionally();
        }
    }

    @Test
    void calls_afterClose_sayThatItIsClosed() throws IOException {
        try (Sandbox sandbox = sandbox(300)) {
            PagesyncClient client = Clients.open(sandbox);
            CollectionLoad load = client.collection(PACKAGES);
            client.close();
            client.close();

            assertThatThrownBy(load::records)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this client is closed; open another one");
            assertThatThrownBy(load::pagesAsync).hasMessageContaining("this client is closed");
            assertThatThrownBy(() -> load.stream().toList()).hasMessageContaining("this client is closed");
            assertThatThrownBy(() -> client.rateLimiter().acquire()).hasMessageContaining("is closed");
            assertThatThrownBy(() -> client.rateLimiter().acquireAsync().join())
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed");
        }
    }
}
