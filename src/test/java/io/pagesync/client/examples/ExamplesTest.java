package io.pagesync.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.HostContext;
import io.pagesync.client.PagesyncClient;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/java.md do what the document says, and are what the document shows. */
@Timeout(180)
final class ExamplesTest {
    private static final Path SOURCE = Path.of("src/test/java/io/pagesync/client/examples/Examples.java");

    @Test
    void example_each_doesWhatItSays(@TempDir Path folder) throws Exception {
        SandboxSettings settings =
                SandboxSettings.builder().records(1234).rateLimit(0).build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = PagesyncClient.at(sandbox.baseUri().toString())
                        .rateLimit(0)
                        .open()) {
            Examples examples = new Examples(sandbox.baseUri().toString());
            examples.records();
            examples.fields(client);
            examples.async(client);
            Path file = folder.resolve("packages.jsonl");
            examples.stream(client, file);
            examples.publisher(client);
            examples.function(Examples.SMALL);
            examples.errors(client);
            examples.limiter(client);

            assertThat(examples.printed().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("1234 records, COMPLETE"),
                            line -> assertThat(line).isEqualTo("1"),
                            line -> assertThat(line).matches("\\d+ 1 \\d+ 1"),
                            line -> assertThat(line).isEqualTo("15 pages"),
                            line -> assertThat(line).isEqualTo("the last one was page 13"),
                            line -> assertThat(line).isEqualTo("3 parts"),
                            line -> assertThat(line).startsWith("404 for page 1 of http://127.0.0.1:"),
                            line -> assertThat(line).isEqualTo("one call of my own"),
                            line -> assertThat(line).isEqualTo("and one more"));
            assertThat(Files.readAllLines(file)).hasSize(1234);
        }
    }

    @Test
    void example_inAContext_loadsByItsSettings() throws IOException {
        SandboxSettings settings =
                SandboxSettings.builder().records(10).rateLimit(0).build();
        try (Sandbox sandbox = Sandbox.start(settings);
                HostContext host = HostContext.of(sandbox).start()) {
            Examples examples = new Examples("");
            examples.context(host.context());

            assertThat(examples.printed()).isEqualTo("10 records in the context of the application\n");
        }
    }

    @Test
    void example_ofALogIn_logsIn() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(10)
                .authRequired(true)
                .rateLimit(0)
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = new Examples(sandbox.baseUri().toString()).logIn("demo-key")) {
            assertThat(client.collection("/v2/packages/active?licenseNumber=C11-0000001-LIC")
                            .records())
                    .hasSize(10);
        }
    }

    @Test
    void document_showsTheExamplesAsTheyAre() throws IOException {
        List<String> shown = found(Files.readString(Path.of("docs/java.md")), "```java\n(.*?)```");
        List<String> run = found(Files.readString(SOURCE), " *// begin [\\w-]+\n(.*?)\n *// end ");

        assertThat(shown).hasSameSizeAs(run).containsExactlyInAnyOrderElementsOf(run);
    }

    private static List<String> found(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1).stripTrailing().stripIndent().strip());
        }
        return found;
    }
}
