package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loads of 200 pages with 50 ms each, by processes that are killed at random moments and started again until they are done:
 * nothing is lost, nothing is there twice, and no page is asked for twice but those that were under way.
 */
final class CrashTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    static final int PAGES = 200;
    private static final int SIZE = 5;
    static final int SLOTS = 4;
    private static final long LATENCY_NANOS = Duration.ofMillis(50).toNanos();
    /** One that fails is repeated by its seed. */
    static final long SEED = Long.getLong("pagesync.test.seed", 20261126);

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private NumberedServer server;
    private int killed;

    @BeforeEach
    void start() throws IOException {
        server = NumberedServer.start(CrashTest::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Answer answer(int page) {
        LockSupport.parkNanos(LATENCY_NANOS);
        return Answer.numbered(page, PAGES, SIZE);
    }

    @Test
    void load_killedAtRandomMoments_hasEachRecordOnce() throws Exception {
        killAndGoOn(22);
    }

    @Tag("hours")
    @Test
    void load_killedAThousandTimes_hasEachRecordOnce() throws Exception {
        killAndGoOn(1_000);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137"})
    void load_endedBySignalOnce_goesOnWithTheSameRun(String signal, int code) throws Exception {
        Path file = folder.resolve("items.jsonl");
        String run;
        try (CommandProcess first = load(file)) {
            await().until(() -> {
                assertThat(first.process().isAlive()).as(first::err).isTrue();
                return server.asked().size() > 40;
            });
            first.signal(signal);
            assertThat(first.exitCode()).isEqualTo(code);
            run = run(file);
        }
        int asked = server.asked().size();
        try (CommandProcess again = load(file)) {
            assertThat(again.exitCode(LONG)).as(again::err).isZero();
            assertThat(again.err())
                    .containsPattern(
                            "pagesync: goes on with run " + run + " of [\\d:]+: \\d+ of 200 pages were there\n")
                    .contains("COMPLETE   1,000 of 1,000 records in 200 pages")
                    .contains("\"run\":\"" + run + "\"");
        }
        assertThat(server.asked().size() - asked).isLessThanOrEqualTo(PAGES - 40 + 2 * SLOTS + 2);
        requireWhole(file, 1);
    }

    /**
     * The system lets a process write no file beyond a size, as it lets it write none on a disk that is full. Without keys, the
     * journal stays smaller than the file.
     */
    @Test
    void load_noRoomForMoreInTheFile_leavesAPartThatGoesOn() throws Exception {
        Path file = folder.resolve("ordered.jsonl");
        try (CommandProcess first = load(
                file,
                List.of("bash", "-c", "ulimit -f 8; exec \"$0\" \"$@\""),
                List.of("-XX:-UsePerfData"),
                "--order",
                "page",
                "--key",
                "none")) {
            assertThat(first.exitCode(LONG)).as(first::err).isEqualTo(4);
            assertThat(first.err())
                    .contains("the file " + file + " cannot be written: IOException: File too large")
                    .contains("the same command goes on with it");
        }
        int asked = server.asked().size();
        try (CommandProcess again = load(file, "--order", "page", "--key", "none")) {
            assertThat(again.exitCode(LONG)).as(again::err).isZero();
            assertThat(again.err()).contains("goes on with run ");
        }
        assertThat(server.asked().size() - asked).isLessThan(PAGES / 2);
        requireWhole(file, 0);
    }

    /** Begins load after load, until that many of their processes have been killed. */
    private void killAndGoOn(int kills) throws Exception {
        List<String> names = List.of("items.jsonl", "ordered.jsonl", "items.jsonl.gz");
        for (int load = 0; killed < kills; load++) {
            Path file = folder.resolve(load + names.get(load % names.size()));
            int before = server.asked().size();
            int its = loadToTheEnd(file, kills, file.toString().contains("ordered") ? "page" : "arrival");
            requireAskedOnce(server.asked().subList(before, server.asked().size()), its);
            requireWhole(file, its);
        }
    }

    /** Returns how often it was killed. */
    private int loadToTheEnd(Path file, int kills, String order) throws Exception {
        String run = "";
        for (int its = 0; ; its++) {
            try (CommandProcess process = load(file, "--order", order)) {
                if (killed == kills || !isKilled(process)) {
                    requireEnd(process, run);
                }
                if (Files.exists(file)) {
                    return its;
                }
                String now = run(file);
                assertThat(run.isEmpty() || run.equals(now))
                        .as("run %s, then %s", run, now)
                        .isTrue();
                run = now;
            }
        }
    }

    private static void requireEnd(CommandProcess process, String run) throws InterruptedException {
        assertThat(process.exitCode(LONG)).as(process::err).isZero();
        assertThat(process.err()).contains("COMPLETE   1,000 of 1,000 records in 200 pages", "\"run\":\"" + run);
    }

    /** Kills the process, some time behind its first request; returns whether that came before its end. */
    private boolean isKilled(CommandProcess process) throws Exception {
        int before = server.asked().size();
        await().pollInterval(Duration.ofMillis(5))
                .until(() ->
                        server.asked().size() > before || !process.process().isAlive());
        if (process.process().waitFor(random.nextInt(500), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.process().destroyForcibly().waitFor();
        killed++;
        return true;
    }

    /** The run that can be gone on with; empty as long as nothing of it is done. */
    private static String run(Path file) throws IOException {
        Path journal = file.resolveSibling(file.getFileName() + ".part.run");
        if (!Files.exists(journal)) {
            return "";
        }
        String text = Files.readString(journal);
        return text.contains("\ndone ") ? text.split(" ", -1)[2] : "";
    }

    private static void requireAskedOnce(List<Integer> asked, int kills) {
        Map<Integer, Integer> times = new HashMap<>();
        asked.forEach(page -> times.merge(page, 1, Integer::sum));
        int again = 0;
        for (int page = 2; page <= PAGES; page++) {
            assertThat(times).containsKey(page);
            again += times.getOrDefault(page, 0) - 1;
        }
        // In page order, pages that wait their turn are under way as well.
        assertThat(again).as("pages asked for again after %d kills", kills).isLessThanOrEqualTo(kills * SLOTS);
    }

    private static void requireWhole(Path file, int kills) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            List<String> lines = new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> all = IntStream.rangeClosed(1, PAGES * SIZE)
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .toList();
            if (file.toString().contains("ordered")) {
                assertThat(lines).as("after %d kills, seed %d", kills, SEED).isEqualTo(all);
            } else {
                assertThat(lines).as("after %d kills, seed %d", kills, SEED).containsExactlyInAnyOrderElementsOf(all);
            }
        }
    }

    private CommandProcess load(Path file, String... more) throws IOException {
        return load(file, List.of(), List.of(), more);
    }

    private CommandProcess load(Path file, List<String> by, List<String> options, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "load",
                server.baseUri() + "/items",
                "--page-param",
                "page",
                "--rate",
                "0",
                "--concurrency",
                SLOTS + "",
                "--json",
                "--to",
                file.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--key")) {
            arguments.addAll(List.of("--key", "id"));
        }
        return CommandProcess.start(folder, Redirect.DISCARD, Map.of(), by, options, arguments.toArray(String[]::new));
    }
}
