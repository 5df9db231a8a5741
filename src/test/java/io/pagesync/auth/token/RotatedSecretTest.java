package io.pagesync.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.api.credential.LogIn;
import io.pagesync.settings.Given;
import io.pagesync.settings.Problems;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class RotatedSecretTest {
    @TempDir
    private Path folder = Path.of("");

    private static RotatedSecret of(Map<String, Value> set) {
        return new RotatedSecret(
                SecretSource.of(new Given(set, name -> "auth." + name, name -> name, new Problems()), "refresh-token"));
    }

    private static RotatedSecret in(Path file) {
        return of(Map.of("refresh-token-file", Value.of(file.toString(), "a test")));
    }

    private Path file() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void replace_inAFile_isThereAsAWhole_withItsMode_andNothingBesideIt() throws IOException {
        Path file = file();

        assertThat(in(file).replace("second")).isEmpty();

        assertThat(file).hasContent("second\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
        assertThat(in(file).read()).isEqualTo("second");
    }

    @Test
    void replace_throughALink_leavesTheLink() throws IOException {
        Path file = file();
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(in(link).replace("second")).isEmpty();

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("second\n");
    }

    @Test
    void read_afterAnotherProcessHasReplacedIt_isTheNewest() throws IOException {
        Path file = file();
        RotatedSecret ours = in(file);
        RotatedSecret others = in(file);

        assertThat(ours.replace("second")).isEmpty();
        assertThat(others.read()).isEqualTo("second");
        assertThat(others.replace("third")).isEmpty();
        assertThat(ours.read()).isEqualTo("third");
    }

    @Test
    void replace_ofOneInTheEnvironment_isKeptAndSaid() {
        RotatedSecret secret = of(Map.of("refresh-token", Value.ofVariable("first", "V")));

        assertThat(secret.replace("second").orElseThrow())
                .startsWith("the log-in gave a new refresh token, which is lost when this process ends");
        assertThat(secret.read()).isEqualTo("second");
    }

    @Test
    void replace_whereNothingCanBeWritten_isKeptAndSaid() throws IOException {
        Path file = file();
        RotatedSecret secret = in(file);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(file, elsewhere.resolve("token"));
        // A link to a file in a folder that is none any more as soon as it is to be written.
        Files.createSymbolicLink(file, Path.of("/proc/self/comm"));

        assertThat(secret.replace("second").orElseThrow())
                .contains("could not be written to " + file)
                .doesNotContain("second");
        assertThat(secret.read()).isEqualTo("second");
    }

    @Test
    void replace_ofAFileThatIsGone_isKeptAndSaid() throws IOException {
        Path file = file();
        RotatedSecret secret = in(file);
        Files.delete(file);

        assertThat(secret.replace("second").orElseThrow()).contains("could not be written to " + file);
        assertThat(secret.read()).isEqualTo("second");
    }

    @Test
    void hold_keepsTheSecondOutUntilTheFirstIsDone() throws Exception {
        Path file = file();
        LogIn.Hold first = in(file).hold();
        AtomicBoolean through = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Thread second = new Thread(() -> {
            try (LogIn.Hold hold = in(file).hold()) {
                through.set(hold != null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        second.start();
        Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
        assertThat(through).isFalse();

        first.close();
        done.await();
        assertThat(through).isTrue();
    }

    @Test
    void hold_interruptedWhileItWaits_holdsNothing() throws Exception {
        Path file = file();
        try (LogIn.Hold first = in(file).hold()) {
            assertThat(first).isNotNull();
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread second = new Thread(() -> {
                try (LogIn.Hold hold = in(file).hold()) {
                    interrupted.set(hold == null);
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            second.start();
            Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
            second.interrupt();
            second.join();
            assertThat(interrupted).isTrue();
        }
        in(file).hold().close();
    }
}
