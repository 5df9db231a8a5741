package io.pagesync.cli;

import static io.pagesync.testing.TestSync.bare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.QueryServer;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of a sync that asks only for what has changed, of an API whose items are created, changed and deleted by day. */
final class IncrementalSyncTest {
    private static final String MIRRORED = "{ table: items, mode: mirror }";

    private final String home = System.getProperty("pagesync.home", "");

    /** The names and times of the items by their ids. */
    private final Map<Integer, Item> items = new TreeMap<>();

    private QueryServer server;
    private int failing;
    private Instant oldest = Instant.MIN;

    private record Item(String name, String at) {}

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() throws IOException {
        System.setProperty("pagesync.home", folder.toString());
        server = QueryServer.start(this::answer);
        for (int id = 1; id <= 5; id++) {
            items.put(id, new Item("first", "2026-03-01T10:0" + id + ":00Z"));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        System.setProperty("pagesync.home", home);
    }

    private Answer answer(Map<String, String> asked) {
        String since = asked.get("since");
        int page = Integer.parseInt(asked.get("page"));
        if (page == failing) {
            return new Answer(500, "{}");
        }
        if (since != null && Instant.parse(since).isBefore(oldest)) {
            return new Answer(410, "{\"error\":\"changes are kept since " + oldest + "\"}");
        }
        List<String> found = items.entrySet().stream()
                .filter(each -> since == null || each.getValue().at.compareTo(since) >= 0)
                .map(each -> "{\"id\":" + each.getKey() + ",\"name\":\"" + each.getValue().name + "\",\"at\":\""
                        + each.getValue().at + "\"}")
                .toList();
        List<String> its = found.subList(Math.min(found.size(), 2 * page - 2), Math.min(found.size(), 2 * page));
        return new Answer(
                200, "{\"data\":[" + String.join(",", its) + "],\"total\":" + found.size() + ",\"pageSize\":2}");
    }

    private static TestSync sync(String table) {
        return bare("items")
                .with("api", "t3")
                .with("path", "/items")
                .with("key", "id")
                .with("sinceField", "at")
                .with("sinceParameter", "since")
                .steps("""
                        - multicast:
                            steps:
                              - to: { uri: kamelet:database-sink, parameters: %s }
                              - to: { uri: kamelet:jsonl-sink, parameters: { file: night.jsonl } }
                        """.formatted(table));
    }

    private CommandRun pagesync(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String setting : List.of(
                "pagesync.api.t3.base-url=" + server.baseUri(),
                "pagesync.api.t3.rate-limit=0",
                "pagesync.api.t3.attempts=1",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("main.db"))) {
            all.addAll(List.of("--set", setting));
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("main.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id, name from items order by id")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
            return rows;
        }
    }

    /** The ids of the records of the last night, in any order. */
    private List<String> delivered() throws IOException {
        return Files.readAllLines(folder.resolve("night.jsonl")).stream()
                .map(line -> line.replaceFirst(".*\"id\":(\\d+).*", "$1"))
                .toList();
    }

    @Test
    void nights_deliverOnlyWhatHasChanged_andAFullRunSeesWhatWasDeleted() throws Exception {
        sync(MIRRORED).with("verify", "confirmed").write(folder);

        CommandRun first = pagesync("run", "items");
        assertThat(first.err()).contains("COMPLETE", "everything: there is no mark yet; mark 2026-03-01T10:05:00Z");
        assertThat(delivered()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");

        items.put(6, new Item("new", "2026-03-01T11:00:00Z"));
        items.put(2, new Item("changed", "2026-03-01T11:00:30Z"));
        items.remove(1);
        CommandRun second = pagesync("run", "items");
        assertThat(second.err())
                .contains(
                        "incremental since 2026-03-01T10:04:00Z; mark 2026-03-01T11:00:30Z",
                        "2 repeated from the overlap, left out",
                        "4 of 4 records",
                        "an incremental run deletes nothing");
        assertThat(second.code()).isZero();
        assertThat(delivered()).containsExactlyInAnyOrder("2", "6");
        assertThat(rows()).containsExactly("1 first", "2 changed", "3 first", "4 first", "5 first", "6 new");

        CommandRun third = pagesync("run", "items");
        assertThat(third.err()).contains("2 repeated from the overlap, left out");
        assertThat(delivered()).isEmpty();

        CommandRun full = pagesync("run", "items", "--full");
        assertThat(full.err()).contains("everything: as asked for; mark 2026-03-01T11:00:30Z");
        assertThat(rows()).containsExactly("2 changed", "3 first", "4 first", "5 first", "6 new");
        assertThat(pagesync("status").out()).contains("MARK", "2026-03-01T11:00:30Z");
        assertThat(pagesync("plan", "items").out())
                .contains("the next run asks for incremental since 2026-03-01T10:59:30Z");
    }

    @Test
    void pageThatFails_leavesTheMark_andWhatIsMissingIsAskedForSinceTheSameOne() throws Exception {
        sync("{ table: items }")
                .with("onPageFailure", "continue")
                .with("repairPasses", "0")
                .write(folder);
        pagesync("run", "items");
        for (int id = 6; id <= 9; id++) {
            items.put(id, new Item("new", "2026-03-01T11:00:0" + id + "Z"));
        }

        failing = 2;
        CommandRun partial = pagesync("run", "items");
        assertThat(partial.err())
                .contains("PARTIAL", "incremental since 2026-03-01T10:04:00Z; mark 2026-03-01T10:05:00Z")
                .contains("the run is not whole, so the mark stays");

        failing = 0;
        CommandRun goesOn = pagesync("run", "items");
        assertThat(goesOn.err())
                .contains("COMPLETE", "goes on with what this run had")
                .contains("incremental since 2026-03-01T10:04:00Z; mark 2026-03-01T11:00:09Z");
        assertThat(delivered()).containsExactlyInAnyOrder("6", "7", "8", "9");

        pagesync("run", "items");
        assertThat(delivered()).isEmpty();
    }

    @Test
    void markThatTheApiRefuses_makesTheRunAFullOne() throws Exception {
        sync("{ table: items }").write(folder);
        pagesync("run", "items");
        oldest = Instant.parse("2026-04-01T00:00:00Z");
        items.put(6, new Item("new", "2026-04-02T00:00:00Z"));

        CommandRun run = pagesync("run", "items");

        assertThat(run.err())
                .contains("COMPLETE", "6 of 6 records")
                .contains(
                        "everything: the API refused to tell what has changed since 2026-03-01T10:04:00Z (status 410)")
                .contains("mark 2026-04-02T00:00:00Z");
        assertThat(rows()).hasSize(6);
        assertThat(pagesync("run", "items").err()).contains("incremental since 2026-04-01T23:59:00Z");
    }

    @Test
    void fullRunThatIsDue_isMadeByTheNextStart() throws Exception {
        sync(MIRRORED).with("verify", "confirmed").write(folder);
        pagesync("run", "items");
        items.remove(1);
        pagesync("run", "items");
        assertThat(rows()).hasSize(5);

        // Due since the first second behind the first run.
        Instant started = Instant.now();
        await().until(() -> Instant.now().getEpochSecond() > started.getEpochSecond());
        sync(MIRRORED)
                .with("verify", "confirmed")
                .with("fullSchedule", "* * * * * ?")
                .write(folder);
        assertThat(pagesync("run", "items").err()).contains("everything: the full run of 20", "is due");
        assertThat(rows()).hasSize(4);
    }

    @Test
    void mark_inPlaceholders_isWrittenWhereItBelongs() throws Exception {
        sync("{ table: items }")
                .with("sinceParameter", "")
                .with("query", "RAW(q=updated:>{since}&since={since})")
                .write(folder);
        pagesync("run", "items");
        assertThat(server.asked()).first().asString().doesNotContain("q=").contains("/items?page=1");
        pagesync("run", "items");
        assertThat(server.asked()).last().asString().contains("q=updated:%3E2026-03-01T10%3A04%3A00Z");
    }

    @Test
    void tableThatIsReplaced_isRefused_inOneSentence() throws Exception {
        sync("{ table: items, mode: replace }").write(folder);
        CommandRun run = pagesync("run", "items");
        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("the table items has mode REPLACE, which would hold only what has changed");
    }

    @Test
    void ledgerInMemory_isRefused_inOneSentence() throws Exception {
        sync("{ table: items }").write(folder);
        CommandRun run = pagesync("run", "items", "--set", "pagesync.ledger.data-source=memory");
        assertThat(run.err())
                .contains("the sync items asks only for what has changed (sinceField), and the ledger keeps no");
        assertThat(pagesync("lint", "--set", "pagesync.ledger.data-source=memory")
                        .out())
                .contains("the ledger keeps no mark beyond its process");
    }
}
