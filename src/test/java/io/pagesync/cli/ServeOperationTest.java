package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.testing.SandboxExtension;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a process that serves. */
final class ServeOperationTest {
    private static final Pattern ADDRESS = Pattern.compile("page, metrics and health: (http://127\\.0\\.0\\.1:\\d+)");

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(250);

    @TempDir
    private Path folder = Path.of("");

    private static String get(URI address, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void serve_hasOneLineOfJsonForEachRun_andItsMetricsAndHealth() throws Exception {
        packages()
                .with("schedule", "* * * * * ?")
                .steps("- log: { loggingLevel: WARN, message: 'a \"page\"' }")
                .write(folder);
        try (CommandProcess serve = CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of(
                        "PAGESYNC_API_T3_BASE_URL", SANDBOX.baseUri().toString(),
                        "PAGESYNC_MANAGEMENT_PORT", "0",
                        "PAGESYNC_LOG_FORMAT", "json"),
                List.of(
                        "-Dpagesync.home=" + folder,
                        "-Dlogback.configurationFile="
                                + Path.of("config/logback.xml").toAbsolutePath()),
                "serve")) {
            await().until(() -> {
                assertThat(serve.process().isAlive()).as(serve::err).isTrue();
                return serve.err().contains("\"verdict\":\"COMPLETE\"");
            });

            assertThat(serve.err().lines())
                    .allMatch(line -> line.startsWith("{\"time\":\""))
                    .anyMatch(line -> line.contains(
                            "\"level\":\"WARN\",\"logger\":\"packages\",\"sentence\":\"a \\\"page\\\"\""));
            assertThat(serve.err().lines().filter(line -> line.contains("\"verdict\"")))
                    .anyMatch(line ->
                            line.contains("\"level\":\"INFO\",\"sentence\":\"packages: COMPLETE, 250 of 250 records"));
            Matcher address = ADDRESS.matcher(serve.err());
            assertThat(address.find()).as(serve::err).isTrue();
            URI port = URI.create(address.group(1));
            assertThat(get(port, "/health")).isEqualTo("{\"status\":\"UP\"}\n");
            assertThat(get(port, "/metrics"))
                    .containsPattern("pagesync_runs_seconds_count\\{sync=\"packages\",verdict=\"complete\"} [1-9]");
        }
    }
}
