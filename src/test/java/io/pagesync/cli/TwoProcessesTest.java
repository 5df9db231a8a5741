package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that ask one API, for one collection. */
final class TwoProcessesTest {

    @TempDir
    private Path folder = Path.of("");

    private CommandProcess load(Sandbox sandbox, String name, String rate) throws IOException {
        return CommandProcess.start(
                Files.createDirectory(folder.resolve(name)),
                Redirect.DISCARD,
                Map.of(),
                List.of("-Djava.io.tmpdir=" + folder),
                "load",
                sandbox.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100",
                "--rate",
                rate);
    }

    private static Sandbox sandbox() throws IOException {
        return Sandbox.start(
                SandboxSettings.builder().records(1_000).rateLimit(0).build());
    }

    private Path shared() {
        return folder.resolve("pagesync-" + System.getProperty("user.name"));
    }

    private List<Path> inShared() throws IOException {
        try (Stream<Path> files = Files.list(shared())) {
            return files.toList();
        }
    }

    @Test
    void load_whileAnotherProcessLoadsTheSame_isToldOfItAtTheStart() throws Exception {
        try (Sandbox sandbox = sandbox();
                CommandProcess first = load(sandbox, "first", "0.2")) {
            await().until(() -> sandbox.requests().size() == 1);

            try (CommandProcess second = load(sandbox, "second", "1000")) {
                assertThat(second.exitCode()).as(second::err).isZero();
                assertThat(second.err())
                        .contains("pagesync: the sync load runs in another process, too (process "
                                + first.process().pid() + ", sync load, since ")
                        .contains("pagesync: " + sandbox.baseUri() + " is asked by another process, too (process "
                                + first.process().pid());
            }
            assertThat(first.process().isAlive()).isTrue();
            assertThat(inShared()).hasSize(2);
            assertThat(Files.getPosixFilePermissions(shared())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void load_afterAnotherProcessWasKilled_isToldOfNone() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            try (CommandProcess first = load(sandbox, "first", "0.2")) {
                await().until(() -> sandbox.requests().size() == 1);
                first.process().destroyForcibly().waitFor();
            }
            try (CommandProcess second = load(sandbox, "second", "1000")) {
                assertThat(second.exitCode()).as(second::err).isZero();
                assertThat(second.err()).startsWith("COMPLETE ");
            }
        }
    }

    @Test
    void load_whereOthersMayWriteTheSharedFolder_leavesItAlone() throws Exception {
        Files.createDirectory(
                shared(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Sandbox sandbox = sandbox();
                CommandProcess load = load(sandbox, "load", "1000")) {
            assertThat(load.exitCode()).as(load::err).isZero();
            assertThat(load.err()).startsWith("COMPLETE ");
            assertThat(inShared()).isEmpty();
        }
    }
}
