package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on the syncs under {@code routes/}. */
final class SyncCommandsTest {
    private final String home = System.getProperty("pagesync.home", "");

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    private Path folder;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        System.setProperty("pagesync.home", folder.toString());
        write(packages().with("schedule", "0 0 2 * * ?").with("timeZone", "Europe/Berlin"));
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    private void write(TestSync sync) throws IOException {
        sync.with("query", "RAW(licenseNumber={{licence}}&pageSize=100)")
                .with("key", "id")
                .steps("- to: { uri: kamelet:jsonl-sink, parameters: { file: '" + folder.resolve("out.jsonl") + "' } }")
                .write(folder);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--set",
                "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("data.db"),
                "--set",
                "pagesync.api.t3.base-url=" + sandbox.baseUri(),
                "--set",
                "pagesync.api.t3.rate-limit=0",
                "--set",
                "licence=C11-0000001-LIC"));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void run_bySyncName_deliversAndSaysItsVerdict() throws IOException {
        CommandRun run = run("run", "packages");

        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("COMPLETE   250 of 250 records in 3 pages");
        assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).hasSize(250);
    }

    @Test
    void run_dry_fetchesAndDeliversNothing() {
        CommandRun run = run("run", "packages", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(sandbox.requests()).hasSize(3);
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
    }

    @Test
    void run_ofAnUnknownSync_namesTheNearest() {
        CommandRun run = run("run", "pakages");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: there is no sync named 'pakages'; did you mean packages?");
    }

    @Test
    void load_bySyncName_deliversToItsOwnDestinations() throws IOException {
        Path other = folder.resolve("other.jsonl");
        CommandRun run = run("load", "packages", "--to", other.toString(), "--order", "page", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .startsWith("COMPLETE   250 of 250 records in 3 pages")
                .contains("unique keys");
        assertThat(Files.readAllLines(other)).hasSize(250);
        assertThat(Files.readAllLines(other).get(100)).startsWith("{\"id\":101,");
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
    }

    @Test
    void load_bySyncName_canBePrintedAsARoute() {
        CommandRun run = run("load", "packages", "--print-sync", "--batch-size", "20");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("id: loadpackages", "api: t3", "query: RAW(licenseNumber=C11-0000001-LIC&pageSize=100)")
                .contains("batchSize: '20'")
                .doesNotContain("schedule");
        assertThat(sandbox.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "load, --key, x, --key",
        "load, --rate, 3, --rate",
        "plan, --page-size, 7, --page-size",
        "preview, --bearer-env, HOME, --bearer-env",
        "load, --scope, x, --scope"
    })
    void options_thatTheSyncItselfSays_areRefusedBesideItsName(
            String command, String option, String value, String named) {
        CommandRun run = run(command, "packages", option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("pagesync: " + named + " cannot be given with a sync's name; the route of packages and"
                        + " the settings of its API say that, which --set NAME=VALUE can change for once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "plan", "preview"})
    void set_besideAUrl_isRefused(String command) {
        CommandRun run = CommandRun.of(command, "http://localhost:1/items", "--set", "a=b");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: --set and --profile are for a sync's name; a URL's load has options and no settings");
    }

    @Test
    void planAndPreview_bySyncName_readItsCollection() {
        assertThat(run("plan", "packages").out()).contains("records    250", "pages      3 of 100 records");
        assertThat(run("preview", "packages", "-n", "2").out().lines()).hasSize(2);
    }

    @Test
    void load_byANameWithoutAnySync_saysWhatBothAre() throws IOException {
        Files.delete(folder.resolve("routes/packages.camel.yaml"));

        assertThat(run("load", "items").errLines())
                .containsExactly(
                        "pagesync: there is no sync named 'items', nor any other; a sync is a route under routes/"
                                + " that begins with kamelet:collection-source, a URL is written https://host/path?query");
    }

    @Test
    void list_saysNameScheduleAndCollection() {
        assertThat(run("list").out())
                .startsWith("packages         0 0 2 * * ?")
                .contains(" 02:00:00 +0", sandbox.baseUri() + "/v2/packages/active");
    }

    @Test
    void list_whileFilesWaitForARoute_takesNoneOfThem() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("order.txt"), "1");
        Files.writeString(folder.resolve("routes/orders.camel.yaml"), """
                - route:
                    id: orders
                    from:
                      uri: file:%s
                      parameters: { initialDelay: 0 }
                      steps:
                        - log: { message: taken, loggingLevel: TRACE }
                """.formatted(in));

        assertThat(run("list").code()).isZero();
        assertThat(run("load", "packages", "--to", folder.resolve("copy.jsonl").toString())
                        .err())
                .startsWith("COMPLETE   250 of 250 records");
        assertThat(in.resolve("order.txt")).exists();
    }

    @Test
    void check_readsTheFirstPageAndWritesNothing() {
        CommandRun run = run("check");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "packages         ok      API t3, asked without a log-in",
                        "packages         ok      first page: 250 records in 3 pages of 100, " + sandbox.baseUri()
                                + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100",
                        "packages         ok      file " + folder.resolve("out.jsonl") + " can be written");
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void lint_ofSoundSyncs_asksNobody() {
        CommandRun run = run("lint");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("no findings: 1 sync, settings and routes\n");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void lint_ofABadSchedule_findsIt() throws IOException {
        write(packages().with("schedule", "nightly"));
        CommandRun run = run("lint");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out())
                .startsWith(
                        "routes/packages.camel.yaml: the sync packages has schedule: 'nightly'; it must be a cron expression");
    }

    @Test
    void config_saysValuesAndSources() {
        assertThat(run("config").out())
                .contains(
                        "pagesync.api.t3.base-url = " + sandbox.baseUri(),
                        "pagesync.api.t3.concurrency = 10  # default");
    }
}
