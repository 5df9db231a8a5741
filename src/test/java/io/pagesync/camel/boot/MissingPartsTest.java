package io.pagesync.camel.boot;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An application with the jar and nothing but what it brings: a part that is missing is told in one sentence. */
final class MissingPartsTest {
    /** What Maven brings along with the jar, since it is not optional. */
    private static final Pattern BROUGHT = Pattern.compile(
            "camel-(api|attachments|base|bean|cloud|cluster|core|direct|dsl|file|http|jackson|kamelet|log"
                    + "|main|management-api|seda|support|util|xml-jaxp-util|yaml)\\b.*|(httpc|jackson-|hppc|slf4j-api"
                    + "|jspecify|snakeyaml-engine|jakarta.activation|jakarta.xml.bind|jakarta.servlet).*");

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(250);

    @TempDir
    private Path folder = Path.of("");

    private static boolean isThere(String entry) {
        return !entry.endsWith(".jar")
                || BROUGHT.matcher(Path.of(entry).getFileName().toString()).matches();
    }

    private String file(String name, TestSync sync) throws Exception {
        Path file = folder.resolve(name + ".camel.yaml");
        Files.writeString(file, sync.yaml().replace("id: packages", "id: " + name));
        return file.toString();
    }

    private TestSync to(String step) {
        return packages().with("key", "id").steps("- to: " + step);
    }

    @Test
    void application_withoutAPart_runsWhatDoesNotNeedIt_andIsToldWhatElseDoes() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(MissingPartsTest::isThere)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                BareApplication.class.getName(),
                SANDBOX.baseUri().toString()));
        String lines = "{ uri: kamelet:jsonl-sink, parameters: { file: " + folder.resolve("items.jsonl") + " } }";
        command.add(file("lines", to(lines)));
        command.add(file("table", to("{ uri: kamelet:database-sink, parameters: { table: packages } }")));
        command.add(file("nightly", to(lines).with("schedule", "0 0 2 * * ?")));
        command.add(file("queue", to("{ uri: kamelet:queue-sink, parameters: { queue: packages } }")));
        command.add(file("topic", to("{ uri: kamelet:kafka-sink, parameters: { topic: packages } }")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(said).hasSize(5);
        assertThat(said.get(0)).isEqualTo("lines: COMPLETE");
        assertThat(said.get(1)).contains("need org.jooq:jooq and com.zaxxer:HikariCP on the classpath; add both");
        assertThat(said.get(2)).contains("schedule: '0 0 2 * * ?', which needs org.apache.camel:camel-quartz");
        assertThat(said.get(3)).contains("needs org.apache.camel:camel-jms");
        assertThat(said.get(4)).contains("needs org.apache.kafka:kafka-clients on the classpath");
    }
}
