package io.pagesync.cli;

import static io.pagesync.testing.TestSync.LICENCE;
import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.RealDatabase;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes of one cluster, each with a sync of its own, against a server that refuses what is beyond the limit. One of them is
 * stopped (SIGSTOP) for a sixth of the time. Each line that is printed says what came in, by the server's log.
 */
@Tag("hours")
final class SharedRateTest {
    private static final int SECONDS = Integer.getInteger("pagesync.test.seconds", 60);

    /** Until all have opened their connections. */
    private static final int WARM_UP = 5;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 2", "10, 4", "50, 1", "50, 2", "50, 4", "200, 1", "200, 2", "200, 4"})
    void processesTogether_keepTheRate(int rate, int count) throws Exception {
        DatabaseSettings database = RealDatabase.POSTGRES.create(folder);
        SandboxSettings settings = SandboxSettings.builder()
                .records(1_000_000)
                .rateLimit(rate)
                .latency(Duration.ofMillis(5))
                .build();
        List<CommandProcess> processes = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start(settings);
                TestBroker broker = TestBroker.start()) {
            for (int i = 0; i < count; i++) {
                processes.add(start(i, rate, sandbox, broker, database));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> IntStream.range(0, count)
                    .allMatch(number -> Files.exists(home(rate, number).resolve("items.jsonl.part"))));
            long from = sandbox.ageNanos() + TimeUnit.SECONDS.toNanos(WARM_UP);
            stopOneForAWhile(processes.get(count - 1), sandbox, from, count > 1);
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> sandbox.ageNanos() > from + TimeUnit.SECONDS.toNanos(SECONDS));
            report(rate, count, sandbox.requests(), from);
        } finally {
            processes.forEach(CommandProcess::close);
        }
    }

    private static void stopOneForAWhile(CommandProcess process, Sandbox sandbox, long from, boolean stop)
            throws IOException, InterruptedException {
        long begin = from + TimeUnit.SECONDS.toNanos(SECONDS) / 3;
        await().atMost(Duration.ofMinutes(5)).until(() -> sandbox.ageNanos() > begin);
        if (stop) {
            process.signal("STOP");
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> sandbox.ageNanos() > begin + TimeUnit.SECONDS.toNanos(SECONDS) / 6);
            process.signal("CONT");
        }
    }

    private static void report(int rate, int count, List<LoggedRequest> all, long from) {
        long until = from + TimeUnit.SECONDS.toNanos(SECONDS);
        long[] arrivals = all.stream()
                .mapToLong(LoggedRequest::startNanos)
                .filter(each -> each >= from && each < until)
                .sorted()
                .toArray();
        long refused = all.stream().filter(each -> each.status() == 429).count();
        double share = 100.0 * arrivals.length / ((double) rate * SECONDS);
        System.out.printf(
                "%4d/s, %d processes: %5.1f%% of the limit, busiest second %d (from the start on: %d), refused %d%n",
                rate, count, share, Arrivals.busiestSecond(arrivals), Arrivals.busiestSecond(all), refused);
        assertThat(Arrivals.busiestSecond(arrivals)).isLessThanOrEqualTo(rate + 1);
    }

    private Path home(int rate, int number) {
        return folder.resolve(rate + "-" + number);
    }

    private CommandProcess start(int number, int rate, Sandbox sandbox, TestBroker broker, DatabaseSettings database)
            throws IOException {
        Path home = Files.createDirectories(home(rate, number));
        bare("items" + number)
                .with("api", "t3")
                .with("path", "/v2/packages/active")
                .with("query", "RAW(licenseNumber=" + LICENCE + "&pageSize=10)")
                .steps("- to: { uri: kamelet:jsonl-sink, parameters: { file: " + home.resolve("items.jsonl") + " } }")
                .write(home);
        return CommandProcess.start(
                home,
                Redirect.DISCARD,
                Map.ofEntries(
                        Map.entry("PAGESYNC_API_T3_BASE_URL", sandbox.baseUri().toString()),
                        Map.entry("PAGESYNC_API_T3_RATE_LIMIT", Integer.toString(rate)),
                        Map.entry("PAGESYNC_API_T3_CONCURRENCY", "40"),
                        Map.entry("PAGESYNC_CLUSTER_ENABLED", "true"),
                        Map.entry("PAGESYNC_JMS_URL", broker.url()),
                        Map.entry("PAGESYNC_JMS_USER", TestBroker.USER),
                        Map.entry("PAGESYNC_JMS_PASSWORD", TestBroker.PASSWORD),
                        Map.entry("PAGESYNC_DATASOURCE_MAIN_URL", database.url()),
                        Map.entry("PAGESYNC_DATASOURCE_MAIN_USER", "postgres"),
                        Map.entry("PAGESYNC_DATASOURCE_MAIN_PASSWORD", "s3cret")),
                List.of("-Dpagesync.home=" + home),
                "run",
                "items" + number);
    }
}
