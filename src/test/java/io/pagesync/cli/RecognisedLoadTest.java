package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.config.ApiReader;
import io.pagesync.page.Json;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.testing.ShapeServer;
import io.pagesync.testing.ShapeServer.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code pagesync load URL} without a word about paging, of APIs that page in every way. */
@Timeout(180)
final class RecognisedLoadTest {
    @TempDir
    private Path folder = Path.of("");

    private static CommandRun run(String command, ShapeServer server, String pathAndQuery, String... options) {
        return CommandRun.of(
                Stream.concat(Stream.of(command, server.baseUri() + pathAndQuery, "--rate", "0"), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** Loads into a file: standard output is that of the process. */
    private CommandRun load(ShapeServer server, String... options) {
        return run(
                "load",
                server,
                "/items",
                Stream.concat(Stream.of("--to", file().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("items.jsonl");
    }

    private List<Integer> loaded() throws IOException {
        return ids(Files.readString(file()));
    }

    private static List<Integer> ids(String lines) throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            JsonNode record = Json.MAPPER.readTree(line);
            ids.add(record.path("id").intValue());
        }
        return ids;
    }

    private static List<Integer> numbers(int to) {
        return IntStream.rangeClosed(1, to).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IGNORES_PARAMETERS"})
    void load_ofAnyShape_hasEveryRecordOnce(Shape shape) throws IOException {
        try (ShapeServer server = ShapeServer.start(shape, 95)) {
            CommandRun run = load(server);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(loaded()).containsExactlyInAnyOrderElementsOf(numbers(95));
            assertThat(run.errLines()).anyMatch(line -> line.startsWith("pagesync: recognised: "));
            assertThat(run.err()).contains("COMPLETE   95 ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IGNORES_PARAMETERS"})
    void load_printedAsASync_runs(Shape shape) throws IOException {
        try (ShapeServer server = ShapeServer.start(shape, 95)) {
            CommandRun printed = load(server, "--print-sync");
            assertThat(printed.code()).as(printed.err()).isZero();

            try (Engine engine = Engine.start(ApiReader.defaults("load", server.baseUri()))) {
                engine.addRoutes("printed", printed.out());
                assertThat(Pipeline.run(engine.context(), "load").verdict()).isEqualTo(Verdict.COMPLETE);
            }
            assertThat(loaded()).containsExactlyInAnyOrderElementsOf(numbers(95));
        }
    }

    @ParameterizedTest
    @CsvSource({"DRF, 5", "SHOPIFY, 5", "WORDPRESS, 5", "MEMBERS, 5"})
    void load_whereTheFirstAnswerSaysAll_asksForNoPageTwice(Shape shape, int pages) throws IOException {
        try (ShapeServer server = ShapeServer.start(shape, 95)) {
            assertThat(load(server).code()).isZero();

            assertThat(server.asked()).hasSize(pages).doesNotHaveDuplicates();
        }
    }

    @Test
    void load_ofAnApiThatIgnoresWhatItIsAsked_isRefusedWithTheOptionsThatDecide() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.IGNORES_PARAMETERS, 95)) {
            CommandRun run = load(server);

            assertThat(run.code()).isEqualTo(1);
            assertThat(file()).doesNotExist();
            assertThat(run.err())
                    .contains(
                            "it is not known how the next page is asked for",
                            "--page-param",
                            "--offset-param",
                            "--next",
                            "if these are all, say that the end is declared (--end)");
            assertThat(server.asked()).hasSize(3);
        }
    }

    /** A list without pages, as many small services have it. */
    @Test
    void load_ofAnApiThatIgnoresWhatItIsAsked_isCompleteWhereTheEndIsDeclared() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.IGNORES_PARAMETERS, 15)) {
            CommandRun run = load(server, "--end", "declared");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("all of them in one answer");
            assertThat(loaded()).isEqualTo(numbers(15));
        }
    }

    /** Whether a full page is the last one, an answer that holds no list does not show. */
    @Test
    void load_noListBehindAFullPage_isPartialUnlessTheEndIsDeclared() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.NO_LIST_BEHIND_THE_END, 80)) {
            CommandRun run = load(server, "--attempts", "1", "--concurrency", "2");

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.err())
                    .contains(
                            "PARTIAL    80 records in 4 of ",
                            "page=5: there is nothing at /items, where the array of records was expected; the answer says"
                                    + " 'no more'; if that is how the API shows its end, say that it is declared (--end);"
                                    + " the others alike");
            assertThat(load(server, "--attempts", "1", "--end", "declared").err())
                    .contains("COMPLETE   80 records");
        }
    }

    @Test
    void load_ofASearchWhoseBodyHasNoOffset_putsItThere() throws IOException {
        try (Sandbox search = Sandbox.start(
                SandboxSettings.builder().style(SandboxStyle.SEARCH).records(95).build())) {
            CommandRun run = CommandRun.of(
                    "load",
                    search.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC",
                    "--body",
                    "{\"size\":20}",
                    "--rate",
                    "0",
                    "--to",
                    file().toString());

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("COMPLETE   95 of 95 records in 5 pages");
            assertThat(search.requests()).hasSize(5);
        }
    }

    @Test
    void plan_countsTheRequestsItTook() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.LIST_BY_NUMBER, 95)) {
            CommandRun run = run("plan", server, "/items");

            assertThat(run.code()).isZero();
            assertThat(run.out().lines())
                    .contains(
                            "asked      3 requests, to recognise how the API pages",
                            "note       recognised: the answer itself is the list of records (20), pages by number (page),"
                                    + " no total, the end is found by reading");
        }
    }

    @Test
    void preview_saysOnStandardErrorWhatItRecognised() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.SHOPIFY, 95)) {
            CommandRun run = run("preview", server, "/items", "-n", "30");

            assertThat(ids(run.out())).isEqualTo(numbers(30));
            assertThat(run.errLines()).singleElement().asString().contains("recognised: records at /items");
        }
    }

    @Test
    void options_winEachAlone_theRestIsRecognised() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.SHOPIFY, 95)) {
            CommandRun run = load(server, "--records", "/items");

            assertThat(run.code()).isZero();
            assertThat(loaded()).hasSize(95);
        }
    }

    @Test
    void options_thatSayAll_areFollowedWithoutALook() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.DRF, 95)) {
            CommandRun run = load(server, "--records", "/results", "--page-param", "page", "--total", "/count");

            assertThat(run.code()).isZero();
            assertThat(run.err()).startsWith("COMPLETE");
            assertThat(server.asked()).hasSize(5).contains("page=1");
        }
    }

    @Test
    void quiet_saysNothingOfWhatWasRecognised() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.SHOPIFY, 95)) {
            assertThat(load(server, "--quiet").err()).isEmpty();
        }
    }

    @Test
    void style_saysWhatOptionsDoNot() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.WORDPRESS, 95)) {
            CommandRun run = load(server, "--style", "wordpress");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).startsWith("COMPLETE   95 of 95 records");
            assertThat(server.asked()).hasSize(5).contains("page=1");
        }
    }

    @Test
    void style_thatIsNotThere_isNamedWithTheNearest() throws IOException {
        try (ShapeServer server = ShapeServer.start(Shape.WORDPRESS, 95)) {
            CommandRun run = load(server, "--style", "wordpres");

            assertThat(run)
                    .isEqualTo(new CommandRun(
                            2,
                            "",
                            "pagesync: there is no style 'wordpres'; those are there that have a file under routes/styles;"
                                    + " did you mean wordpress?\n"));
        }
    }
}
