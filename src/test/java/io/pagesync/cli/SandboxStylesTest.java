package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.cli.option.OptionNames;
import io.pagesync.config.ApiReader;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each style of the sandbox is loaded by the parameters that it says of itself, as a sync and as a command. */
@Timeout(180)
final class SandboxStylesTest {
    /** What it takes at the most to recognise what is not said. */
    private static final int MOST_LOOKS = 3;

    private static final String LICENCE = "licenseNumber=C11-0000001-LIC";

    @TempDir
    private Path folder = Path.of("");

    private static Sandbox sandbox(SandboxStyle style) throws Exception {
        return Sandbox.start(SandboxSettings.builder().style(style).records(345).build());
    }

    @ParameterizedTest
    @EnumSource
    void sync_isLoadedAndProved(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = sandbox(style)) {
            TestSync sync = TestSync.packages().with("query", "RAW(" + LICENCE + ")");
            style.parameters()
                    .forEach((name, value) -> sync.with(
                            name,
                            value.isEmpty() ? "" : "RAW(" + (name.equals("query") ? LICENCE + "&" : "") + value + ")"));
            RunReport report = sync.run(TestApi.at(sandbox.baseUri()));

            assertComplete(report, sandbox, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_printedAsASync_runs(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = sandbox(style)) {
            CommandRun printed = CommandRun.of(arguments(sandbox, style));
            assertThat(printed.code()).isZero();
            try (Engine engine = Engine.start(ApiReader.defaults("load", sandbox.baseUri()))) {
                engine.addRoutes("printed", printed.out());
                assertComplete(Pipeline.run(engine.context(), "load"), sandbox, MOST_LOOKS);
            }
        }
    }

    /** What a placeholder or a body has to say, and what only the API's documentation can. */
    private static final Set<String> NEEDED =
            Set.of("body", "next", "more", "cursorParameter", "pageSize", "firstPage");

    @ParameterizedTest
    @EnumSource
    void load_withoutAWordOfPaging_isRecognised(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = sandbox(style)) {
            Path file = folder.resolve("packages.jsonl");
            Map<String, String> given = new TreeMap<>(style.parameters());
            String path = given.getOrDefault("path", "/v2/packages/active");
            String query = given.containsKey("query") ? LICENCE + "&" + given.get("query") : LICENCE;
            List<String> arguments = new ArrayList<>(
                    List.of("load", sandbox.baseUri() + path + "?" + query, "--to", file.toString(), "--rate", "0"));
            if (given.containsKey("body") || (path + query).contains("{")) {
                given.keySet().retainAll(NEEDED);
                given.forEach((name, value) -> arguments.addAll(List.of(new OptionNames().parameter(name), value)));
            }

            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

            assertThat(run.err()).contains("COMPLETE   345 ");
            assertThat(file).content().hasLineCount(345);
        }
    }

    private static String[] arguments(Sandbox sandbox, SandboxStyle style) {
        Map<String, String> given = new TreeMap<>(style.parameters());
        String path = given.getOrDefault("path", "/v2/packages/active");
        String query = given.containsKey("query") ? LICENCE + "&" + given.get("query") : LICENCE;
        List<String> arguments = new ArrayList<>(
                List.of("load", sandbox.baseUri() + path + "?" + query, "--print-sync", "--to", "log:x"));
        given.forEach((name, value) -> {
            if (!name.equals("path") && !name.equals("query")) {
                arguments.add(new OptionNames().parameter(name));
                arguments.add(value);
            }
        });
        return arguments.toArray(String[]::new);
    }

    private static void assertComplete(RunReport report, Sandbox sandbox, int looks) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(345);
        // Behind an end that nobody tells there may be as many as there are slots.
        assertThat(sandbox.requests())
                .hasSizeBetween(4, 14 + looks)
                .extracting(LoggedRequest::page)
                .contains(1, 2, 3, 4);
    }
}
