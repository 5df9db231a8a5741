package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in {@code routes/}, on a fresh clone: nothing is configured, nothing listens. */
final class ShippedSyncTest {
    @Test
    void lint_findsNothing() {
        CommandRun lint = CommandRun.of("lint");

        assertThat(lint.err()).isEmpty();
        assertThat(lint.out()).startsWith("no findings: 2 syncs");
        assertThat(lint.code()).isZero();
    }

    @Test
    void list_saysThatNoneHasAScheduleAndThatTheirApiIsTheSandbox() {
        assertThat(CommandRun.of("list").out())
                .matches(
                        "licences +- +- +http://127\\.0\\.0\\.1:8480/v2/packages/active\\?licenseNumber=\\{licenseNumber}&pageSize=500&sort=id:asc\\R"
                                + "packages +- +- +http://127\\.0\\.0\\.1:8480/v2/packages/active\\?licenseNumber=C11-0000001-LIC&pageSize=500&sort=id:asc\\R");
    }

    @Test
    void readme_showsItAsItIs() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .contains("```yaml\n" + Files.readString(Path.of("routes/packages.camel.yaml")) + "```\n");
    }

    @Test
    void command_thatUsesNoQueue_loadsNothingOfJmsAndKafka(@TempDir Path folder) throws Exception {
        Path loaded = folder.resolve("classes");
        Path home = Files.createDirectories(folder.resolve("home/routes")).getParent();
        try (CommandProcess list = CommandProcess.start(
                folder,
                ProcessBuilder.Redirect.DISCARD,
                Map.of(),
                List.of("-Xlog:class+load:file=" + loaded, "-Dpagesync.home=" + home),
                "list")) {
            assertThat(list.exitCode()).as(list.err()).isZero();
        }

        // Camel asks every jar for its type converters, which costs two interfaces and no more.
        assertThat(Files.readString(loaded))
                .contains("io.pagesync.camel.jms.JmsSetup")
                .doesNotContain(
                        " jakarta.jms.ConnectionFactory",
                        " org.springframework.jms.",
                        " org.apache.activemq.",
                        " org.messaginghub.",
                        " org.apache.kafka.",
                        " io.netty.");
    }
}
