package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry.State;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.StandInLedger;
import io.pagesync.ledger.Start;
import io.pagesync.page.Json;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code runs}, {@code status}, {@code reset}, {@code retry}, and how {@code run} begins, with a ledger that is told all. */
final class HistoryCommandsTest {
    private static final String ELSEWHERE = "runs in PID 4711 on db1 since 21:04, last sign of life 3 s ago";

    private final String home = System.getProperty("pagesync.home", "");

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        System.setProperty("pagesync.home", folder.toString());
        packages().write(folder);
        packages().id("stores").with("schedule", "0 0 2 * * ?").write(folder);
        StandInLedger.clear();
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        StandInLedger.clear();
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--set",
                "pagesync.api.t3.base-url=" + sandbox.baseUri(),
                "--set",
                "pagesync.api.t3.rate-limit=0",
                "--set",
                StandInLedger.SETTING));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static Instant ago(Duration time) {
        return Instant.now().minus(time);
    }

    private static void knows(String id, String sync, Duration age, Verdict verdict) {
        StandInLedger.add(StandInLedger.run(id, sync, ago(age), verdict));
    }

    private static JsonNode json(String line) throws JsonProcessingException {
        return Json.MAPPER.readTree(line);
    }

    @Test
    void runs_some_areListedTheNewestFirst() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        knows("20261124T010203Z-0000000b", "stores", Duration.ofHours(30), Verdict.DRIFTED);
        StandInLedger.add(StandInLedger.run("20261125T010203Z-0000000c", "packages", ago(Duration.ofHours(3)), null));
        knows("20261125T010203Z-0000000d", "packages", Duration.ofMinutes(5), Verdict.COMPLETE);

        CommandRun run = run("runs");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("RUN +SYNC +STARTED +AGE +TOOK +RECORDS +VERDICT +WHY"),
                        line -> assertThat(line)
                                .matches("20261125T010203Z-0000000d  packages  \\S+ \\S+  5 min ago +90 s +200"
                                        + " +COMPLETE +counted, end seen"),
                        line -> assertThat(line)
                                .matches(
                                        "20261125T010203Z-0000000c  packages .* cut short  PID 4711 on db1, last sign of"
                                                + " life 2 h ago"),
                        line -> assertThat(line).matches("\\S+b  stores .* DRIFTED +the total was 300 and is 301"),
                        line -> assertThat(line)
                                .matches(
                                        "\\S+a  packages .* 2 d ago .* PARTIAL +1 page missing: GET /items\\?page=3: 500"));
    }

    @Test
    void runs_ofASync_areThoseOnlyAndSoMany() throws JsonProcessingException {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.COMPLETE);
        knows("20261124T010203Z-0000000c", "stores", Duration.ofHours(30), Verdict.COMPLETE);

        CommandRun run = run("runs", "packages", "--last", "1", "--json");

        JsonNode line = json(run.out());
        assertThat(line.at("/run").asText()).isEqualTo("20261124T010203Z-0000000b");
        assertThat(line.at("/state").asText()).isEqualTo("ended");
        assertThat(line.at("/verdict").asText()).isEqualTo("COMPLETE");
        assertThat(line.at("/evidence/0").asText()).isEqualTo("counted");
        assertThat(line.at("/seconds").asDouble()).isEqualTo(90);
        assertThat(line.at("/records").asLong()).isEqualTo(200);
    }

    @Test
    void runs_whereThereAreNone_saysSo() {
        assertThat(run("runs").err()).isEqualTo("there are no runs yet\n");
        assertThat(run("runs", "packages").err()).isEqualTo("packages has not run yet\n");
    }

    @ParameterizedTest
    @CsvSource({"runs", "reset", "status"})
    void command_ofAnUnknownSync_namesTheNearest(String command) {
        CommandRun run = run(command, "pakages");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: there is no sync named 'pakages'; did you mean packages?");
    }

    @Test
    void runs_noNumber_isRefused() {
        assertThat(run("runs", "--last", "0").errLines())
                .containsExactly("pagesync: --last is 0; it must be 1 or more");
    }

    @Test
    void show_byTheBeginningOfAnId_saysAllThatIsKnown() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.COMPLETE);
        StandInLedger.add(new PartitionEntry("store=1", 3, 300L, new RunLedger.Totals(2, 200), Verdict.PARTIAL));
        StandInLedger.add(new PartitionEntry("store=2", null, null, new RunLedger.Totals(0, 0), null));
        StandInLedger.add(new FailedPage("", 3, "GET /items?page=3: 500"));
        StandInLedger.add(new FailedPage("store=1", 2, "GET /items?page=2: 404"));

        CommandRun run = run("runs", "show", "20261123");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("run        20261123T010203Z-0000000a of packages\n")
                .contains(
                        "collection http://localhost/items\n",
                        "ended      ",
                        ", by PID 4711 on db1\n",
                        "PARTIAL    200 of 300 records in 2 of 3 pages, 90.0 s\n",
                        "page 3     GET /items?page=3: 500\n",
                        "; only what is missing is asked for\n",
                        "           pagesync retry 20261123T010203Z-0000000a asks for that at any time\n",
                        "partition  store=1: PARTIAL, 200 of 300 records in 2 of 3 pages\n",
                        "partition  store=2: not ended, 0 records in 0 pages\n",
                        "page 2     store=1: GET /items?page=2: 404\n")
                .containsOnlyOnce("page=3: 500");
    }

    @Test
    void show_ofARunThatWasCutShort_saysWhoRanItAndWhatIsDone() {
        StandInLedger.add(StandInLedger.run("20261123T010203Z-0000000a", "packages", ago(Duration.ofHours(3)), null));

        assertThat(run("runs", "show", "20261123T010203Z-0000000a").out())
                .contains(
                        "cut short  ",
                        ", the last sign of life of PID 4711 on db1; the next run goes on with it, if that is soon, and"
                                + " pagesync retry 20261123T010203Z-0000000a at any time\n",
                        "done       200 records in 2 pages\n");
    }

    @Test
    void show_ofALoadIntoAFile_saysWhereItStands(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("items.jsonl");
        Files.writeString(file.resolveSibling("items.jsonl.part.run"), """
                pagesync-run 1 20261125T010203Z-0000000c 7 2026-11-25T01:02:03Z "http://127.0.0.1/items"
                partition 0 ""
                begun 0 3 15 7
                done 0 1 5 5 b
                done 0 3 5 5 c
                """);

        CommandRun run = run("runs", "show", file.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("run        20261125T010203Z-0000000c of items.jsonl\n")
                .contains("collection http://127.0.0.1/items\n")
                .containsPattern("cut short  .*; the same load goes on with it, within 24 hours of its start\n")
                .contains("done       10 records in 2 pages\n")
                .doesNotContain("retry");
        assertThat(json(run("runs", "show", file.toString(), "--json").out())
                        .path("state")
                        .asText())
                .isEqualTo("cut short");
    }

    @Test
    void show_asJson_isOneLineOfAllOfIt() throws JsonProcessingException {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        StandInLedger.add(new FailedPage("", 3, "gone"));
        StandInLedger.add(new FailedPage("", 4, "gone"));

        CommandRun run = run("runs", "show", "2026", "--json", "--most", "1");

        assertThat(run.out().lines()).hasSize(1);
        JsonNode line = json(run.out());
        assertThat(line.at("/run").asText()).isEqualTo("20261123T010203Z-0000000a");
        assertThat(line.at("/owner").asText()).isEqualTo("PID 4711 on db1");
        assertThat(line.at("/report/pages/missing").asInt()).isEqualTo(1);
        assertThat(line.at("/failedPages")).hasSize(1);
        assertThat(line.at("/failedPages/0/error").asText()).isEqualTo("gone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026112 | there are 2 runs whose id begins with '2026112', such as 20261124T010203Z-0000000b and"
                        + " 20261123T010203Z-0000000a; give more of it",
                "20261123T010203Z-0000000c | there is no run '20261123T010203Z-0000000c'; did you mean"
                        + " 20261123T010203Z-0000000a?",
                "packages | 'packages' is a sync, not a run; its last run is 20261124T010203Z-0000000b"
            })
    void show_ofNoRun_namesThoseThatMayBeMeant(String id, String sentence) {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.COMPLETE);

        CommandRun run = run("runs", "show", id);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("pagesync: " + sentence);
    }

    @Test
    void show_whereThereAreNoRuns_saysSo() {
        assertThat(run("runs", "show", "2026").errLines())
                .containsExactly("pagesync: there is no run '2026', nor any other");
    }

    @Test
    void status_ofSeveral_isALineEachAndTheWorstExitCode() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.COMPLETE);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.FAILED);
        knows("20261124T010203Z-0000000c", "stores", Duration.ofMinutes(5), Verdict.COMPLETE);

        CommandRun run = run("status");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("SYNC +STATE +LAST WHOLE RUN +AGE +NEXT START +LAST RUN"),
                        line -> assertThat(line)
                                .matches("packages  failed .* 2 d ago +- +20261124T010203Z-0000000b, 1 page"
                                        + " missing: GET /items\\?page=3: 500"),
                        line -> assertThat(line)
                                .matches("stores +fresh .* 5 min ago  \\S+ 02:00:00 \\S+  \\S+c, counted, end seen"));
        assertThat(run("status", "stores").code()).isZero();
    }

    @Test
    void status_asJson_isALineForEachSync() throws JsonProcessingException {
        StandInLedger.add(StandInLedger.in(
                State.RUNNING,
                StandInLedger.run("20261124T010203Z-0000000b", "stores", ago(Duration.ofMinutes(5)), null)));

        CommandRun run = run("status", "--json");

        assertThat(run.code()).isEqualTo(4);
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(json(lines.get(0)).at("/state").asText()).isEqualTo("never run");
        assertThat(json(lines.get(0)).at("/exitCode").asInt()).isEqualTo(4);
        assertThat(json(lines.get(1)).at("/state").asText()).isEqualTo("running");
        assertThat(json(lines.get(1)).at("/schedule").asText()).isEqualTo("0 0 2 * * ?");
        assertThat(json(lines.get(1)).at("/last/state").asText()).isEqualTo("running");
        assertThat(json(lines.get(1)).has("whole")).isFalse();
    }

    @Test
    void reset_forgetsTheRunsOfTheSync() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.COMPLETE);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.FAILED);
        knows("20261124T010203Z-0000000c", "stores", Duration.ofMinutes(5), Verdict.COMPLETE);

        assertThat(run("reset", "packages").out()).isEqualTo("packages: 2 runs forgotten; the next one begins anew\n");
        assertThat(run("reset", "packages").out()).isEqualTo("packages: there are no runs to forget\n");
        assertThat(run("runs", "--json").out().lines()).hasSize(1);
    }

    @Test
    void reset_whileARunIsOpen_isRefused() {
        StandInLedger.add(StandInLedger.in(
                State.RUNNING, StandInLedger.run("20261124T010203Z-0000000b", "stores", Instant.now(), null)));

        CommandRun run = run("reset", "stores");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.errLines())
                .containsExactly("pagesync: stores " + ELSEWHERE + " (run 20261124T010203Z-0000000b)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | COMPLETE | is whole (COMPLETE), so there is nothing to load",
                "a | DRIFTED | is DRIFTED: the collection changed under it, and the rest of it would not fit; pagesync run"
                        + " packages begins anew"
            })
    void retry_ofWhatHasNoRest_isRefused(String end, Verdict verdict, String why) {
        knows("20261123T010203Z-0000000" + end, "packages", Duration.ofHours(50), verdict);

        CommandRun run = run("retry", "20261123");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("pagesync: run 20261123T010203Z-0000000a " + why);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void retry_ofARunThatIsNotTheLast_isRefused() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);
        knows("20261124T010203Z-0000000b", "packages", Duration.ofHours(30), Verdict.COMPLETE);

        assertThat(run("retry", "20261123").errLines())
                .containsExactly("pagesync: run 20261123T010203Z-0000000a is not the last one of packages, which is"
                        + " 20261124T010203Z-0000000b; what came later is not loaded over");
    }

    @Test
    void retry_ofASyncThatIsNoMore_isRefused() {
        knows("20261123T010203Z-0000000a", "package", Duration.ofHours(50), Verdict.PARTIAL);

        assertThat(run("retry", "20261123").errLines())
                .containsExactly("pagesync: there is no sync named 'package'; did you mean packages?");
    }

    @Test
    void retry_ofThePartialLast_goesOnWithIt() {
        knows("20261123T010203Z-0000000a", "packages", Duration.ofHours(50), Verdict.PARTIAL);

        CommandRun run = run("retry", "20261123");

        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("COMPLETE   250 of 250 records");
        assertThat(StandInLedger.starts()).containsExactly(Start.goingOnWith("20261123T010203Z-0000000a"));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void run_fresh_asksForANewRun(boolean fresh) {
        CommandRun run = fresh ? run("run", "packages", "--fresh") : run("run", "packages");

        assertThat(run.code()).isZero();
        assertThat(StandInLedger.starts()).containsExactly(fresh ? Start.FRESH : Start.NOW);
    }

    @Test
    void run_whileTheSyncRunsElsewhere_saysWhereAndRunsTheOthers() {
        StandInLedger.opens(request -> {
            if (request.sync().equals("packages")) {
                throw new AlreadyRunningException("packages", "20261123T010203Z-0000000a", ELSEWHERE);
            }
            return null;
        });

        CommandRun run = run("run", "packages", "stores");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err())
                .startsWith("pagesync: packages " + ELSEWHERE
                        + " (run 20261123T010203Z-0000000a); --wait waits until that has ended\n")
                .contains("COMPLETE   250 of 250 records");
    }

    @Test
    void run_wait_saysOnceForWhomAndRunsWhenThatHasEnded() {
        AtomicInteger asked = new AtomicInteger();
        StandInLedger.opens(request -> {
            if (asked.incrementAndGet() < 3) {
                throw new AlreadyRunningException("packages", "20261123T010203Z-0000000a", ELSEWHERE);
            }
            return null;
        });

        CommandRun run = run("run", "packages", "--wait");

        assertThat(run.code()).isZero();
        assertThat(Arrays.asList(run.err().split("\n", -1)))
                .filteredOn(line -> line.contains("waits until"))
                .containsExactly("pagesync: packages " + ELSEWHERE
                        + " (run 20261123T010203Z-0000000a); waits until that has ended");
        assertThat(asked).hasValue(3);
    }
}
