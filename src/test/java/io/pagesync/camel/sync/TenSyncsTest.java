package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten syncs of two APIs, each to start every second: what an evening of {@code pagesync serve} is made of. */
final class TenSyncsTest {
    private static final int CONCURRENCY = 3;
    private static final int RATE = 20;
    /** The limit is kept when requests are sent; on a busy machine some arrive late, beside those of the next second. */
    private static final int ARRIVAL = RATE / 2;
    /** Each sync has two, at the least: how long that takes is the machine's business. */
    private static final int RUNS = 20;

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void tenSyncs_everySecond_neverOverlapAndKeepTheLimits() throws IOException {
        serve(Duration.ofSeconds(4));
    }

    @Test
    @Tag("long")
    void tenSyncs_forTwoMinutes_neverOverlapAndKeepTheLimits() throws IOException {
        serve(Duration.ofMinutes(2));
    }

    private static void serve(Duration length) throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Sandbox one = sandbox();
                Sandbox two = sandbox()) {
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            List<Long> used = new ArrayList<>();
            try (Engine engine = Engine.start(api("one", one), api("two", two))) {
                OpenRuns.of(engine.context()).onClosed(reports::add);
                for (int i = 0; i < 10; i++) {
                    String sync = "sync" + i;
                    engine.addRoutes(
                            sync,
                            packages()
                                    .id(sync)
                                    .with("api", i % 2 == 0 ? "one" : "two")
                                    .with("key", "id")
                                    .with("schedule", "* * * * * ?")
                                    .yaml());
                }
                Schedules.start(engine.context());
                long end = System.nanoTime() + length.toNanos();
                Awaitility.await()
                        .pollInterval(length.dividedBy(20))
                        .atMost(length.plus(LONGEST))
                        .until(() -> {
                            used.add(afterCollection());
                            return System.nanoTime() >= end && eachHasRunTwice(reports);
                        });
            }
            assertThat(reports).hasSizeGreaterThanOrEqualTo(RUNS);
            assertThat(reports.stream().filter(report -> report.stopped() == null))
                    .isNotEmpty()
                    .allMatch(report -> report.verdict() == Verdict.COMPLETE);
            reports.stream().collect(Collectors.groupingBy(RunReport::sync)).forEach(TenSyncsTest::assertApart);
            for (Sandbox each : List.of(one, two)) {
                assertThat(each.busiestSecond()).isBetween(RATE / 4, RATE + ARRIVAL);
                assertThat(each.maxInFlight()).isLessThanOrEqualTo(CONCURRENCY);
            }
            // The first quarter is the warm-up.
            assertThat(used.get(used.size() - 1) - used.get(used.size() / 4)).isLessThan(16 * MEBIBYTE);
        }
        // Awaitility looks from a thread of its own.
        Awaitility.await().untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && thread != Thread.currentThread())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("pagesync") || name.startsWith("Camel") || name.contains("Quartz")));
    }

    private static boolean eachHasRunTwice(List<RunReport> reports) {
        Map<String, Long> runs =
                reports.stream().collect(Collectors.groupingBy(RunReport::sync, Collectors.counting()));
        return runs.size() == 10 && runs.values().stream().allMatch(count -> count >= 2);
    }

    private static void assertApart(String sync, List<RunReport> runs) {
        Instant free = Instant.EPOCH;
        for (RunReport run : runs) {
            Instant started = Instant.parse(run.started());
            // Reports round to a millisecond.
            assertThat(started).as(sync).isAfterOrEqualTo(free.minusMillis(2));
            free = started.plusMillis(Math.round(run.seconds() * 1000));
        }
    }

    private static long afterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Sandbox sandbox() throws IOException {
        return Sandbox.start(SandboxSettings.builder().records(250).rateLimit(0).build());
    }

    private static ApiSettings api(String name, Sandbox sandbox) {
        ApiSettings some = TestApi.at(sandbox.baseUri())
                .rate(RATE)
                .concurrency(CONCURRENCY)
                .settings();
        return new ApiSettings(
                name,
                some.baseUri(),
                some.rateLimit(),
                some.concurrency(),
                some.attempts(),
                some.backoff(),
                some.maxPause(),
                some.limits(),
                Map.of(),
                some.auth(),
                some.transport());
    }
}
