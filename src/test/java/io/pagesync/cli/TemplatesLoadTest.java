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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections whose requests have placeholders, as a sync and as a command. */
@Timeout(60)
final class TemplatesLoadTest {
    private static final String LICENCE = "licenseNumber=C11-0000001-LIC";

    private static Sandbox sandbox(SandboxStyle style) throws Exception {
        return Sandbox.start(
                SandboxSettings.builder().style(style).records(345).build());
    }

    @ParameterizedTest
    @EnumSource(names = {"NUMBERS_IN_PATH", "SIZE_IN_PAGE", "SEARCH"})
    void sync_isLoadedInParallelAndProved(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = sandbox(style)) {
            TestSync sync = TestSync.packages().with("query", "RAW(" + LICENCE + ")");
            style.parameters().forEach((name, value) -> sync.with(
                    name,
                    "RAW(" + (name.equals("query") ? LICENCE + "&" + value : value) + ")"));
            RunReport report = sync.run(TestApi.at(sandbox.baseUri()));

            assertComplete(report, sandbox);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NUMBERS_IN_PATH", "SIZE_IN_PAGE", "SEARCH"})
    void load_printedAsASync_runs(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = sandbox(style)) {
            CommandRun printed = CommandRun.of(arguments(sandbox, style));
            assertThat(printed.code()).isZero();
            try (Engine engine = Engine.start(ApiReader.defaults("load", sandbox.baseUri()))) {
                engine.addRoutes("printed", printed.out());
                assertComplete(Pipeline.run(engine.context(), "load"), sandbox);
            }
        }
    }

    private static String[] arguments(Sandbox sandbox, SandboxStyle style) {
        Map<String, String> given = new TreeMap<>(style.parameters());
        String path = given.getOrDefault("path", "/v2/packages/active");
        String query = given.containsKey("query") ? LICENCE + "&" + given.get("query") : LICENCE;
        List<String> arguments =
                new ArrayList<>(List.of("load", sandbox.baseUri() + path + "?" + query, "--print-sync", "--to", "log:x"));
        given.forEach((name, value) -> {
            if (!name.equals("path") && !name.equals("query")) {
                arguments.add(new OptionNames().parameter(name));
                arguments.add(value);
            }
        });
        return arguments.toArray(String[]::new);
    }

    private static void assertComplete(RunReport report, Sandbox sandbox) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(345);
        assertThat(report.evidence()).contains("counted", "end seen");
        assertThat(sandbox.requests())
                .extracting(LoggedRequest::page)
                .containsExactlyInAnyOrder(1, 2, 3, 4);
    }
}
