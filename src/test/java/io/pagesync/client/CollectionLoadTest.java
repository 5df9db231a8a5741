package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static io.pagesync.client.Clients.inOrder;
import static io.pagesync.client.Clients.sandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Change;
import io.pagesync.testing.HeldRate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole collections by the Java API: what comes back, in which order, and as which error if not all of it. */
@Timeout(180)
final class CollectionLoadTest {
    @Test
    void records_ofACollection_areThoseOfItsPagesInOrder() throws IOException {
        try (Sandbox sandbox = sandbox(950);
                PagesyncClient client = Clients.open(sandbox)) {
            Loaded<JsonRecord> records = client.collection(PACKAGES).key("id").records();

            assertThat(records)
                    .extracting(record -> record.get("id"))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 950).boxed().toList());
            assertThat(records.report().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(records.report().evidence()).containsExactly("counted", "end seen", "unique keys");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "100, 1", "101, 2", "1234, 13"})
    void pages_ofAnyNumberOfRecords_areEachAskedOnceAndBehindAFullOne(int records, int pages) throws IOException {
        try (Sandbox sandbox = sandbox(records);
                PagesyncClient client = Clients.open(sandbox)) {
            Loaded<Page> loaded = client.collection(PACKAGES).pages();

            List<Integer> numbers = IntStream.rangeClosed(1, pages).boxed().toList();
            assertThat(loaded).extracting(Page::getNumber).containsExactlyElementsOf(numbers);
            assertThat(loaded.stream().mapToInt(Page::getSize).sum()).isEqualTo(records);
            int asked = records > 0 && records % 100 == 0 ? pages + 1 : pages;
            assertThat(sandbox.requests())
                    .extracting(request -> Objects.requireNonNull(request.page()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, asked).boxed().toList());
        }
    }

    @Test
    void pages_ofManyPages_beginWithTheFirstAlone() throws IOException {
        try (Sandbox sandbox = sandbox(2000);
                PagesyncClient client = Clients.open(sandbox)) {
            client.collection(PACKAGES).pages();

            assertThat(inOrder(sandbox).get(0).page()).isEqualTo(1);
            assertThat(inOrder(sandbox).get(1).inFlight()).isEqualTo(1);
        }
    }

    @Test
    void pages_inWaves_beginAWaveWhenTheOneBeforeIsComplete() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(1200)
                .rateLimit(0)
                .latency(Duration.ofMillis(20))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox)) {
            client.collection(PACKAGES).batchSize(4).pages();

            assertThat(inOrder(sandbox).stream().map(request -> (Objects.requireNonNull(request.page()) - 1) / 4))
                    .isSorted();
            assertThat(sandbox.maxInFlight()).isBetween(2, 4);
        }
    }

    @Test
    void pages_atADefaultClient_keepTenInFlight() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(6000)
                .rateLimit(0)
                .latency(Duration.ofMillis(30))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox)) {
            client.collection(PACKAGES).pages();

            assertThat(sandbox.maxInFlight()).isBetween(8, 10);
        }
    }

    @Test
    void pagesAndRecords_async_comeWithoutWaiting() throws Exception {
        try (Sandbox sandbox = sandbox(950);
                PagesyncClient client = Clients.open(sandbox)) {
            CompletableFuture<Loaded<Page>> pages = client.collection(PACKAGES).pagesAsync();
            CompletableFuture<Loaded<JsonRecord>> records =
                    client.collection(PACKAGES).recordsAsync();

            assertThat(pages.get(60, TimeUnit.SECONDS)).hasSize(10);
            assertThat(records.thenApply(Loaded::size).get(60, TimeUnit.SECONDS))
                    .isEqualTo(950);
        }
    }

    @Test
    void future_cancelled_endsTheRun() throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).rateLimit(50).open()) {
            CompletableFuture<Loaded<Page>> pages = client.collection(PACKAGES).pagesAsync();
            Awaitility.await().until(() -> sandbox.requests().size() > 3);

            assertThat(pages.cancel(true)).isTrue();

            assertThat(pages).isCancelled();
            assertNothingMoreIsAsked(sandbox);
        }
    }

    @Test
    void waitingThread_interrupted_endsTheRunWithWhatWasGot() throws Exception {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).rateLimit(50).open()) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                thrown.complete(org.assertj.core.api.Assertions.catchThrowable(
                        () -> client.collection(PACKAGES).pages()));
            });
            caller.start();
            Awaitility.await().until(() -> sandbox.requests().size() > 3);

            caller.interrupt();

            assertThat(thrown.get(60, TimeUnit.SECONDS)).isInstanceOfSatisfying(RunIncompleteException.class, error -> {
                assertThat(error).hasMessageContaining("its thread was interrupted");
                assertThat(error.pages()).hasSizeGreaterThan(2);
                assertThat(error.report().verdict()).isEqualTo(Verdict.PARTIAL);
            });
            assertNothingMoreIsAsked(sandbox);
        }
    }

    @Test
    void loads_atOnce_shareTheRateAndTheSlots() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(2000)
                .rateLimit(0)
                .latency(Duration.ofMillis(60))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.at(sandbox.baseUri())
                        .rateLimit(40)
                        .concurrency(3)
                        .open()) {
            CollectionLoad first = client.collection(PACKAGES);
            CollectionLoad second = client.collection("/v2/packages/active")
                    .query("licenseNumber", "C11-0000002-LIC")
                    .pageSize(10);
            long began = sandbox.ageNanos();
            CompletableFuture<Loaded<JsonRecord>> one = first.recordsAsync();
            CompletableFuture<Loaded<JsonRecord>> two = second.recordsAsync();

            assertThat(one.get(60, TimeUnit.SECONDS)).hasSize(2000);
            assertThat(two.get(60, TimeUnit.SECONDS)).hasSize(200);
            assertThat(sandbox.maxInFlight()).isLessThanOrEqualTo(3);
            HeldRate.assertHeld(sandbox, began, 40);
        }
    }

    @Test
    void page_thatFailsForGood_isAnErrorWithEverythingThereIsToKnow() throws IOException {
        Faults faults = Faults.none().withFailingPages(Map.of(4, 500));
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                        .records(5000)
                        .rateLimit(0)
                        .faults(faults)
                        .build());
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).concurrency(2).open()) {
            PageFailedException error =
                    catchThrowableOfType(PageFailedException.class, () -> client.collection(PACKAGES)
                            .query("apiToken", "hidden")
                            .records());

            assertThat(error.page()).isEqualTo(4);
            assertThat(error.status()).isEqualTo(500);
            assertThat(error.method()).isEqualTo("GET");
            assertThat(error.url()).contains("/v2/packages/active?", "page=4").doesNotContain("hidden");
            assertThat(error.reason()).isNotBlank();
            assertThat(error).hasMessageContaining("page 4 failed: GET ").hasMessageContaining("of 50 pages were got");
            assertThat(error.pages())
                    .extracting(Page::getNumber)
                    .startsWith(1, 2, 3)
                    .doesNotContain(4);
            assertThat(error.records()).hasSize(100 * error.pages().size());
            assertThat(error.report().verdict()).isEqualTo(Verdict.PARTIAL);
        }
    }

    @Test
    void pages_goingOnAfterAFailure_areInTheErrorAllButTheFailed() throws IOException {
        Faults faults = Faults.none().withFailingPages(Map.of(4, 404, 7, 500));
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                        .records(1050)
                        .rateLimit(0)
                        .faults(faults)
                        .build());
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).attempts(1).open()) {
            RunIncompleteException error =
                    catchThrowableOfType(RunIncompleteException.class, () -> client.collection(PACKAGES)
                            .set("onPageFailure", "continue")
                            .pages());

            assertThat(error.pages()).extracting(Page::getNumber).doesNotContain(4, 7);
        }
    }

    @Test
    void collection_thatChanges_isAnErrorWithItsPagesUnlessDriftIsAccepted() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(2050)
                .rateLimit(0)
                .changes(Change.grow(5, 500), Change.grow(30, 1))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox)) {
            RunDriftedException error = catchThrowableOfType(
                    RunDriftedException.class,
                    () -> client.collection(PACKAGES).set("repairPasses", "0").pages());

            assertThat(error.pages()).hasSize(21);
            assertThat(error).hasMessageContaining("the total changed during the run: 2,050 at first");

            Loaded<Page> accepted = client.collection(PACKAGES)
                    .set("repairPasses", "0")
                    .acceptDrift()
                    .pages();
            assertThat(accepted.report().verdict()).isEqualTo(Verdict.DRIFTED);
        }
    }

    @Test
    void collection_keptAndVaried_isNotChanged() throws IOException {
        try (Sandbox sandbox = sandbox(5);
                PagesyncClient client = Clients.open(sandbox)) {
            CollectionLoad kept = client.collection(PACKAGES);
            kept.query("sort", "id:desc").pageSize(2).key("id");

            RunReport report = kept.pages().report();

            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys (id, found)");
            assertThat(report.url()).doesNotContain("sort");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "gather", "schedule", "order"})
    void set_ofWhatHasNoEffectHere_isRefused(String parameter) throws IOException {
        try (Sandbox sandbox = sandbox(5);
                PagesyncClient client = Clients.open(sandbox)) {
            assertThatThrownBy(() -> client.collection(PACKAGES).set(parameter, "x"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("the parameter " + parameter + " has no effect here");
        }
    }

    @Test
    void parameter_thatCannotBe_isRefusedBeforeAnyRequest() throws Exception {
        try (Sandbox sandbox = sandbox(5);
                PagesyncClient client = Clients.open(sandbox)) {
            assertThatThrownBy(() ->
                            client.collection(PACKAGES).set("verfy", "counted").records())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("there is no parameter 'verfy'")
                    .hasMessageContaining("did you mean verify?");
            assertThatThrownBy(() -> client.collection(PACKAGES)
                            .key("none")
                            .set("verify", "bracketed")
                            .records())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("the key is none");
            assertThatThrownBy(() -> client.collection(PACKAGES)
                            .batchSize(-1)
                            .recordsAsync()
                            .get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InvalidSettingException.class);
            assertThat(sandbox.requests()).isEmpty();
        }
    }

    static void assertNothingMoreIsAsked(Sandbox sandbox) {
        Awaitility.await().until(() -> {
            int asked = sandbox.requests().size();
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return sandbox.requests().size() == asked;
        });
    }
}
