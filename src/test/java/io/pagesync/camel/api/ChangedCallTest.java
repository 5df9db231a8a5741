package io.pagesync.camel.api;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** routes/pipeline/call.camel.yaml as somebody might change it: neither rate nor credential is lost in silence. */
final class ChangedCallTest {
    private static final String THREADS = "                - threads: { poolSize: 3, maxPoolSize: 3 }\n";
    private static final String AUTHORISE =
            "                - bean:\n                    ref: pagesync-api-{{api}}\n                    method: authorise\n";
    private static final String PERMIT = "                - to: direct:pagesync-permit-{{api}}\n";
    private static final String REQUEST = AUTHORISE.replace("authorise", "request");

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        Path pipeline = Files.createDirectories(folder.resolve("routes/pipeline"));
        try (Stream<Path> files = Files.list(Path.of("routes/pipeline"))) {
            files.forEach(file -> {
                try {
                    Files.copy(file, pipeline.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        System.setProperty("pagesync.home", folder.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty("pagesync.home", home);
    }

    private void change(String... steps) throws IOException {
        Path call = folder.resolve("routes/pipeline/call.camel.yaml");
        String yaml = Files.readString(call);
        for (int i = 0; i < steps.length; i += 2) {
            assertThat(yaml).contains(steps[i]);
            yaml = yaml.replace(steps[i], steps[i + 1]);
        }
        Files.writeString(call, yaml);
    }

    private static Sandbox sandbox() throws IOException {
        return Sandbox.start(SandboxSettings.builder()
                .records(3_950)
                .rateLimit(50)
                .authRequired(true)
                .build());
    }

    private static RunReport load(Sandbox sandbox) {
        return packages()
                .run(TestApi.at(sandbox.baseUri())
                        .rate(50)
                        .concurrency(5)
                        .auth(
                                Map.of(
                                        "type", "token-exchange",
                                        "path", "/v2/auth/apikey",
                                        "body", "{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}"),
                                Map.of("PAGESYNC_API_T3_AUTH_KEY", "demo-key")));
    }

    @Test
    void call_withThreadsBetweenItsSteps_keepsRateAndCredential() throws IOException {
        change(PERMIT, THREADS + PERMIT + THREADS, REQUEST, REQUEST + THREADS);
        try (Sandbox sandbox = sandbox()) {
            RunReport report = load(sandbox);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(sandbox.requests()).hasSize(41).allMatch(request -> request.status() == 200);
            assertThat(report.traffic().retries()).isZero();
        }
    }

    @Test
    void call_withoutItsPermit_sendsNothing() throws IOException {
        change(PERMIT, "");
        try (Sandbox sandbox = sandbox()) {
            RunReport report = load(sandbox);

            assertThat(report.failures().get(0).error())
                    .contains("a request was to go out without a permit of the rate, and was not sent");
            assertThat(sandbox.requests()).noneMatch(request -> request.page() != null);
        }
    }

    @Test
    void call_withoutAuthorise_sendsNothing() throws IOException {
        change(AUTHORISE, "");
        try (Sandbox sandbox = sandbox()) {
            RunReport report = load(sandbox);

            assertThat(report.failures().get(0).error())
                    .contains("a request was to go out before it was known who asks, and was not sent");
            assertThat(sandbox.requests()).isEmpty();
        }
    }
}
