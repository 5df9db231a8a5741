package io.pagesync.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kinds of places that records may go to, by the names that users give. */
final class FilePlaceTest {
    @TempDir
    private Path folder = Path.of("set by JUnit");

    private static final DestinationKind.Host NOTHING = new DestinationKind.Host() {
        @Override
        public <T> T get(Class<T> type) {
            throw new AssertionError(type);
        }
    };

    private final Run run = TestRuns.run();

    @Test
    void open_aFolder_isRefused() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (String name : new String[] {data.toString(), folder + "/new/", "/", "."}) {
            assertThatThrownBy(() -> open(name))
                    .hasMessage("the file " + name + " cannot be written: it is a folder; name another file");
        }
    }

    @Test
    void open_belowAFile_namesTheFileThatIsInTheWay() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("out.jsonl");
        assertThatThrownBy(() -> open(blocked.toString()))
                .hasMessage("the file " + blocked + " cannot be written: " + blocked.getParent()
                        + " is no folder one can write to; name another file");
    }

    @Test
    void open_aNameThatNoFileCanHave_isRefused() {
        assertThatThrownBy(() -> open("a\0b"))
                .hasMessageContaining("it must be a file's path, or - for standard output");
    }

    @Test
    void write_throughALink_replacesTheFileAndLeavesTheLink() throws IOException {
        Path target =
                Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("out.jsonl"), "before\n");
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("data/out.jsonl"));
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), second);
        var unused = write(link.toString());
        assertThat(link).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(target).isRegularFile().hasContent("{\"id\":1}\n");
        assertThat(folder.resolve("link.jsonl.part")).doesNotExist();
    }

    @Test
    void write_throughALinkToNothing_makesTheFile() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), Path.of("data/out.jsonl"));
        var unused = write(link.toString());
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("data/out.jsonl")).hasContent("{\"id\":1}\n");
    }

    @Test
    void open_inAFolderThatIsNotThere_isRefusedAndNothingIsMade() {
        Path file = folder.resolve("dtaa/out.jsonl");
        assertThatThrownBy(() -> open(file.toString()))
                .hasMessage("the file " + file + " cannot be written: there is no folder " + file.getParent()
                        + "; make it (mkdir -p), or name another file");
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void write_overAFileThatIsMountedAlone_writesItInItsPlaceAndSaysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "before, and longer than what comes\n");
        Path mounted = Files.writeString(folder.resolve("mounted"), "before, and longer than what comes\n");
        assumeTrue(mount("--bind", mounted.toString(), file.toString()), "only root may mount");
        try {
            assertThat(write(file.toString()))
                    .isEqualTo(file + " (written over, as no other file can be put in its place)");
            assertThat(mounted).hasContent("{\"id\":1}\n");
            assertThat(folder.resolve("out.jsonl.part")).doesNotExist();
        } finally {
            new ProcessBuilder("umount", file.toString()).start().waitFor();
        }
    }

    private static boolean mount(String... arguments) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(Stream.of("mount"), Stream.of(arguments))
                                    .toList())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void open_aLinkToItself_isRefused() throws IOException {
        Path link = folder.resolve("link.jsonl");
        Files.createSymbolicLink(link, link);
        assertThatThrownBy(() -> open(link.toString())).hasMessageContaining("it is a link that leads nowhere");
    }

    @Test
    void write_overAFile_keepsItsMode() throws IOException {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "before\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        var unused = write(file.toString());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    }

    @Test
    void write_overAFileOfAnotherUser_keepsItsOwnerAndGroup() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
        Path file = Files.writeString(folder.resolve("out.jsonl"), "before\n");
        var users = file.getFileSystem().getUserPrincipalLookupService();
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        view.setOwner(users.lookupPrincipalByName("nobody"));
        view.setGroup(users.lookupPrincipalByGroupName("daemon"));
        var unused = write(file.toString());
        PosixFileAttributes is = view.readAttributes();
        assertThat(is.owner().getName()).isEqualTo("nobody");
        assertThat(is.group().getName()).isEqualTo("daemon");
    }

    @Test
    void write_toANamedPipe_goesStraightThrough() throws Exception {
        Path pipe = folder.resolve("pipe.jsonl");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        write(pipe.toString());
        assertThat(reader.get()).isEqualTo("{\"id\":1}\n");
        try (var there = Files.list(folder)) {
            assertThat(there).containsExactly(pipe);
        }
    }

    @Test
    void write_toADevice_leavesTheDeviceWhereItIs() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        Destination one = open("/dev/null");
        Destination other = open("/dev/null");
        write(one);
        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(device).exists();
        assertThat(Path.of("/dev/null.part")).doesNotExist();
        assertThat(other.describe()).isEqualTo("/dev/null");
    }

    private Destination open(String name) {
        return new JsonLinesKind().use(Map.of("file", name), NOTHING).open(run);
    }

    private String write(String name) {
        return write(open(name));
    }

    private String write(Destination to) {
        Page page = TestRuns.page(1, 1);
        Delivery delivery = run.deliver(1);
        delivery.join();
        delivery.arrived(page);
        to.write(page, delivery);
        delivery.leave(null);
        try {
            return to.finish(Verdict.COMPLETE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
