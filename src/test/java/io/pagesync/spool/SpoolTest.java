package io.pagesync.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.page.AnswerHeaders;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run, and given back. */
final class SpoolTest {
    private static final PageFormat FORMAT = new PageFormat(
            PageFormat.pointer("data"), PageFormat.pointer("total"), PageFormat.pointer("s"), PageFormat.key("id"));

    @TempDir
    private Path folder = Path.of("");

    private Spool spool() {
        return new Spool(folder.resolve("spool"), 10_000);
    }

    private RunSpool begun(Spool spool) {
        return spool.of("items", () -> "run1", false);
    }

    private RunSpool goneOnWith(Spool spool) {
        return spool.of("items", () -> "run1", true);
    }

    private static Page page(int number, String body) {
        return PageReader.read(number, body.getBytes(UTF_8), null, FORMAT, AnswerHeaders.NONE);
    }

    private static Page page(int number) {
        return page(number, "{\"total\":9,\"data\":[{\"id\":" + number + ",\"name\":\"Käse\\n\"}]}");
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder.resolve("spool"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void pageThatIsKept_isFoundByTheNextAttempt_asItCame() throws IOException {
        Page was = page(7);
        begun(spool()).keep("region=a", was);
        RunSpool next = goneOnWith(spool());

        Page is = Objects.requireNonNull(next.find("region=a", 7, FORMAT));

        assertThat(is.toBytes()).isEqualTo(was.toBytes());
        assertThat(is.envelope()).isEqualTo(was.envelope());
        assertThat(is.getNumber()).isEqualTo(7);
        assertThat(is.keys().get(0)).isEqualTo(was.keys().get(0));
        assertThat(is.iterator())
                .toIterable()
                .map(JsonRecord::toString)
                .containsExactly("{\"id\":7,\"name\":\"Käse\\n\"}");
        assertThat(next.find("region=b", 7, FORMAT)).isNull();
        assertThat(next.find("region=a", 8, FORMAT)).isNull();
        next.drop("region=a", 7);
        assertThat(next.find("region=a", 7, FORMAT)).isNull();
        assertThat(folder.resolve("spool").resolve("items")).doesNotExist();
        assertThat(next.notes()).containsExactly("1 page that an earlier attempt had fetched came from disk");
    }

    @Test
    void pageThatIsKeptAgain_isTheNewerOne() throws IOException {
        RunSpool run = begun(spool());
        run.keep("", page(2));
        run.keep("", page(2, "{\"data\":[{\"id\":20}]}"));

        assertThat(files()).hasSize(1);
        assertThat(String.valueOf(run.find("", 2, FORMAT))).isEqualTo("{\"data\":[{\"id\":20}]}");
    }

    @Test
    void file_isReadableByItsOwnerAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        begun(spool()).keep("", page(2));

        assertThat(Files.getPosixFilePermissions(files().get(0)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anotherRun_isGivenNothing_andDeletesWhatThatOneLeft() throws IOException {
        Spool spool = spool();
        begun(spool).keep("", page(2));
        spool.of("others", () -> "run9", false).keep("", page(3));

        assertThat(spool.of("items", () -> "run2", true).find("", 2, FORMAT)).isNull();
        assertThat(files()).hasSize(1);
        begun(spool).keep("", page(2));
        begun(spool);
        assertThat(files()).singleElement().asString().contains("others");
    }

    @Test
    void runThatBeginsAnew_orForgetsPages_isGivenNoneOfThem() throws IOException {
        RunSpool run = begun(spool());
        for (int page = 2; page < 12; page++) {
            run.keep("", page(page));
            run.keep("a", page(page));
        }

        run.forgetFrom("", 9);

        assertThat(run.find("", 8, FORMAT)).isNotNull();
        assertThat(run.find("", 9, FORMAT)).isNull();
        assertThat(run.find("", 11, FORMAT)).isNull();
        assertThat(run.find("a", 11, FORMAT)).isNotNull();
        run.forget();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatFindsNoRoom_isNotKept_andSaid() throws IOException {
        RunSpool run = begun(spool());
        Page large = page(2, "{\"data\":[{\"id\":1,\"text\":\"" + "x".repeat(6000) + "\"}]}");
        run.keep("", large);
        run.keep("a", large);
        run.keep("b", large);

        assertThat(files()).hasSize(1);
        assertThat(run.notes().get(1))
                .startsWith("kept on disk was not all that should have been: there is no room for page 2 in ")
                .contains("pagesync.spool.max-size")
                .endsWith("(1 more like it)");
        run.drop("", 2);
        run.keep("a", large);
        assertThat(files()).as("what is dropped makes room").hasSize(1);
        assertThat(goneOnWith(spool()).find("a", 2, FORMAT)).isNotNull();
    }

    @Test
    void whatWasCutShortOrChanged_isNotGiven_andSaid() throws IOException {
        RunSpool run = begun(spool());
        run.keep("", page(2));
        run.keep("", page(3));
        run.keep("", page(4));
        List<Path> files = files();
        byte[] all = Files.readAllBytes(files.get(0));
        Files.write(files.get(0), Arrays.copyOf(all, all.length - 9));
        Files.writeString(files.get(1), Files.readString(files.get(1)).replace("Käse", "Kase"));
        Files.write(files.get(2), new byte[0]);
        Files.createFile(files.get(0).resolveSibling("young123"));

        RunSpool next = goneOnWith(spool());

        for (int page = 2; page < 5; page++) {
            assertThat(next.find("", page, FORMAT)).isNull();
        }
        assertThat(next.notes()).singleElement().asString().contains("is not what was written", "(2 more like it)");
        assertThat(files()).isEmpty();
    }

    @Test
    void folderThatCannotBeWritten_isSaid_andNothingElseFails() throws IOException {
        Files.createFile(folder.resolve("spool"));
        RunSpool run = begun(spool());
        run.keep("", page(2));

        assertThat(run.find("", 2, FORMAT)).isNull();
        assertThat(run.notes()).singleElement().asString().contains("cannot be");
    }

    @Test
    void none_keepsNothing() {
        RunSpool.NONE.keep("", page(2));
        RunSpool.NONE.drop("", 2);
        assertThat(RunSpool.NONE.find("", 2, FORMAT)).isNull();
        assertThat(RunSpool.NONE.notes()).isEmpty();
    }
}
