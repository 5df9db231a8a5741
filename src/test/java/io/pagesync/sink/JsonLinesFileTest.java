package io.pagesync.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonLinesFileTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private final Run run = TestRuns.run();

    @Test
    void finish_whole_movesTheFileIntoPlace() throws IOException {
        Path file = folder.resolve("out.jsonl");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1, 1, 2));
        write(sink, TestRuns.page(2, 3));
        assertThat(file).doesNotExist();
        assertThat(sink.finish(Verdict.COMPLETE)).isEqualTo(file.toString());
        assertThat(file).hasContent("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
        assertThat(folder.resolve("out.jsonl.part")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"DRIFTED", "PARTIAL", "FAILED"})
    void finish_notWhole_leavesTheFileThatWasThereAndSetsThePartAside(Verdict verdict) throws IOException {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "before\n");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1, 1));
        assertThat(sink.finish(verdict)).isEqualTo(file + ".part (set aside, the run is " + verdict + ")");
        assertThat(file).hasContent("before\n");
        assertThat(folder.resolve("out.jsonl.part")).hasContent("{\"id\":1}\n");
    }

    @Test
    void write_aPartIsLeftFromBefore_beginsAnew() throws IOException {
        Path file = folder.resolve("out.jsonl");
        Files.writeString(folder.resolve("out.jsonl.part"), "left over, and longer than what comes now\n");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1, 1));
        sink.finish(Verdict.REPAIRED);
        assertThat(file).hasContent("{\"id\":1}\n");
    }

    @Test
    void finish_noPageWasWritten_leavesTheFileThatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "before\n");
        assertThat(JsonLinesFile.open(file, run).finish(Verdict.FAILED)).isEqualTo(file + " (nothing written)");
        assertThat(file).hasContent("before\n");
    }

    @Test
    void finish_emptyCollection_isAnEmptyFile() throws IOException {
        Path file = folder.resolve("out.jsonl");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1));
        sink.finish(Verdict.COMPLETE);
        assertThat(file).isEmptyFile();
    }

    @Test
    void write_gz_isOneGzipFileOfAllPages() throws IOException {
        Path file = folder.resolve("out.jsonl.gz");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1, 1));
        write(sink, TestRuns.page(2));
        write(sink, TestRuns.page(3, 3));
        sink.finish(Verdict.COMPLETE);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("{\"id\":1}\n{\"id\":3}\n");
        }
    }

    @Test
    void write_byManyWorkers_tearsNoLine() throws IOException {
        Path file = folder.resolve("out.jsonl");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        IntStream.rangeClosed(1, 200)
                .parallel()
                .forEach(page -> write(sink, TestRuns.page(page, 2 * page, 2 * page + 1)));
        sink.finish(Verdict.COMPLETE);
        assertThat(Files.readAllLines(file))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(2, 401)
                        .mapToObj(id -> "{\"id\":" + id + "}")
                        .toList());
    }

    @Test
    void write_afterItsRunHasFinished_leavesWhatWasSetAsideAlone() throws IOException {
        Path file = folder.resolve("out.jsonl");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, TestRuns.page(1, 1));
        sink.finish(Verdict.PARTIAL);
        assertThatThrownBy(() -> write(sink, TestRuns.page(2, 2))).hasMessageContaining("its run is over");
        assertThat(folder.resolve("out.jsonl.part")).hasContent("{\"id\":1}\n");
    }

    private void write(JsonLinesFile sink, Page page) {
        Delivery delivery = run.deliver(page.getNumber());
        delivery.join();
        delivery.arrived(page);
        sink.write(page, delivery);
        delivery.leave(null);
    }
}
