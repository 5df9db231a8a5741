package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pagesync record}: what it writes, and what it refuses. */
@Timeout(180)
final class RecordCommandTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(345);

    @TempDir
    private Path folder = Path.of("");

    private CommandRun record(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "record",
                SANDBOX.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&token=hidden&pageSize=100",
                "--rate",
                "0",
                "--to",
                folder.resolve("recording").toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("recording"))) {
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void record_aUrl_saysWhatWasWrittenAndMasked() throws IOException {
        CommandRun run = record("--pages", "2", "--mask", "label,name");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .isEqualTo("2 pages with 200 records written to " + folder.resolve("recording")
                        + ", as a collection that has no more; masked: label, name (%d different values); left out of the"
                                .formatted(204)
                        + " query: token\n");
        assertThat(written())
                .contains("\"label\":\"masked-1\"", "\"total\":200")
                .doesNotContain("1A41", "hidden");
    }

    @Test
    void record_bytesThatNoMaskTouches_stayAsTheyCame() throws Exception {
        assertThat(record("--pages", "9").code()).isZero();

        Recording recording = new RecordingFolder(folder.resolve("recording")).read();
        assertThat(recording.pages()).isEqualTo(4);
        assertThat(recording.about()).isEmpty();
        String page = Files.readString(folder.resolve("recording/page-4.json"));
        assertThat(page).startsWith("{\"data\":[{\"id\":301,").endsWith("\"total\":345}");
    }

    @Test
    void record_twice_replacesTheRecordingAndNothingElse() throws IOException {
        assertThat(record("--pages", "3").code()).isZero();
        assertThat(record("--pages", "1").code()).isZero();
        assertThat(folder.resolve("recording/page-3.json")).doesNotExist();

        Files.writeString(folder.resolve("recording/notes.txt"), "mine");
        CommandRun run = record();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "pagesync: " + folder.resolve("recording")
                                + " holds notes.txt, which is of no recording, so nothing is written there; name a new folder\n");
    }

    @Test
    void record_maskOfNoField_writesNothing() {
        CommandRun run = record("--mask", "lable");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("--mask lable: no answer has a field of this name, so nothing was written", "label");
        assertThat(folder.resolve("recording")).doesNotExist();
    }

    @Test
    void record_maskOfWhatTheSyncGoesBy_isRefused() {
        CommandRun run = record("--mask", "total");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--mask total: the sync goes by this field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001"})
    void record_soManyPages_isRefused(String pages) {
        CommandRun run = record("--pages", pages);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--pages is " + pages + "; it must be from 1 to 10000");
    }

    @Test
    void replay_requestThatWasNotRecorded_isA404ThatNamesTheNearest() throws Exception {
        assertThat(record("--pages", "1").code()).isZero();
        Recording recording = new RecordingFolder(folder.resolve("recording")).read();
        try (Sandbox sandbox =
                Sandbox.start(SandboxSettings.builder().replay(recording).build())) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/v2/packages/activ?page=1"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .contains(
                            "GET /v2/packages/activ?page=1 is not in the recording; the nearest is GET /v2/packages/active?");
        }
    }

    @Test
    void replay_withAnOptionOfTheImitation_isRefused() {
        assertThat(record("--pages", "1").code()).isZero();
        CommandRun run = CommandRun.of("sandbox", "--replay", folder.resolve("recording") + "", "--records", "5");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("sandbox: --records is of the imitation and changes no recording; leave it out, or --replay");
    }

    @Test
    void replay_ofAFolderThatIsNone_isOneSentence() {
        CommandRun run = CommandRun.of("sandbox", "--replay", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("pagesync: " + folder
                        + " is no recording: there is no recording.json in it; pagesync record URL" + " --to " + folder
                        + " makes one\n");
    }
}
