package io.pagesync.cli;

import static io.pagesync.testing.TestSync.LICENCE;
import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four processes of a cluster, one of which is killed or stopped for a while every ten seconds, be it the owner of the run or not:
 * the run comes to its end as if nothing had been. {@code -Dpagesync.test.seconds}, {@code .rate} and {@code .seed} say how long
 * it takes without that, how fast, and what happens to whom.
 */
@Tag("hours")
final class ClusterChaosTest {
    private static final int SECONDS = Integer.getInteger("pagesync.test.seconds", 600);
    private static final int RATE = Integer.getInteger("pagesync.test.rate", 10);
    private static final long SEED = Long.getLong("pagesync.test.seed", System.nanoTime());
    private static final int PROCESSES = 4;
    private static final int CONCURRENCY = 4;
    private static final int SIZE = 10;
    private static final int PAGES = SECONDS * RATE;
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final List<CommandProcess> running = new ArrayList<>();
    /** Those that are stopped, with when they go on. */
    private final Map<CommandProcess, Long> stopped = new LinkedHashMap<>();

    private int started;
    private int kills;
    private int stops;

    @Test
    void run_whoseProcessesAreKilledAndStopped_isWholeWithEachRecordOnce() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
        SandboxSettings settings = SandboxSettings.builder()
                .records(PAGES * SIZE)
                .rateLimit(RATE + 1)
                .latency(Duration.ofMillis(20))
                .build();
        bare("items")
                .with("api", "t3")
                .with("path", "/v2/packages/active")
                .with("query", "RAW(licenseNumber=" + LICENCE + "&pageSize=" + SIZE + ")")
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }")
                .write(folder);
        try (Sandbox sandbox = Sandbox.start(settings);
                ClusterOfProcesses cluster = ClusterOfProcesses.start()) {
            for (int i = 1; i < PROCESSES; i++) {
                running.add(start(cluster, sandbox, "serve"));
            }
            running.add(start(cluster, sandbox, "run", "items"));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(4L * SECONDS + 120);
            while (!isOver(cluster)) {
                assertThat(System.nanoTime())
                        .as(() -> "the end of the run; " + what(cluster))
                        .isLessThan(deadline);
                long next = sandbox.ageNanos() + BETWEEN.toNanos();
                await().atMost(BETWEEN.multipliedBy(6)).until(() -> sandbox.ageNanos() > next || isOver(cluster));
                disturb(cluster, sandbox);
            }
            for (CommandProcess each : stopped.keySet()) {
                each.signal("CONT");
            }
            report(cluster, sandbox.requests());
        } finally {
            running.forEach(CommandProcess::close);
            stopped.keySet().forEach(CommandProcess::close);
        }
    }

    private CommandProcess start(ClusterOfProcesses cluster, Sandbox sandbox, String... arguments) throws IOException {
        started++;
        return cluster.start(folder, sandbox.baseUri(), RATE, CONCURRENCY, "process-" + started, arguments);
    }

    private static boolean isOver(ClusterOfProcesses cluster) {
        return cluster.rows("select verdict from pagesync_runs where verdict is not null and verdict <> 'PARTIAL'")
                        .size()
                > 0;
    }

    private void disturb(ClusterOfProcesses cluster, Sandbox sandbox) throws Exception {
        for (Iterator<Map.Entry<CommandProcess, Long>> all = stopped.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<CommandProcess, Long> each = all.next();
            if (each.getValue() < System.nanoTime()) {
                each.getKey().signal("CONT");
                running.add(each.getKey());
                all.remove();
            }
        }
        // The one that was to run the sync has ended, with the run or because another one has it.
        running.removeIf(each -> !each.process().isAlive());
        if (!running.isEmpty()) {
            CommandProcess one = running.remove(random.nextInt(running.size()));
            if (random.nextBoolean()) {
                kills++;
                one.close();
            } else {
                stops++;
                one.signal("STOP");
                stopped.put(one, System.nanoTime() + TimeUnit.SECONDS.toNanos(5 + random.nextInt(56)));
            }
        }
        while (running.size() + stopped.size() < PROCESSES) {
            running.add(start(cluster, sandbox, "serve"));
        }
    }

    private String what(ClusterOfProcesses cluster) {
        return "seed " + SEED + ", " + kills + " kills, " + stops + " stops, "
                + cluster.rows("select id, verdict, attempts, owner from pagesync_runs") + ", pages "
                + cluster.delivered("items") + " of " + PAGES;
    }

    private void report(ClusterOfProcesses cluster, List<LoggedRequest> all) {
        Map<Integer, Long> times = all.stream()
                .map(LoggedRequest::page)
                .filter(Objects::nonNull)
                .filter(page -> page > 1 && page < PAGES)
                .collect(Collectors.groupingBy(page -> page, Collectors.counting()));
        long again = times.values().stream().mapToLong(each -> each - 1).sum();
        long refused = all.stream().filter(each -> each.status() == 429).count();
        int busiest = Arrivals.busiestSecond(all);
        System.out.printf(
                "%s: %,d pages at %d/s; %d asked for again, busiest second %d, refused %d%n",
                what(cluster), PAGES, RATE, again, busiest, refused);
        assertThat(cluster.rows("select verdict from pagesync_runs")).containsExactly("COMPLETE");
        assertThat(cluster.rows("select count(*), count(distinct id) from items"))
                .containsExactly(PAGES * SIZE + " " + PAGES * SIZE);
        assertThat(cluster.rows("select count(*) from pagesync_work where page > 0"))
                .containsExactly("0");
        assertThat(times).hasSize(PAGES - 2);
        assertThat(again).isLessThanOrEqualTo(2L * CONCURRENCY * (kills + stops));
        assertThat(busiest).isLessThanOrEqualTo(RATE + 1);
        assertThat(refused).isZero();
    }
}
