package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.manage.Management;
import io.pagesync.page.Json;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.HostileServer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that have a {@code serve} do what they are for, and say what has become of it. */
@SuppressWarnings("NullAway.Init")
final class ServedCommandsTest {
    private static final String TOKEN = "a-token-of-the-tests-4711";

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    private Path token;
    private Sandbox sandbox;
    private Engine engine;
    private Management management;

    private void serve(double rate) throws Exception {
        System.setProperty("pagesync.home", folder.toString());
        token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        sandbox = Sandbox.start(
                SandboxSettings.builder().records(250).rateLimit(0).build());
        engine = Engine.withSettings(
                TestApi.at(sandbox.baseUri())
                        .rate(rate)
                        .concurrency(1)
                        .attempts(1)
                        .settings(),
                Map.of(
                        "pagesync.management.port",
                        "0",
                        "pagesync.management.token-file",
                        token.toString(),
                        "pagesync.datasource.main.url",
                        "jdbc:sqlite:" + folder.resolve("ledger.db"),
                        "pagesync.ledger.data-source",
                        "main"));
        TestSync.packages().pageSize(10).with("schedule", "0 0 2 * * ?").addTo(engine.context());
        management = Management.open(engine.context(), sentence -> {}, sentence -> {}, List::of);
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
        if (management != null) {
            management.close();
            engine.close();
            sandbox.close();
        }
    }

    private String address() {
        return management.uri().orElseThrow().toString();
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--serve", address(), "--set", "pagesync.management.token-file=" + token));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.out() + run.err()).doesNotContain(TOKEN);
        return run;
    }

    private JsonNode status() throws Exception {
        CommandRun run = run("status", "packages", "--json");
        return Json.MAPPER.readTree(run.out());
    }

    @Test
    void run_endsWithTheVerdictThatTheServeHasComeTo() throws Exception {
        serve(0);

        CommandRun run = run("run", "packages");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern(
                        "pagesync: packages \\(run \\S+\\): it has (begun|ended: COMPLETE) in the serve at " + address()
                                + "; Ctrl-C leaves it running, pagesync stop \\S+ --serve " + address() + " ends it")
                .contains("COMPLETE   250 of 250 records in 25 pages");
        assertThat(status().path("state").textValue()).isEqualTo("fresh");
        CommandRun table = run("status");
        assertThat(table.out())
                .startsWith("SYNC")
                .contains("packages  fresh", "counted, end seen, unique keys (id, found)");
        assertThat(run("reset", "packages").out()).isEqualTo("packages: 1 run forgotten; the next one begins anew\n");
        assertThat(run("status", "packages").code()).isEqualTo(4);
    }

    @Test
    void stop_endsARun_whoseRestARetryLoads() throws Exception {
        serve(3);
        CompletableFuture<CommandRun> first = CompletableFuture.supplyAsync(() -> run("run", "packages"));
        await().until(() -> status().path("state").textValue().equals("running"));
        String id = status().path("last").path("run").textValue();

        CommandRun second = run("run", "packages");
        assertThat(second.code()).isEqualTo(5);
        assertThat(second.err())
                .isEqualTo("pagesync: the serve at " + address() + ": the sync packages is running already (run " + id
                        + "); it never runs twice at once\n");
        CommandRun stop = run("stop", id);

        assertThat(stop.out()).isEqualTo("run " + id + ": it is ending\n");
        assertThat(first.get(60, TimeUnit.SECONDS).code()).isEqualTo(4);
        assertThat(first.get().err()).contains("PARTIAL", "a person stopped it");
        assertThat(run("stop", id).err()).endsWith(": run " + id + " is over already\n");
        assertThat(run("approve", id).code()).isEqualTo(1);
        CompletableFuture<CommandRun> retry = CompletableFuture.supplyAsync(() -> run("retry", id));
        await().until(() -> status().path("state").textValue().equals("running"));
        run("stop", id);
        assertThat(retry.get(60, TimeUnit.SECONDS).err()).contains("packages (run " + id + "): it has begun");
    }

    @Test
    void unknownNames_areRefusedAsTheServeSaysIt() throws Exception {
        serve(0);

        assertThat(run("run", "packges").code()).isEqualTo(2);
        assertThat(run("run", "packges").err())
                .startsWith("pagesync: the serve at " + address()
                        + ": there is no sync named 'packges'; did you mean packages?");
        assertThat(run("status", "packges").err())
                .isEqualTo("pagesync: there is no sync named 'packges' there; did you mean packages?\n");
        assertThat(run("stop", "no such run").code()).isEqualTo(2);
    }

    @Test
    void whoHasNoToken_isTold_andNothingIsDone() throws Exception {
        serve(0);

        CommandRun run = CommandRun.of("run", "packages", "--serve", address());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("pagesync: the serve at " + address()
                        + ": send the token of pagesync.management.token: Authorization: Bearer ...\n");
        assertThat(sandbox.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "no url", "http://me:secret@h", "http://h?x=1"})
    void address_thatIsNone_isRefused(String url) throws Exception {
        serve(0);

        CommandRun run = CommandRun.of("stop", "20261125T020000Z-5f0c1a77", "--serve=" + url);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("pagesync: what --serve names is no address of a pagesync serve; write it as"
                        + " http://127.0.0.1:9480\n");
    }

    @Test
    void otherServers_andNone_areTold() throws Exception {
        serve(0);
        URI closed;
        try (HostileServer other = HostileServer.start(HostileServer::behave)) {
            closed = other.baseUri();
            HostileServer.Script text = connection -> {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                return true;
            };
            other.script(text);

            assertThat(CommandRun.of("status", "--serve", closed.toString()).err())
                    .isEqualTo("pagesync: what answers at " + closed
                            + " (status 200) is no pagesync serve; name its address (--serve URL)\n");
        }

        CommandRun run = CommandRun.of("status", "--serve", closed.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("pagesync: no pagesync serve answers at " + closed + " (");
    }

    @Test
    void whatIsOfThisProcessAlone_isRefused() throws Exception {
        serve(0);

        assertThat(run("run", "packages", "--dry-run").err())
                .isEqualTo("pagesync: --dry-run is for a run of this process, and --serve for one of another; leave one"
                        + " of them out\n");
        assertThat(CommandRun.of("stop", "r", "--set", "pagesync.management.port=off")
                        .err())
                .isEqualTo("pagesync: pagesync.management.port is off, so nobody knows where serve listens; name its"
                        + " address (--serve URL)\n");
    }
}
