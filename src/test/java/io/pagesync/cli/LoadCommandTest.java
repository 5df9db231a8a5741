package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.config.ApiReader;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code pagesync load} as a user meets it. */
final class LoadCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(620);

    private static String url(Sandbox of) {
        return of.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100";
    }

    private CommandRun load(String... options) {
        return CommandRun.of(Stream.concat(Stream.of("load", url(sandbox.sandbox()), "--rate", "0"), Stream.of(options))
                .toArray(String[]::new));
    }

    private static List<Integer> ids(byte[] lines) throws IOException {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    try {
                        return Json.MAPPER.readTree(line).path("id").intValue();
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    private static List<Integer> numbers(int to) {
        return IntStream.rangeClosed(1, to).boxed().toList();
    }

    private static JsonNode report(CommandRun run) throws IOException {
        return Json.MAPPER.readTree(run.errLines().get(run.errLines().size() - 1));
    }

    @Test
    void load_toAFile_writesEachRecordOnceAndSaysWhere() throws IOException {
        Path file = folder.resolve("packages.jsonl");

        CommandRun run = load("--to", file.toString(), "--key", "id");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(ids(Files.readAllBytes(file))).containsExactlyInAnyOrderElementsOf(numbers(620));
        assertThat(run.err())
                .startsWith("COMPLETE   620 of 620 records in 7 pages, ")
                .contains("evidence   counted, end seen, unique keys; not checked: bracket\n")
                .contains("written to " + file + "\n");
        assertThat(folder.resolve("packages.jsonl.part")).doesNotExist();
    }

    @Test
    void load_inPageOrder_writesRecordsInTheOrderOfTheApi() throws IOException {
        Path file = folder.resolve("packages.jsonl");

        assertThat(load("--to", file.toString(), "--order", "page").code()).isZero();

        assertThat(ids(Files.readAllBytes(file))).isEqualTo(numbers(620));
    }

    @Test
    void load_toSeveralDestinations_givesEachEverything() throws IOException {
        Path plain = folder.resolve("a.jsonl");
        Path packed = folder.resolve("b.jsonl.gz");

        CommandRun run = load(
                "--to",
                plain.toString(),
                "--to",
                packed.toString(),
                "--to",
                "file:" + folder.resolve("each") + "?fileName=${exchangeId}.json",
                "--per",
                "record",
                "--quiet");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(ids(Files.readAllBytes(plain))).containsExactlyInAnyOrderElementsOf(numbers(620));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(packed)))) {
            assertThat(ids(unpacked.readAllBytes())).containsExactlyInAnyOrderElementsOf(numbers(620));
        }
        try (Stream<Path> each = Files.list(folder.resolve("each"))) {
            assertThat(each).hasSize(620).allSatisfy(file -> assertThat(file)
                    .content(StandardCharsets.UTF_8)
                    .startsWith("{\"id\":")
                    .endsWith("}"));
        }
    }

    @Test
    void load_perPageToAnEndpoint_givesItThePagesAsTheyWere() throws IOException {
        assertThat(load("--to", "file:" + folder + "?fileName=${header.PagesyncPage}.json")
                        .code())
                .isZero();

        assertThat(numbers(7)).allSatisfy(page -> assertThat(Json.MAPPER
                        .readTree(folder.resolve(page + ".json").toFile())
                        .path("page")
                        .intValue())
                .isEqualTo(page));
    }

    @Test
    void load_withJson_endsStandardErrorWithTheReportInOneLine() throws IOException {
        CommandRun run = load("--to", folder.resolve("a.jsonl").toString(), "--json");

        JsonNode report = report(run);
        assertThat(report.path("verdict").textValue()).isEqualTo("COMPLETE");
        assertThat(report.path("url").textValue()).isEqualTo(url(sandbox.sandbox()));
        assertThat(report.at("/records/delivered").intValue()).isEqualTo(620);
        assertThat(report.path("destinations").get(0).textValue())
                .isEqualTo(folder.resolve("a.jsonl").toString());
        assertThat(run.err()).endsWith("}" + System.lineSeparator());
    }

    @Test
    void load_quietWithJson_saysTheReportAlone() throws IOException {
        CommandRun run = load("--to", folder.resolve("a.jsonl").toString(), "--json", "--quiet");

        assertThat(run.errLines()).hasSize(1);
        assertThat(report(run).path("verdict").textValue()).isEqualTo("COMPLETE");
    }

    @Test
    void load_bracketed_saysSo() {
        CommandRun run = load("--to", folder.resolve("a.jsonl").toString(), "--verify", "bracketed", "--key", "id");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("evidence   counted, end seen, unique keys, bracketed\n");
    }

    @Test
    void load_bracketedWithoutAKey_isRefusedBeforeAnyRequest() {
        CommandRun run = load("--verify", "bracketed", "--key", "none");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "pagesync: verify is bracketed, which compares keys, but the key is none; name one, such"
                                + " as id (--key)");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void load_printedAsASync_isARouteThatRuns() throws IOException {
        Path file = folder.resolve("it's \"a\" & b+c %41.jsonl");
        CommandRun printed = load("--to", file.toString(), "--to", "seda:packages", "--key", "id", "--print-sync");

        assertThat(printed.code()).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(sandbox.requests()).hasSize(1);
        List<?> routes = (List<?>) new Load(LoadSettings.builder().build()).loadFromString(printed.out());
        assertThat(routes).singleElement().satisfies(route -> assertThat((Map<?, ?>) route)
                .isNotEmpty());
        try (Engine engine = Engine.start(ApiReader.defaults("load", sandbox.baseUri()))) {
            engine.addRoutes("printed", printed.out());
            RunReport report = Pipeline.run(engine.context(), "load");
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        }
        assertThat(ids(Files.readAllBytes(file))).hasSize(620);
    }

    @Test
    void load_withAPageThatFailsForGood_stopsAndSetsTheFileAside() throws IOException {
        Path file = folder.resolve("a.jsonl");
        try (Sandbox failing = failing(Map.of(2, 500))) {
            CommandRun run = CommandRun.of(
                    "load",
                    url(failing),
                    "--rate",
                    "0",
                    "--attempts",
                    "1",
                    "--concurrency",
                    "1",
                    "--to",
                    file.toString());

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.err())
                    .startsWith("PARTIAL    100 of 620 records in 1 of 7 pages, ")
                    .contains("stopped    page 2 failed\n")
                    .contains("page 2     GET " + url(failing)
                            + "&page=2 answered 500 (internal server error): 'This failure was ordered'")
                    .contains("written to " + file
                            + ".part (set aside, the run is PARTIAL; the same command goes on with it)\n")
                    .contains(
                            "next       mend what is named above and run it again; only what is missing is asked for\n");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void load_withAPageThatFailsAndToContinue_loadsTheOthers() throws IOException {
        try (Sandbox failing = failing(Map.of(2, 500, 5, 403))) {
            CommandRun run = CommandRun.of(
                    "load",
                    url(failing),
                    "--rate=0",
                    "--attempts=1",
                    "--on-page-failure=continue",
                    "--quiet",
                    "--to=" + folder.resolve("a.jsonl"),
                    "--json");

            assertThat(run.code()).isEqualTo(4);
            assertThat(report(run).at("/pages/delivered").intValue()).isEqualTo(5);
            assertThat(run.err())
                    .contains("page 2     GET ")
                    .contains("page 5     GET ")
                    .contains("answered 403 (forbidden): 'This failure was ordered'; no credentials were sent")
                    .doesNotContain("stopped");
        }
    }

    @Test
    void load_ofAPathThatIsNotThere_saysItWasNotFound() {
        CommandRun run = CommandRun.of("load", sandbox.baseUri() + "/v2/nothing", "--rate", "0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines())
                .contains("page 1     GET " + sandbox.baseUri()
                        + "/v2/nothing answered 404 (not found): 'There is nothing at /v2/nothing';"
                        + " check the path and the query");
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void load_withoutTheTokenItNeeds_saysHowToGiveOne() throws IOException {
        try (Sandbox closed =
                Sandbox.start(SandboxSettings.builder().authRequired(true).build())) {
            CommandRun run = CommandRun.of("load", url(closed), "--rate", "0");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .contains("answered 401 (unauthorized): 'No valid token: log in first'; check the credentials:"
                            + " --bearer-env VAR says who asks\n");
            assertThat(closed.requests()).hasSize(1);
        }
    }

    @Test
    void load_fromAServerThatIsNotRunning_saysSo() {
        sandbox.sandbox().close();

        CommandRun run = load("--attempts", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("failed: nothing answers there (").contains("); is the server running?\n");
    }

    @Test
    void load_fromAHostThatNobodyKnows_saysSo() {
        CommandRun run = CommandRun.of("load", "http://api.invalid/items", "--attempts", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines())
                .contains("page 1     GET http://api.invalid/items failed: no host of this name is known; check"
                        + " the URL");
    }

    private static Sandbox failing(Map<Integer, Integer> pages) throws IOException {
        return Sandbox.start(SandboxSettings.builder()
                .records(620)
                .faults(Faults.none().withFailingPages(pages))
                .build());
    }
}
