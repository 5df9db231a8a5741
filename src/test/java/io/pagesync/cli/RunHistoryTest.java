package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.testing.ChainServer;
import io.pagesync.testing.HostileServer;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the database of the settings, from one command to the next, and from process to process. */
@Timeout(120)
final class RunHistoryTest {

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    private ChainServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChainServer.start(4);
        System.setProperty("pagesync.home", folder.toString());
        sync().write(folder);
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        server.close();
    }

    private static TestSync sync() {
        return packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("end", "declared")
                .with("onPageFailure", "continue");
    }

    private CommandRun run(String... arguments) {
        return runAt("0", arguments);
    }

    private CommandRun runAt(String rate, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--set",
                "pagesync.api.t3.base-url=" + server.baseUri(),
                "--set",
                "pagesync.api.t3.rate-limit=" + rate,
                "--set",
                "pagesync.api.t3.attempts=1",
                "--set",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("main.db")));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static JsonNode json(CommandRun run) throws JsonProcessingException {
        return Json.MAPPER.readTree(run.out());
    }

    @Test
    void retry_ofARunThatLacksAPage_loadsThatPageAndClosesTheSameRun() throws JsonProcessingException {
        server.breakPage(3);
        assertThat(run("run", "packages").code()).isEqualTo(4);
        assertThat(run("status", "packages").code()).isEqualTo(4);
        String id = json(run("runs", "--json")).at("/run").asText();
        assertThat(run("runs", "show", id.substring(0, 16)).out())
                .contains("PARTIAL    3 of 4 records in 3 of 4 pages", "page 3     ", "pagesync retry " + id);
        server.breakPage(0);
        int before = server.asked().size();

        // Slow enough to be seen before it ends.
        CommandRun retry = runAt("1", "retry", id);

        assertThat(retry.code()).isZero();
        assertThat(retry.err())
                .startsWith("pagesync: packages (run " + id + "): goes on with what this run had by ")
                .contains("COMPLETE   4 of 4 records in 4 pages", "goes on with what this run had by ", ": 3 pages\n");
        assertThat(server.asked().subList(before, server.asked().size())).containsExactly(1, 3);
        JsonNode run = json(run("runs", "packages", "--json"));
        assertThat(run.at("/run").asText()).isEqualTo(id);
        assertThat(run.at("/verdict").asText()).isEqualTo("COMPLETE");
        assertThat(run.at("/attempts").asInt()).isEqualTo(2);
        assertThat(run("retry", id).errLines())
                .containsExactly("pagesync: run " + id + " is whole (COMPLETE), so there is nothing to load");
        assertThat(run("status").out()).contains("packages  fresh");
    }

    @Test
    void retry_ofARunThatAskedForSomethingElse_isRefused() throws IOException {
        server.breakPage(3);
        run("run", "packages");
        String id = json(run("runs", "--json")).at("/run").asText();
        sync().with("query", "RAW(a=b)").write(folder);

        CommandRun retry = run("retry", id);

        assertThat(retry.code()).isEqualTo(2);
        assertThat(retry.errLines())
                .containsExactly("pagesync: run " + id + " cannot go on: it asked for something else than the sync does"
                        + " now; pagesync run packages begins anew");
    }

    @Test
    void run_freshOrAfterAReset_beginsAnew() throws JsonProcessingException {
        server.breakPage(3);
        run("run", "packages");
        server.breakPage(0);

        CommandRun fresh = run("run", "packages", "--fresh");

        assertThat(fresh.code()).isZero();
        assertThat(fresh.err()).contains("note       a new run, as asked for: the one of ");
        assertThat(run("runs", "--json").out().lines()).hasSize(2);
        assertThat(run("reset", "packages").out()).startsWith("packages: 2 runs forgotten");
        assertThat(run("runs").err()).isEqualTo("there are no runs yet\n");
    }

    @Test
    void limitOfADay_countsWhatEarlierProcessesHaveUsed() {
        String[] limited = {"run", "packages", "--fresh", "--set", "pagesync.api.t3.limits=6/day"};
        assertThat(run(limited).code()).isZero();

        CommandRun second = run(limited);

        assertThat(second.code()).isEqualTo(4);
        assertThat(second.err()).contains("the limit of 6/day is used up until ");
        assertThat(server.asked()).hasSize(6);
    }

    @Test
    void runs_whereTheLedgerIsInMemory_saysWhyThereAreNone() {
        assertThat(run("runs", "--set", "pagesync.ledger.data-source=memory").err())
                .contains("there are no runs yet\n", "pagesync: the ledger is kept in memory");
    }

    private CommandProcess process(HostileServer silent, String name, String... arguments) throws IOException {
        return CommandProcess.start(
                Files.createDirectory(folder.resolve(name)),
                Redirect.DISCARD,
                Map.of(
                        "PAGESYNC_API_T3_BASE_URL",
                        silent.baseUri().toString(),
                        // On a busy machine the others take their time, and another request would be another attempt.
                        "PAGESYNC_API_T3_RESPONSE_TIMEOUT",
                        "10m",
                        "PAGESYNC_API_T3_ANSWER_TIMEOUT",
                        "10m",
                        "PAGESYNC_DATASOURCE_MAIN_URL",
                        "jdbc:sqlite:" + folder.resolve("main.db")),
                List.of("-Dpagesync.home=" + folder),
                arguments);
    }

    @Test
    void run_whileAnotherProcessRunsTheSync_endsWithExitCode5OrWaitsUntilASignal() throws Exception {
        try (HostileServer silent = HostileServer.start((connection) -> {
                    connection.beSilent();
                    return false;
                });
                CommandProcess first = process(silent, "first", "run", "packages")) {
            assumeFalse(first.ignores(15));
            await().until(() -> silent.requests() > 0);
            String where = "packages runs in PID " + first.process().pid()
                    + " on \\S+ since \\d\\d:\\d\\d, last sign of life" + " \\d+ s ago \\(run \\S+\\); ";

            try (CommandProcess second = process(silent, "second", "run", "packages")) {
                assertThat(second.exitCode()).isEqualTo(5);
                assertThat(second.err()).containsPattern("pagesync: " + where + "--wait waits until that has ended\n");
            }
            try (CommandProcess third = process(silent, "third", "run", "packages", "--wait")) {
                await().until(() -> third.err().contains("waits until that has ended"));
                third.signal("TERM");

                assertThat(third.exitCode()).isEqualTo(143);
                assertThat(third.err())
                        .containsPattern("pagesync: " + where + "waits until that has ended\n")
                        .contains("pagesync: interrupted while it waited; packages was not run\n");
            }
            assertThat(silent.requests()).isEqualTo(1);
        }
    }
}
