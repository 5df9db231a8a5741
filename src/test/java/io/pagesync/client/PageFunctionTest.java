package io.pagesync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFunction;
import io.pagesync.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that a function gives: the same run, plan, evidence and verdict as for an API. */
@Timeout(180)
final class PageFunctionTest {
    private static Map<String, Object> page(int page, int total, int size) {
        List<Map<String, Object>> records = IntStream.rangeClosed((page - 1) * size + 1, Math.min(total, page * size))
                .mapToObj(id -> Map.<String, Object>of("id", id))
                .toList();
        return new HashMap<>(Map.of("data", records, "total", total));
    }

    private static PagesyncClient calling(PageFunction function) {
        return PagesyncClient.calling(function).set("backoff", "2ms").open();
    }

    static List<PageFunction> everyForm() {
        return List.of(
                page -> page(page, 25, 10),
                page -> "{\"total\":25,\"data\":"
                        + JsonText.of(page(page, 25, 10).getOrDefault("data", List.of())) + "}",
                page -> JsonText.of(page(page, 25, 10)).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                page -> new HashMap<>(
                        Map.of("data", page(page, 25, 10).getOrDefault("data", 0), "total", "25", "pageSize", 10)));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void function_ofAnyForm_isLoadedInOrder(PageFunction function) {
        try (PagesyncClient client = calling(function)) {
            Loaded<?> records = client.collection().key("id").records();

            assertThat(records)
                    .extracting(Object::toString)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 25)
                            .mapToObj(id -> "{\"id\":" + id + "}")
                            .toList());
            assertThat(records.report().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(records.report().evidence()).containsExactly("counted", "end seen", "unique keys");
        }
    }

    @Test
    void function_isCalledOnceForEachPage_theFirstAlone() {
        Map<Integer, Integer> calls = new ConcurrentHashMap<>();
        AtomicInteger duringFirst = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        try (PagesyncClient client = calling(page -> {
            running.incrementAndGet();
            calls.merge(page, 1, Integer::sum);
            if (page == 1) {
                duringFirst.set(running.get());
            }
            running.decrementAndGet();
            return page(page, 95, 10);
        })) {
            client.collection().pages();
        }
        assertThat(calls).hasSize(10).allSatisfy((page, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(duringFirst).hasValue(1);
    }

    @Test
    void function_byDefault_isCalledByTenThreadsWithoutALimit() {
        CountDownLatch ten = new CountDownLatch(10);
        try (PagesyncClient client = calling(page -> {
            if (page > 1) {
                ten.countDown();
                if (!ten.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("never ten at once");
                }
            }
            return page(page, 110, 10);
        })) {
            Loaded<Page> pages = client.collection().pages();

            assertThat(pages).hasSize(11);
            assertThat(pages.report().traffic().limit()).isZero();
        }
    }

    @Test
    void function_withARate_isHeldToIt() {
        try (PagesyncClient client = PagesyncClient.calling(page -> page(page, 100, 10))
                .rateLimit(20)
                .open()) {
            Loaded<Page> pages = client.collection().pages();

            // Ten pages are nine steps of 50 ms; the last may make up for some lateness.
            assertThat(pages.report().seconds()).isGreaterThan(0.42);
        }
    }

    @Test
    void onlyPage_evenEmpty_isTheResult() {
        try (PagesyncClient client = calling(page -> page(page, 0, 10))) {
            assertThat(client.collection().pages())
                    .singleElement()
                    .extracting(Page::getSize)
                    .isEqualTo(0);
            assertThat(client.collection().records()).isEmpty();
        }
    }

    static List<Object> unusable() {
        Map<String, Object> nullTotal = page(1, 25, 10);
        nullTotal.put("total", null);
        Map<String, Object> noTotal = page(1, 25, 10);
        noTotal.remove("total");
        return List.of(
                nullTotal,
                noTotal,
                Map.of("data", List.of(), "total", 25),
                Map.of("total", 5),
                "no JSON",
                new Object());
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void firstPage_thatDoesNotSayEnough_isOneClearError(Object answer) {
        try (PagesyncClient client = calling(page -> answer)) {
            assertThatThrownBy(() -> client.collection().pages()).isInstanceOf(InvalidFirstPageException.class);
        }
    }

    @Test
    void firstPage_null_isOneClearError() {
        try (PagesyncClient client = calling(page -> null)) {
            assertThatThrownBy(() -> client.collection().pages())
                    .isInstanceOf(InvalidFirstPageException.class)
                    .hasMessageContaining("the page function gave null");
        }
    }

    @Test
    void function_thatFailsForAMoment_isCalledAgain() {
        AtomicInteger calls = new AtomicInteger();
        try (PagesyncClient client = calling(page -> {
            if (page == 2 && calls.incrementAndGet() < 3) {
                throw calls.get() == 1 ? new IOException("gone") : new UncheckedIOException(new IOException("gone"));
            }
            return page(page, 25, 10);
        })) {
            assertThat(client.collection().records().report().traffic().retries())
                    .isEqualTo(2);
        }
    }

    @Test
    void function_thatThrows_failsItsPageAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        try (PagesyncClient client = calling(page -> {
            if (page == 2) {
                calls.incrementAndGet();
                throw new IllegalStateException("no such page here");
            }
            return page(page, 25, 10);
        })) {
            PageFailedException error = catchThrowableOfType(
                    PageFailedException.class, () -> client.collection().records());

            assertThat(error.page()).isEqualTo(2);
            assertThat(error)
                    .hasMessageContaining(
                            "the page function failed for page 2: IllegalStateException: no such page here")
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void firstPage_numberedZero_isAskedForAsZero() {
        try (PagesyncClient client = calling(page -> page(page + 1, 25, 10))) {
            assertThat(client.collection().set("firstPage", "0").key("id").records())
                    .hasSize(25);
        }
    }

    @Test
    void setting_thatHasNoEffectOnAFunction_isRefused() {
        PagesyncClient.Builder proxy = PagesyncClient.calling(page -> page).set("proxy", "http://127.0.0.1:1");

        assertThatThrownBy(proxy::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pagesync.api.function.proxy has no effect on a page function");
    }

    @Test
    void report_ofAFunction_namesNoHost() {
        try (PagesyncClient client = calling(page -> page(page, 5, 10))) {
            assertThat(client.collection().pages().report().url()).startsWith("function:pages");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void function_thatRunsOutOfMemory_failsItsPageAndTheNextLoadIsWhole(int page) {
        AtomicInteger calls = new AtomicInteger();
        try (PagesyncClient client = calling(each -> {
            if (each == page && calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return page(each, 95, 10);
        })) {
            assertThatThrownBy(() -> client.collection().records())
                    .isInstanceOf(PageFailedException.class)
                    .hasMessageContaining(
                            "the page function failed for page " + page + ": OutOfMemoryError: Java heap space");
            assertThat(client.collection().records()).hasSize(95);
        }
    }
}
