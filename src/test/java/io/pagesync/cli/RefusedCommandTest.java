package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.page.Json;
import io.pagesync.testing.ChainServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that a table refuses, from the run's exit code to its delivery, by the commands that people have for it. */
@Timeout(120)
final class RefusedCommandTest {
    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    private ChainServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChainServer.start(4);
        System.setProperty("pagesync.home", folder.toString());
        packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("end", "declared")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }")
                .write(folder);
    }

    /** After a first run, which has made the table. */
    private void refuseTheThird() throws SQLException {
        assertThat(run("run", "packages").code()).isZero();
        execute("delete from items where id = 3");
        execute(
                "create trigger third before insert on items when new.id = 3 begin select raise(abort, 'no threes'); end");
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        server.close();
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("main.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--set",
                "pagesync.api.t3.base-url=" + server.baseUri(),
                "--set",
                "pagesync.api.t3.rate-limit=0",
                "--set",
                "pagesync.datasource.main.url=" + url()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private String lastRun() throws JsonProcessingException {
        return Json.MAPPER
                .readTree(run("runs", "packages", "--last", "1", "--json").out())
                .at("/run")
                .asText();
    }

    @Test
    void run_ofWhichARecordIsRefused_endsWithAnExitCodeOfItsOwnAndSaysWhatToDo() throws Exception {
        refuseTheThird();
        CommandRun run = run("run", "packages");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err())
                .contains(
                        "PARTIAL    3 of 4 records in 4 pages",
                        "1 record refused by table items: page 3, record 1: ",
                        "next       mend the cause and pagesync retry " + lastRun()
                                + " --refused delivers them; pagesync refused " + lastRun() + " lists them");
        CommandRun status = run("status");
        assertThat(status.code()).isEqualTo(6);
        assertThat(status.out()).contains("packages  refused");
        assertThat(run("runs", "show", lastRun()).out()).doesNotContain("asks for that at any time");
    }

    @Test
    void refused_saysWhichTheyAre() throws Exception {
        assertThat(run("refused").errLines()).containsExactly("no record was refused");
        refuseTheThird();
        run("run", "packages");
        String id = lastRun();

        for (List<String> asked : List.of(List.of("refused"), List.of("refused", "packages"), List.of("refused", id))) {
            CommandRun refused = run(asked.toArray(String[]::new));
            assertThat(refused.code()).isZero();
            assertThat(refused.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches("RUN +SYNC +PARTITION +PAGE +POSITION +KEY +DESTINATION +REASON"),
                            line -> assertThat(line)
                                    .matches(id + "  packages  - +3 +1 +3 +table items  .*no threes.*"));
        }
        JsonNode json = Json.MAPPER.readTree(run("refused", "--json").out());
        assertThat(json.at("/record").asText()).isEqualTo("{\"id\":3}");
        assertThat(json.at("/run").asText()).isEqualTo(id);
        assertThat(json.at("/page").asInt()).isEqualTo(3);
        assertThat(json.has("partition")).isFalse();
        assertThat(run("refused", "package").code()).isEqualTo(2);
        assertThat(run("refused", "--most", "0").code()).isEqualTo(2);
    }

    @Test
    void retryRefused_onceTheCauseIsMended_asksForThatPageAndClosesTheRunAsComplete() throws Exception {
        refuseTheThird();
        run("run", "packages");
        String id = lastRun();
        assertThat(run("retry", id).errLines())
                .containsExactly(
                        "pagesync: run " + id + " has all pages, and lacks only records that were refused: mend"
                                + " the cause, then pagesync retry " + id + " --refused");
        assertThat(run("retry", id, "--refused").code()).isEqualTo(6);
        execute("drop trigger third");
        int before = server.asked().size();

        CommandRun retry = run("retry", id, "--refused");

        assertThat(retry.code()).isZero();
        assertThat(retry.err()).contains("COMPLETE   4 of 4 records in 4 pages");
        assertThat(server.asked().subList(before, server.asked().size())).containsExactly(1, 3);
        assertThat(lastRun()).isEqualTo(id);
        assertThat(run("refused").errLines()).containsExactly("no record was refused");
        assertThat(run("status").code()).isZero();
        assertThat(run("retry", id, "--refused").errLines())
                .containsExactly("pagesync: run " + id + " is whole (COMPLETE), so there is nothing to load");
    }

    @Test
    void retryRefused_ofARunWithoutAny_isRefused() throws Exception {
        server.breakPage(3);
        run("run", "packages", "--set", "pagesync.api.t3.attempts=1");

        CommandRun retry = run("retry", lastRun(), "--refused");

        assertThat(retry.code()).isEqualTo(2);
        assertThat(retry.errLines())
                .containsExactly("pagesync: run " + lastRun() + " has no refused records; leave --refused out");
    }

    @Test
    void reset_forgetsThem() throws Exception {
        refuseTheThird();
        run("run", "packages");
        String id = lastRun();

        run("reset", "packages");

        assertThat(run("refused", id).code()).isEqualTo(2);
        assertThat(run("refused").errLines()).containsExactly("no record was refused");
    }
}
