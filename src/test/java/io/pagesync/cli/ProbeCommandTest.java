package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.testing.OddServer;
import io.pagesync.testing.SandboxExtension;
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
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pagesync probe}: from a URL to a sync that is linted, planned and run as it was written. */
final class ProbeCommandTest {
    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(620);

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void start() {
        System.setProperty("pagesync.home", folder.toString());
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    private static String url(Sandbox of, int size) {
        return of.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=" + size;
    }

    private CommandRun command(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        if (!line[0].equals("probe")) {
            all.addAll(List.of("--set", "pagesync.datasource.main.url=jdbc:sqlite:" + folder.resolve("data.db")));
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void probe_writesASyncThatIsLintedPlannedAndRunAsItIs() throws IOException {
        CommandRun probe = command("probe", url(sandbox.sandbox(), 100), "--name", "retail");

        assertThat(probe.code()).isZero();
        assertThat(probe.out().lines())
                .contains(
                        "recognised  records at /data (100), pages by number (page), total at /total (620)",
                        "page size   100 a page; the API gives 500 with pageSize=500: 5 times as fast at the same rate"
                                + " (pageSize: 500)",
                        "key         id",
                        "asked       2 requests",
                        "written     " + folder.resolve("routes/retail.camel.yaml"));
        assertThat(command("lint").out()).isEqualTo("no findings: 1 sync, settings and routes\n");
        assertThat(command("plan", "retail").out()).contains("records    620\n", "pages      7 of 100 records\n");
        CommandRun run = command("run", "retail");
        assertThat(run.err()).startsWith("COMPLETE   620 of 620 records in 7 pages");
        assertThat(run.code()).isZero();
    }

    @Test
    void probe_withASchedule_writesASyncOfEachNight() throws IOException {
        CommandRun probe =
                command("probe", url(sandbox.sandbox(), 100), "--name", "retail", "--schedule", "0 0 2 * * ?");

        assertThat(probe.code()).as(probe.err()).isZero();
        assertThat(probe.out()).endsWith("; pagesync run retail; pagesync serve\n");
        assertThat(Files.readString(folder.resolve("routes/retail.camel.yaml")))
                .startsWith("- route:")
                .contains("schedule: RAW(0 0 2 * * ?)");
        assertThat(command("list").out()).contains("retail", "0 0 2 * * ?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"every night", "0 0 2 30 2 ?"})
    void probe_withAScheduleThatIsNone_asksNothing(String schedule) {
        int before = sandbox.sandbox().requests().size();

        CommandRun probe = command("probe", url(sandbox.sandbox(), 100), "--name", "retail", "--schedule", schedule);

        assertThat(probe.code()).isEqualTo(2);
        assertThat(probe.err()).contains("'" + schedule + "'");
        assertThat(folder.resolve("routes")).doesNotExist();
        assertThat(sandbox.sandbox().requests()).hasSize(before);
    }

    @Test
    void probe_whereTheApiGrantsLargerPagesThanItGivesUnasked_writesThem() throws IOException {
        String url = url(sandbox.sandbox(), 100).replace("&pageSize=100", "");

        CommandRun probe = command("probe", url, "--name", "retail");

        assertThat(probe.out())
                .contains("100 a page; the API gives 500 with pageSize=500: 5 times as fast at the same rate (pageSize:"
                        + " 500, which the sync asks for)\n");
        assertThat(folder.resolve("routes/retail.camel.yaml")).content().contains("pageSize: '500'\n");
        assertThat(command("run", "retail").err()).startsWith("COMPLETE   620 of 620 records in 2 pages");
    }

    /** The placeholder is filled in whatever is asked for, larger pages included. */
    @Test
    void probe_ofPagesByAPlaceholder_asksForLargerOnesByIt() throws IOException {
        try (Sandbox paths = Sandbox.start(SandboxSettings.builder()
                .style(SandboxStyle.NUMBERS_IN_PATH)
                .records(620)
                .pageSizeCap(500)
                .build())) {
            CommandRun probe = command(
                    "probe",
                    paths.baseUri() + "/v2/packages/active/page/{page}?licenseNumber=C11-0000001-LIC&pageSize=100",
                    "--name",
                    "retail");

            assertThat(probe.code()).as(probe.err()).isZero();
            assertThat(probe.out()).contains("100 a page; the API gives 500 with pageSize=500: 5 times as fast");
            assertThat(command("run", "retail").err()).startsWith("COMPLETE   620 of 620 records in 7 pages");
        }
    }

    @Test
    void probe_ofAnotherCollectionOfTheServer_leavesTheFileOfItsApi() throws IOException {
        assertThat(command("probe", url(sandbox.sandbox(), 100), "--name", "retail", "--rate", "5")
                        .code())
                .isZero();
        Path api = folder.resolve("config/api-local.properties");
        String before = Files.readString(api);
        assertThat(before)
                .isEqualTo("# An API; docs/settings.md has every setting.\npagesync.api.local.base-url = "
                        + sandbox.baseUri() + "\npagesync.api.local.rate-limit = 5\n");

        assertThat(command("probe", url(sandbox.sandbox(), 50), "--name", "other")
                        .code())
                .isZero();

        assertThat(api).hasContent(before);
        assertThat(folder.resolve("routes/other.camel.yaml")).isRegularFile();
    }

    @Test
    void probe_ofAnotherServer_takesAnotherNameForItsApi() throws IOException {
        assertThat(command("probe", url(sandbox.sandbox(), 100), "--name", "retail")
                        .code())
                .isZero();

        try (OddServer other = OddServer.start(4, request -> null)) {
            assertThat(command("probe", other.baseUri() + "/items").code()).isZero();
        }

        assertThat(folder.resolve("config/api-local2.properties")).isRegularFile();
        assertThat(folder.resolve("routes/items.camel.yaml")).content().contains("api: local2\n");
    }

    /** As any other file of settings does. */
    @Test
    void settingsOfAnApiThatIsProbed_giveWayToWhatIsSetForOneRun() throws IOException {
        assertThat(command("probe", url(sandbox.sandbox(), 100), "--name", "retail")
                        .code())
                .isZero();

        CommandRun run = command("run", "retail", "--set", "pagesync.api.local.base-url=http://127.0.0.1:1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("http://127.0.0.1:1/");
    }

    @Test
    void probe_ofASyncThatIsThere_overwritesNothingAndAsksNothing() throws IOException {
        Path route = Files.createDirectories(folder.resolve("routes")).resolve("retail.camel.yaml");
        Files.writeString(route, "# mine\n");

        CommandRun probe = command("probe", url(sandbox.sandbox(), 100), "--name", "retail");

        assertThat(probe)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "pagesync: " + route
                                + " is there already and is not overwritten; give the sync another name (--name)\n"));
        assertThat(route).hasContent("# mine");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void probe_withASecret_writesWhereItIsAndNotWhatItIs() throws IOException {
        // HOME is in every environment.
        CommandRun probe =
                command("probe", url(sandbox.sandbox(), 100), "--name", "retail", "--header-env", "X-Api-Key=HOME");

        assertThat(probe.code()).isZero();
        assertThat(folder.resolve("config/api-local.properties"))
                .content()
                .contains(
                        "pagesync.api.local.auth.type = api-key\n",
                        "pagesync.api.local.auth.header = X-Api-Key\n",
                        "pagesync.api.local.auth.key = {{env:HOME}}\n");
        assertThat(command("lint").out()).isEqualTo("no findings: 1 sync, settings and routes\n");
        assertThat(command("run", "retail").code()).isZero();
    }

    @Test
    void probe_whereNothingShowsTheNextPage_writesNothing() throws IOException {
        String list = "[" + "{\"a\":1},".repeat(19) + "{\"a\":2}]";
        try (OddServer server = OddServer.start(1, request -> OddServer.Answer.of(200, list))) {
            CommandRun probe = command("probe", server.baseUri() + "/items");

            assertThat(probe.code()).isEqualTo(2);
            assertThat(probe.errLines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "pagesync: recognised: the answer itself is the list of records (20); it is not known how"
                                    + " the next page is asked for")
                    .contains("--page-param", "--offset-param", "--next");
            assertThat(server.asked()).hasSize(3);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
