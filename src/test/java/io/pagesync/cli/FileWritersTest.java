package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that write one file. */
final class FileWritersTest {

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private Path file = Path.of("");
    private Path part = Path.of("");

    @BeforeEach
    void names() {
        file = folder.resolve("packages.jsonl");
        part = folder.resolve("packages.jsonl.part");
    }

    @Test
    void load_whileAnotherProcessWritesTheFile_isRefusedBeforeItsFirstRequest() throws Exception {
        try (Sandbox slow = slow();
                Sandbox quick = sandbox(300);
                CommandProcess first = load(slow, "first")) {
            awaitWriting(first);
            try (CommandProcess second = load(quick, "second")) {
                assertThat(second.exitCode()).isEqualTo(5);
                assertThat(second.err())
                        .startsWith("pagesync: the file " + file + " is being written by run ")
                        .containsPattern("by run \\S+ of the sync load \\(process "
                                + first.process().pid() + "( on \\S+)?\\); wait for its end, or name another file\n");
            }
            assertThat(quick.requests()).isEmpty();
            long size = Files.size(part);
            await().until(() -> Files.size(part) > size);
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void load_ofSomethingElseAfterAnotherProcessWasKilled_replacesWhatItLeft() throws Exception {
        try (Sandbox slow = slow();
                Sandbox quick = sandbox(300)) {
            try (CommandProcess first = load(slow, "first")) {
                awaitWriting(first);
                first.process().destroyForcibly().waitFor();
            }
            assertThat(inFolder())
                    .containsExactlyInAnyOrder(
                            "packages.jsonl.part", "packages.jsonl.part.pages", "packages.jsonl.part.run", "first");
            try (CommandProcess second = load(quick, "second")) {
                assertThat(second.exitCode()).as(second::err).isZero();
            }
            assertThat(Files.readAllLines(file)).hasSize(300).doesNotHaveDuplicates();
            assertThat(inFolder()).containsExactlyInAnyOrder("packages.jsonl", "first", "second");
        }
    }

    private List<String> inFolder() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.map(each -> each.getFileName().toString()).toList();
        }
    }

    private void awaitWriting(CommandProcess process) {
        await().until(() -> {
            assertThat(process.process().isAlive()).as(process::err).isTrue();
            return Files.exists(part) && Files.size(part) > 0;
        });
    }

    /** Its pages take longer, at ten a second, than any machine takes to start another process. */
    private static Sandbox slow() throws IOException {
        return sandbox(123_450);
    }

    private static Sandbox sandbox(int records) throws IOException {
        return Sandbox.start(SandboxSettings.builder().records(records).build());
    }

    private CommandProcess load(Sandbox sandbox, String name) throws IOException {
        return CommandProcess.start(
                Files.createDirectory(folder.resolve(name)),
                Redirect.DISCARD,
                Map.of(),
                List.of(),
                "load",
                sandbox.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100",
                "--to",
                file.toString());
    }
}
