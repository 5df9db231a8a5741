package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large collections to a file: every record once, in page order, as the server wrote it. */
@Tag("long")
final class ManyRecordsTest {
    @ParameterizedTest
    @CsvSource({"100000, 100", "1000000, 500"})
    void load_ofManyRecords_writesEachOnceInOrderByteForByte(int records, int pageSize, @TempDir Path folder)
            throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(records)
                .rateLimit(0)
                .retrievedAtVaries(false)
                .build();
        Path file = folder.resolve("packages.jsonl");
        try (Sandbox sandbox = Sandbox.start(settings);
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            RunReport report = packages()
                    .pageSize(pageSize)
                    .with("key", "id")
                    .with("order", "page")
                    .steps("- to: { uri: kamelet:jsonl-sink, parameters: { file: '" + file + "' } }")
                    .run(engine);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (int id = 1; id <= records; id++) {
                    assertThat(lines.readLine()).startsWith("{\"id\":" + id + ",");
                }
                assertThat(lines.readLine()).isNull();
            }
            assertThat(start(file)).startsWith(rawRecords(sandbox, pageSize));
        }
    }

    private static String start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(8192), StandardCharsets.UTF_8);
        }
    }

    /** The first records as they are on the wire. */
    private static String rawRecords(Sandbox sandbox, int pageSize) throws IOException {
        var page = sandbox.baseUri()
                .resolve("/v2/packages/active?licenseNumber=" + TestSync.LICENCE + "&pageSize=" + pageSize);
        try (var in = page.toURL().openStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String records = body.substring(body.indexOf('[') + 1, body.indexOf("},{\"id\":3,") + 1);
            return records.replace("},{\"id\":", "}\n{\"id\":");
        }
    }
}
