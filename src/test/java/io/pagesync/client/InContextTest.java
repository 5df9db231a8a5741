package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.camel.boot.HostContext;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.HeldRate;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client in the Camel context of an application: what it shares, and what it leaves behind. */
@Timeout(180)
final class InContextTest {
    private static Sandbox sandbox(int records) throws IOException {
        return Clients.sandbox(records);
    }

    private static Set<String> inside(CamelContext context) {
        return Stream.concat(
                        context.getRoutes().stream().map(Route::getRouteId),
                        context.getRegistry().findByTypeWithName(Object.class).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("pagesync"))
                .collect(Collectors.toSet());
    }

    @Test
    void client_inAContext_loadsByTheSettingsThere() throws Exception {
        try (Sandbox sandbox = sandbox(250);
                HostContext host = HostContext.of(sandbox).start();
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            Loaded<JsonRecord> records = client.collection(PACKAGES).key("id").records();

            assertThat(records).hasSize(250);
            assertThat(records.report().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(client.rateLimiter().perSecond()).isZero();
        }
    }

    @Test
    void client_madeBeforeTheStart_loadsAfterIt() throws Exception {
        try (Sandbox sandbox = sandbox(250);
                HostContext host = HostContext.of(sandbox);
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            assertThatThrownBy(() -> client.collection(PACKAGES).records())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the Camel context " + host.context().getName()
                            + " is not started; start it before anything is loaded in it");
            host.start();

            assertThat(client.collection(PACKAGES).records()).hasSize(250);
        }
    }

    @Test
    void clients_twoAndASync_shareOneRate() throws Exception {
        int rate = 40;
        SandboxSettings settings =
                SandboxSettings.builder().records(1950).rateLimit(0).build();
        try (Sandbox sandbox = Sandbox.start(settings);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.rate-limit", rate + "")
                        .routes("packages", packages().yaml())
                        .start();
                PagesyncClient one = PagesyncClient.in(host.context(), "t3");
                PagesyncClient two = PagesyncClient.in(host.context(), "t3")) {
            long began = sandbox.ageNanos();
            CompletableFuture<Loaded<Page>> first = one.collection(PACKAGES).pagesAsync();
            CompletableFuture<Loaded<Page>> second = two.collection(PACKAGES).pagesAsync();
            RunReport sync = Pipeline.run(host.context(), "packages");
            first.join();
            second.join();

            assertThat(sync.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(sandbox.requests()).hasSize(60);
            HeldRate.assertHeld(sandbox, began, rate);
        }
    }

    @Test
    void clients_twoAndASync_shareOneConcurrency() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(2000)
                .rateLimit(0)
                .latency(Duration.ofMillis(20))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.concurrency", "3")
                        .routes("packages", packages().yaml())
                        .start();
                PagesyncClient one = PagesyncClient.in(host.context(), "t3");
                PagesyncClient two = PagesyncClient.in(host.context(), "t3")) {
            CompletableFuture<Loaded<Page>> first = one.collection(PACKAGES).pagesAsync();
            CompletableFuture<Loaded<Page>> second = two.collection(PACKAGES).pagesAsync();
            Pipeline.run(host.context(), "packages");
            first.join();
            second.join();

            assertThat(sandbox.maxInFlight()).isEqualTo(3);
        }
    }

    @Test
    void client_closed_leavesTheContextAsItWas() throws Exception {
        try (Sandbox sandbox = sandbox(1000);
                HostContext host = HostContext.of(sandbox)
                        .routes("packages", packages().yaml())
                        .start();
                PagesyncClient other = PagesyncClient.in(host.context(), "t3")) {
            Pipeline.run(host.context(), "packages");
            other.collection(PACKAGES).records();
            Set<String> before = inside(host.context());
            int endpoints = host.context().getEndpoints().size();
            Set<Thread> threads = threads();

            try (PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
                CompletableFuture<Loaded<Page>> beside =
                        client.collection(PACKAGES).pagesAsync();
                client.collection(PACKAGES).records();
                beside.join();
                client.rateLimiter().acquireAsync().join();
                assertThat(inside(host.context())).isNotEqualTo(before);
            }

            assertThat(inside(host.context())).isEqualTo(before);
            assertThat(host.context().getEndpoints()).hasSize(endpoints);
            assertThat(Syncs.of(host.context()).all()).hasSize(2);
            Awaitility.await().untilAsserted(() -> assertThat(threads())
                    .filteredOn(thread -> !threads.contains(thread))
                    .isEmpty());
            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(other.collection(PACKAGES).records()).hasSize(1000);
        }
    }

    @Test
    void client_closedInMidRun_endsItsOwnLoadsAndNoOthers() throws Exception {
        try (Sandbox sandbox = sandbox(10_000);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.rate-limit", "100")
                        .start();
                PagesyncClient other = PagesyncClient.in(host.context(), "t3")) {
            PagesyncClient client = PagesyncClient.in(host.context(), "t3");
            CompletableFuture<Loaded<Page>> running =
                    client.collection(PACKAGES).pagesAsync();
            CompletableFuture<Loaded<Page>> others = other.collection(PACKAGES).pagesAsync();
            Awaitility.await().until(() -> sandbox.requests().size() > 20);

            client.close();

            assertStopped(running, "the client was closed");
            assertThat(others.get(60, TimeUnit.SECONDS).report().verdict()).isEqualTo(Verdict.COMPLETE);
            Awaitility.await().until(() -> Syncs.of(host.context()).all().size() == 1);
            assertThatThrownBy(() -> client.collection(PACKAGES).records())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this client is closed; open another one");
        }
    }

    @Test
    void client_closedWhileTheServerIsSilent_removesTheLaneWhenItsLoadHasEnded() throws Exception {
        try (KeepAliveServer server = KeepAliveServer.silent();
                HostContext host = new HostContext()
                        .set("pagesync.api.t3.base-url", server.baseUri().toString())
                        .set("pagesync.api.t3.attempts", "1")
                        .set("pagesync.api.t3.response-timeout", "7s")
                        .start()) {
            PagesyncClient client = PagesyncClient.in(host.context(), "t3");
            CompletableFuture<Loaded<Page>> running =
                    client.collection("/items").pagesAsync();
            Awaitility.await().until(() -> server.open() == 1);

            client.close();

            assertThat(running).isNotDone();
            Awaitility.await().until(running::isDone);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(Syncs.of(host.context()).all()).isEmpty());
        }
    }

    @Test
    void permits_ofAClosedClient_endTheWaitForThem() throws Exception {
        try (Sandbox sandbox = sandbox(100);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.rate-limit", "0.01")
                        .start()) {
            PagesyncClient client = PagesyncClient.in(host.context(), "t3");
            client.rateLimiter().acquire();
            CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> {
                Throwable error = catchThrowable(() -> client.rateLimiter().acquire());
                throw new IllegalStateException(error + "");
            });
            CompletableFuture<?> later = client.rateLimiter().acquireAsync();
            Awaitility.await()
                    .until(() -> Thread.getAllStackTraces().entrySet().stream()
                                    .filter(thread -> Stream.of(thread.getValue())
                                            .anyMatch(frame ->
                                                    frame.getMethodName().equals("takePermit")))
                                    .count()
                            == 2);

            client.close();

            for (CompletableFuture<?> each : Set.of(waits, later)) {
                assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("IllegalStateException")
                        .hasMessageContaining("this client is closed");
            }
        }
    }

    @Test
    void context_stoppedWhileALoadRuns_endsIt() throws Exception {
        try (Sandbox sandbox = sandbox(100_000);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.rate-limit", "50")
                        .start();
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            CompletableFuture<Loaded<Page>> running =
                    client.collection(PACKAGES).pagesAsync();
            Awaitility.await().until(() -> sandbox.requests().size() > 5);

            long before = System.nanoTime();
            host.context().stop();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            assertStopped(running, "Pagesync is shutting down");
            assertThatThrownBy(() -> client.collection(PACKAGES).records())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not started");
        }
    }

    @Test
    void context_stoppedAndStartedAgain_isLoadedInAgain() throws Exception {
        try (Sandbox sandbox = sandbox(250);
                HostContext host = HostContext.of(sandbox).start();
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            client.collection(PACKAGES).records();
            host.context().stop();
            host.start();

            assertThat(client.collection(PACKAGES).records()).hasSize(250);
        }
    }

    @Test
    void load_besideASyncOfItsName_takesAnother() throws Exception {
        try (Sandbox sandbox = sandbox(250);
                HostContext host = HostContext.of(sandbox)
                        .routes("packages", packages().id("load1").yaml())
                        .start();
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            assertThat(client.collection(PACKAGES).records().report().sync()).isEqualTo("load2");
        }
    }

    @Test
    void api_thatIsNotThere_isNamedWithTheNearest() throws Exception {
        try (Sandbox sandbox = sandbox(1);
                HostContext host = HostContext.of(sandbox).start()) {
            assertThatThrownBy(() -> PagesyncClient.in(host.context(), "t33"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("there is no API named 't33'; did you mean t3?");
        }
    }

    @Test
    void errors_inAContext_nameMethodsOfALoadAndSettingsOfTheApi() throws Exception {
        try (Sandbox sandbox = sandbox(1);
                HostContext host = HostContext.of(sandbox)
                        .set("pagesync.api.t3.max-pause", "1s")
                        .start();
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            assertThatThrownBy(() ->
                            client.collection(PACKAGES).set("total", "/no").records())
                    .hasMessageContaining("say where the number of records is (set(\"total\", ...))");
            sandbox.pauseAfter(0, Duration.ofHours(1));
            assertThatThrownBy(() -> client.collection(PACKAGES).records())
                    .hasMessageContaining("allow a longer pause (pagesync.api.t3.max-pause)");
        }
    }

    @Test
    void context_withoutPagesync_isRefusedWithTheCure() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("host");
            context.start();

            assertThatThrownBy(() -> PagesyncClient.in(context, "t3"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            "the Camel context host has no Pagesync in it; set pagesync.api.t3.base-url before it is"
                                    + " started");
        }
    }

    @Test
    void secret_thatIsMissing_stopsTheStartBeforeAnyRequest() throws Exception {
        try (Sandbox sandbox = sandbox(1);
                HostContext host = HostContext.of(sandbox).set("pagesync.api.t3.auth.type", "bearer");
                PagesyncClient client = PagesyncClient.in(host.context(), "t3")) {
            assertThatThrownBy(host::start)
                    .isInstanceOf(NotAuthenticatedException.class)
                    .hasMessageStartingWith("pagesync.api.t3.auth.token is needed");
            assertThatThrownBy(() -> client.collection(PACKAGES).records()).isInstanceOf(IllegalStateException.class);
            assertThat(sandbox.requests()).isEmpty();
        }
    }

    private static void assertStopped(CompletableFuture<Loaded<Page>> load, String why) {
        assertThat(catchThrowable(() -> load.get(60, TimeUnit.SECONDS)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(RunIncompleteException.class, incomplete -> {
                    assertThat(incomplete).hasMessageContaining(why);
                    assertThat(incomplete.report().verdict()).isEqualTo(Verdict.PARTIAL);
                    assertThat(incomplete.pages()).isNotEmpty();
                });
    }
}
