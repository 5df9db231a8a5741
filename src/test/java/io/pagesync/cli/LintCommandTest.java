package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagesync lint}: every finding, in one pass, asking nobody. */
final class LintCommandTest {
    private final String home = System.getProperty("pagesync.home", "");
    private Path folder = Path.of("");
    private Path routes = Path.of("");

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        System.setProperty("pagesync.home", folder.toString());
        routes = Files.createDirectories(folder.resolve("routes"));
    }

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    private static TestSync sound(String name) {
        return TestSync.bare(name)
                .uri("kamelet:collection-source")
                .with("api", "t3")
                .with("path", "/p")
                .steps("- to: log:sound");
    }

    private void file(String name, String yaml) throws IOException {
        Files.writeString(routes.resolve(name + ".camel.yaml"), yaml);
    }

    private void file(TestSync sync) throws IOException {
        sync.write(folder);
    }

    private static CommandRun lint(String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("lint", "--set", "pagesync.api.t3.base-url=http://localhost:1"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun lintOf(String sync) {
        return CommandRun.of("lint", sync, "--set", "pagesync.api.t3.base-url=http://localhost:1");
    }

    @Test
    void sync_named_isLookedAtAlone() throws IOException {
        file(sound("fine"));
        file(sound("broken").with("recrods", "/x"));

        assertThat(lintOf("fine")).isEqualTo(new CommandRun(0, "no findings: sync fine and settings\n", ""));
        assertThat(lintOf("broken").code()).isEqualTo(2);
        assertThat(lintOf("broken").out())
                .startsWith("routes/broken.camel.yaml: ")
                .contains("recrods");
    }

    @Test
    void sync_namedThatIsNotThere_isSaidWithTheNearest() throws IOException {
        file(sound("packages"));

        assertThat(lintOf("pakages"))
                .isEqualTo(
                        new CommandRun(2, "", "pagesync: there is no sync named 'pakages'; did you mean packages?\n"));
    }

    @Test
    void settings_thatAreWrong_areAllNamed() {
        CommandRun run = lint(
                "pagesync.api.t3.rate-limt=5",
                "pagesync.api.t3.concurrency=many",
                "pagesync.api.t3.attempts=0",
                "pagesync.api.t3.auth.type=beerer",
                "pagesync.api.t3.auth.token-file=/nowhere",
                "pagesync.api.shop.rate-limit=fast",
                "pagesync.datasource.main.connections=0",
                "pagesync.shutdown-timeout=soon");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out().lines())
                .hasSize(8)
                .anyMatch(line -> line.contains("pagesync.api.t3.rate-limt")
                        && line.endsWith("did you mean pagesync.api.t3.rate-limit?"))
                .anyMatch(line -> line.contains("pagesync.api.t3.concurrency is 'many'; it must be a whole number"))
                .anyMatch(line -> line.contains("pagesync.api.t3.attempts is '0'"))
                .anyMatch(
                        line -> line.contains("pagesync.api.t3.auth.type is 'beerer'; it must be one of none, bearer"))
                .anyMatch(line -> line.contains("belongs to an API without a base URL; set pagesync.api.shop.base-url"))
                .anyMatch(line -> line.contains("pagesync.api.shop.rate-limit is 'fast'"))
                .anyMatch(line -> line.contains("pagesync.datasource.main.connections is '0'"))
                .anyMatch(line -> line.contains("pagesync.shutdown-timeout is 'soon'"));
    }

    @Test
    void parameters_ofOneSync_areAllNamed() throws IOException {
        file(TestSync.bare("bad")
                .uri("kamelet:collection-source")
                .with("api", "t4")
                .with("path", "p")
                .with("kay", "id")
                .with("order", "best")
                .with("pageSize", "many")
                .with("schedule", "nightly")
                .with("timeZone", "Mars")
                .with("scope", "licence")
                .steps("""
                        - to: { uri: kamelet:database-sink, parameters: { table: packages, mode: merge, kee: id } }
                        - to: { uri: kamelet:database-sink, parameters: { table: packages, dataSource: mian } }
                        - to: { uri: kamelet:jsonl-sink }
                        - to: { uri: log:x, parameters: { loud: true } }
                        """));
        CommandRun run = lint();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out().lines())
                .allMatch(line -> line.startsWith("routes/bad.camel.yaml: "))
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.contains("there is no API named 't4'; did you mean t3?"))
                .anyMatch(line -> line.contains("has path: 'p'; it must be a path that begins with a slash"))
                .anyMatch(line ->
                        line.contains("there is no parameter 'kay' of kamelet:collection-source; did you mean key?"))
                .anyMatch(line -> line.contains("has order: 'best'; it must be one of arrival, page"))
                .anyMatch(line -> line.contains("has pageSize: 'many'; it must be a whole number"))
                .anyMatch(line -> line.contains("has schedule: 'nightly'; it must be a cron expression"))
                .anyMatch(line -> line.contains("has timeZone: 'Mars'; it must be a zone"))
                .anyMatch(line -> line.contains("has scope: 'licence'; it names 'licence'"))
                .anyMatch(line -> line.contains("has mode: 'merge'; it must be one of upsert, append"))
                .anyMatch(line -> line.contains("there is no parameter 'kee' of kamelet:database-sink"))
                .anyMatch(line -> line.contains("there is no data source named 'mian'; did you mean main?"))
                .anyMatch(line -> line.contains("kamelet:jsonl-sink needs file"))
                .anyMatch(line -> line.contains("the endpoint log:x has no option loud"))
                .hasSize(13);
    }

    @Test
    void files_areLookedAtOneByOne() throws IOException {
        file(sound("sound"));
        file("broken", "- route:\n    id: [\n");
        file(sound("query").with("query", "a=1&b=2"));
        file(sound("steps").steps("- to: nosuch:steps"));
        file("word", sound("word").yaml().replace("steps:", "stepps:"));
        file("twice", sound("sound").yaml() + sound("other").yaml());
        file(sound("never").with("schedule", "0 0 2 1 1 ? 2020"));
        CommandRun run = lint();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("routes/broken.camel.yaml: it is no YAML"))
                .anyMatch(line -> line.startsWith("routes/query.camel.yaml: the query of kamelet:collection-source")
                        && line.endsWith("write query: RAW(a=1&b=2)"))
                .anyMatch(line -> line.startsWith("routes/steps.camel.yaml: Camel knows no component 'nosuch' here"))
                .anyMatch(line -> line.startsWith("routes/word.camel.yaml: "))
                .anyMatch(line -> line.startsWith("routes/twice.camel.yaml: there are two routes with the id sound"))
                .anyMatch(line ->
                        line.contains("the sync never has schedule: '0 0 2 1 1 ? 2020', which never comes again"))
                .hasSize(6);
    }

    @Test
    void references_toWhatIsNotThere_areFound() throws IOException {
        file(sound("sound").steps("""
                - to: direct:mine
                - to: { uri: direct:pagesync-permit-t4 }
                - wireTap: { uri: direct:elsewere }
                """));
        file(
                "mine",
                "- route:\n    from:\n      uri: direct:mine\n      steps:\n        - to: direct:pagesync-sync-sound\n");
        file("elsewhere", "- from:\n    uri: direct:elsewhere\n    steps:\n      - to: log:elsewhere\n");
        CommandRun run = lint();

        assertThat(run.out().lines())
                .containsExactly(
                        "routes/sound.camel.yaml: no route begins with direct:pagesync-permit-t4; did you mean"
                                + " pagesync-permit-t3?",
                        "routes/sound.camel.yaml: no route begins with direct:elsewere; did you mean elsewhere?");
    }

    @Test
    void soundRoutes_areNotStarted_andLeaveNothingBehind() throws IOException {
        Path taken = Files.createDirectories(routes.resolveSibling("inbox")).resolve("taken");
        Files.writeString(taken, "x");
        file(sound("sound").steps("- to: direct:mine"));
        file(
                "inbox",
                "- from:\n    uri: file:" + taken.getParent() + "\n    parameters: { delete: true, initialDelay: 0 }\n"
                        + "    steps:\n      - to: direct:mine\n- from:\n    uri: direct:mine\n    steps:\n"
                        + "      - to: { uri: kamelet:jsonl-sink, parameters: { file: x.jsonl } }\n");
        CommandRun run = lint("pagesync.datasource.main.url=jdbc:sqlite:" + routes.resolveSibling("made/x.db"));

        assertThat(run.out()).isEqualTo("no findings: 1 sync, settings and routes\n");
        assertThat(run.code()).isZero();
        assertThat(taken).exists();
        assertThat(routes.resolveSibling("made")).doesNotExist();
    }

    @Test
    void findings_asJson_areALineEach() throws IOException {
        file(sound("fine"));
        assertThat(CommandRun.of("lint", "--json", "--set", "pagesync.api.t3.base-url=http://localhost:1"))
                .isEqualTo(new CommandRun(0, "", ""));

        file(sound("broken").with("recrods", "/x"));
        CommandRun run = CommandRun.of("lint", "--json", "--set", "pagesync.api.t3.base-url=http://localhost:1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"where\":\"routes/broken.camel.yaml\",\"sentence\":\"")
                .contains("recrods");
    }

    @Test
    void syncs_areListed_asATable_asNamesAndAsJson() throws IOException {
        file(sound("hourly").with("schedule", "0 0 * * * ?"));
        file(sound("manual"));
        String base = "pagesync.api.t3.base-url=http://localhost:1";

        assertThat(CommandRun.of("list", "--set", base).out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("hourly ").contains("0 0 * * * ?", "http://localhost:1/p"),
                        line -> assertThat(line).matches("manual +- +- +http://localhost:1/p"));
        assertThat(CommandRun.of("list", "--names", "--set", base).out()).isEqualTo("hourly\nmanual\n");
        assertThat(CommandRun.of("list", "--json", "--set", base).out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "{\"sync\":\"hourly\",\"api\":\"t3\",\"schedule\":\"0 0 * * * ?\",\"next\":\"20"),
                        line -> assertThat(line)
                                .isEqualTo("{\"sync\":\"manual\",\"api\":\"t3\",\"schedule\":null,\"next\":null,"
                                        + "\"url\":\"http://localhost:1/p\"}"));
    }

    @Test
    void commandWithoutTheNameOfASync_namesThoseThereAre() throws IOException {
        file(sound("hourly"));
        file(sound("manual"));
        for (String command : List.of("run", "ddl", "reset")) {
            CommandRun run = CommandRun.of(command);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .startsWith("pagesync: " + command + " needs the name of a sync; there is hourly, manual\n");
        }
    }
}
