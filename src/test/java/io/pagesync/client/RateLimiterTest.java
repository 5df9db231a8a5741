package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.JsonRecord;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Permits, blocking or not: evenly spaced, one limit for all who ask. */
@Timeout(180)
final class RateLimiterTest {
    private static Duration time(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static void acquire(RateLimiter limiter) {
        try {
            limiter.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void join(List<CompletableFuture<@Nullable Void>> permits) {
        CompletableFuture.allOf(permits.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void limiter_askedByManyThreads_spacesThemEvenly() throws Exception {
        RateLimiter limiter = RateLimiter.perSecond(50);
        Queue<Long> times = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> IntStream.range(0, 5).forEach(each -> {
                acquire(limiter);
                times.add(System.nanoTime());
            }));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<Long> sorted = times.stream().sorted().toList();
        assertThat(sorted).hasSize(40);
        assertThat(Duration.ofNanos(sorted.get(39) - sorted.get(0))).isGreaterThan(Duration.ofMillis(39 * 20 - 30));
    }

    @Test
    void limiter_async_completesInOrderAtTheRateWithOneThread() {
        Awaitility.await().until(() -> rateThreads() == 0);
        RateLimiter limiter = RateLimiter.perSecond(50);
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<@Nullable Void>> permits = new ArrayList<>();

        Duration taken = time(() -> {
            for (int i = 0; i < 30; i++) {
                int number = i;
                permits.add(limiter.acquireAsync().thenAccept(permit -> order.add(number)));
            }
            assertThat(rateThreads()).isLessThanOrEqualTo(1);
            join(permits);
        });

        assertThat(taken).isGreaterThan(Duration.ofMillis(29 * 20 - 30));
        assertThat(order).isSorted().hasSize(30);
        Awaitility.await().until(() -> rateThreads() == 0);
    }

    private static long rateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pagesync-rate"))
                .count();
    }

    @Test
    void limiter_blockingAndAsyncTogether_keepOneLimit() {
        RateLimiter limiter = RateLimiter.perSecond(50);

        Duration taken = time(() -> {
            List<CompletableFuture<@Nullable Void>> permits = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                permits.add(limiter.acquireAsync());
            }
            IntStream.range(0, 10).forEach(each -> acquire(limiter));
            join(permits);
        });

        assertThat(taken).isGreaterThan(Duration.ofMillis(19 * 20 - 30));
    }

    @Test
    void limiter_ofAFraction_waitsLongerThanASecond() {
        RateLimiter limiter = RateLimiter.perSecond(0.8);

        Duration taken = time(() -> {
            acquire(limiter);
            acquire(limiter);
        });

        assertThat(taken).isGreaterThan(Duration.ofMillis(1225));
    }

    @Test
    void limiter_withoutALimit_neverWaits() {
        assertThat(time(() -> {
                    for (double rate : new double[] {0, -1}) {
                        RateLimiter limiter = RateLimiter.perSecond(rate);
                        IntStream.range(0, 1000).forEach(each -> acquire(limiter));
                        limiter.acquireAsync().join();
                        assertThat(limiter.perSecond()).isZero();
                    }
                }))
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void permit_cancelledBeforeItsTurn_isNotTaken() {
        RateLimiter limiter = RateLimiter.perSecond(2);
        acquire(limiter);
        List<CompletableFuture<@Nullable Void>> permits = new ArrayList<>();
        IntStream.range(0, 101).forEach(each -> permits.add(limiter.acquireAsync()));
        permits.subList(0, 100).forEach(permit -> permit.cancel(true));

        assertThat(time(() -> permits.get(100).join())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void acquire_interrupted_throwsAndClearsTheFlag() {
        RateLimiter limiter = RateLimiter.perSecond(0.01);
        acquire(limiter);
        Thread.currentThread().interrupt();

        assertThatThrownBy(limiter::acquire).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void limiterOfAClient_besideItsPages_keepsTheLimitWithThem() throws Exception {
        SandboxSettings settings =
                SandboxSettings.builder().records(2000).rateLimit(0).build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).rateLimit(40).open()) {
            RateLimiter limiter = client.rateLimiter();
            assertThat(limiter.perSecond()).isEqualTo(40);
            long before = System.nanoTime();
            CompletableFuture<Loaded<JsonRecord>> pages =
                    client.collection(PACKAGES).recordsAsync();
            List<CompletableFuture<@Nullable Void>> permits = new ArrayList<>();
            IntStream.range(0, 10).forEach(each -> permits.add(limiter.acquireAsync()));
            IntStream.range(0, 10).forEach(each -> acquire(limiter));
            join(permits);
            // Twenty pages and the look behind the last; no page could take the place of a permit.
            int requests = pages.get(60, TimeUnit.SECONDS).report().traffic().requests() == 21 ? 21 : 0;

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThan(Duration.ofMillis((requests + 20 - 1) * 25 - 40));
            assertThat(requests).isEqualTo(21);
        }
    }

    @Test
    void limiterOfAClient_closedMeanwhile_letsGoOfThoseWhoWait() throws Exception {
        try (Sandbox sandbox = Clients.sandbox(10)) {
            PagesyncClient client =
                    Clients.at(sandbox.baseUri()).rateLimit(0.01).open();
            RateLimiter limiter = client.rateLimiter();
            acquire(limiter);
            CompletableFuture<@Nullable Void> async = limiter.acquireAsync();
            CompletableFuture<Void> blocking = CompletableFuture.runAsync(() -> acquire(limiter));
            Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);

            assertThat(time(client::close)).isLessThan(Duration.ofSeconds(30));

            for (CompletableFuture<?> each : List.of(async, blocking)) {
                assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
            }
        }
    }

    @Test
    void limiterOfAClient_interrupted_throws() throws IOException {
        try (Sandbox sandbox = Clients.sandbox(10);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).rateLimit(0.01).open()) {
            acquire(client.rateLimiter());
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> client.rateLimiter().acquire()).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
