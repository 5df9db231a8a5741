package io.pagesync.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.file.Holder;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file's run does to whatever it meets at the places that it writes to. */
final class PartFileTest {
    @TempDir
    private Path folder = Path.of("set by JUnit");

    private final Run run = TestRuns.run();
    private Path file = Path.of("");
    private Path part = Path.of("");

    @BeforeEach
    void names() {
        file = folder.resolve("out.jsonl");
        part = folder.resolve("out.jsonl.part");
    }

    @Test
    void open_anotherRunOfThisProcessHasTheFile_isRefusedAndNamesIt() throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        write(first, 1);

        assertThatThrownBy(() -> JsonLinesFile.open(file, TestRuns.run()))
                .isInstanceOf(DestinationInUseException.class)
                .hasMessageStartingWith(
                        "the file " + file + " is being written by run " + run.id() + " of the sync items (process ")
                .hasMessageEndingWith("); wait for its end, or name another file");

        assertThat(part).hasContent("{\"id\":1}\n");
        first.finish(Verdict.COMPLETE);
        assertThat(file).hasContent("{\"id\":1}\n");
    }

    @Test
    void open_theSameFileByAnotherName_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        JsonLinesFile first = JsonLinesFile.open(file, run);
        for (Path other : List.of(
                folder.resolve("../" + folder.getFileName() + "/out.jsonl"),
                link.resolve("out.jsonl"),
                Files.createSymbolicLink(folder.resolve("other.jsonl"), file))) {
            assertThatThrownBy(() -> JsonLinesFile.open(other, TestRuns.run()))
                    .isInstanceOf(DestinationInUseException.class);
        }
        first.finish(Verdict.FAILED);
    }

    @Test
    void open_afterTheOtherRunHasFinished_works() throws IOException {
        for (Verdict verdict : List.of(Verdict.COMPLETE, Verdict.PARTIAL, Verdict.FAILED)) {
            JsonLinesFile next = JsonLinesFile.open(file, run);
            write(next, 1);
            next.finish(verdict);
        }
        JsonLinesFile.open(file, run).finish(Verdict.FAILED);
        assertThat(part).hasContent("{\"id\":1}\n");
    }

    @Test
    void open_byManyAtOnce_isGrantedToOne() throws Exception {
        Files.writeString(part, "left by a dead run\n");
        AtomicInteger granted = new AtomicInteger();
        List<Callable<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runs.add(() -> {
                try {
                    var unused = JsonLinesFile.open(file, TestRuns.run());
                    granted.incrementAndGet();
                } catch (DestinationInUseException e) {
                    // As it must be.
                }
                return null;
            });
        }
        ExecutorService workers = Executors.newFixedThreadPool(8);
        for (Future<Void> each : workers.invokeAll(runs)) {
            each.get();
        }
        workers.shutdown();
        assertThat(granted).hasValue(1);
    }

    @Test
    void open_bySecondStepOfTheRun_underAnotherName_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
        JsonLinesFile sink = JsonLinesFile.open(file, run);

        assertThatThrownBy(() -> JsonLinesFile.open(link, run))
                .isInstanceOf(PagesyncException.class)
                .hasMessage("the file " + link + " is written by another step of this run, perhaps under another name;"
                        + " leave one of them out, or name another file");
        sink.finish(Verdict.FAILED);
    }

    @Test
    void open_aPartOfADeadRun_staysUntilTheFirstPage() throws IOException {
        Files.writeString(part, "left over\n");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        assertThat(part).hasContent("left over\n");
        sink.finish(Verdict.FAILED);
        assertThat(part).hasContent("left over\n");
    }

    @Test
    void write_aPartThatIsAHardLink_leavesTheOtherNameAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious\n");
        Files.createLink(part, precious);
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, 1);
        sink.finish(Verdict.COMPLETE);
        assertThat(precious).hasContent("precious\n");
        assertThat(file).hasContent("{\"id\":1}\n");
    }

    @Test
    void open_aLinkAtThePartsPlace_isRefusedAndLeavesWhatItPointsToAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious\n");
        Files.createSymbolicLink(part, precious);
        assertThatThrownBy(() -> JsonLinesFile.open(file, run))
                .hasMessage("the file " + file + " cannot be written: there is a symbolic link at " + part
                        + ", where it is written first; remove that");
        Files.delete(part);
        Files.createSymbolicLink(part, folder.resolve("not there"));
        assertThatThrownBy(() -> JsonLinesFile.open(file, run)).hasMessageContaining("there is a symbolic link");
        assertThat(folder.resolve("not there")).doesNotExist();
        assertThat(precious).hasContent("precious\n");
    }

    @Test
    void open_aFolderAtThePartsPlace_isRefused() throws IOException {
        Files.createDirectory(part);
        assertThatThrownBy(() -> JsonLinesFile.open(file, run))
                .hasMessageContaining("there is a folder at " + part + ", where it is written first; remove that");
    }

    @Test
    void finish_thePartWasRemovedMeanwhile_isToldAndLeavesTheFileThatWasThere() throws IOException {
        Files.writeString(file, "before\n");
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, 1);
        Files.delete(part);
        assertThatThrownBy(() -> sink.finish(Verdict.COMPLETE))
                .hasMessage(part + " was removed or replaced by somebody while the run was writing it");
        assertThat(file).hasContent("before\n");
    }

    @Test
    void finish_thePartWasReplacedMeanwhile_leavesTheOtherAlone() throws IOException {
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, 1);
        Files.delete(part);
        Files.writeString(part, "of somebody else\n");
        assertThatThrownBy(() -> sink.finish(Verdict.COMPLETE)).hasMessageContaining("removed or replaced");
        assertThat(file).doesNotExist();
        assertThat(part).hasContent("of somebody else\n");
    }

    @Test
    void finish_leavesNothingBesideTheFile() throws IOException {
        JsonLinesFile sink = JsonLinesFile.open(file, run);
        write(sink, 1);
        sink.finish(Verdict.COMPLETE);
        try (var there = Files.list(folder)) {
            assertThat(there).containsExactly(file);
        }
        assertThat(Holder.of(file).text()).isEqualTo("another process");
    }

    private void write(JsonLinesFile sink, int id) {
        Page page = TestRuns.page(1, id);
        Delivery delivery = run.deliver(1);
        delivery.join();
        delivery.arrived(page);
        sink.write(page, delivery);
        delivery.leave(null);
    }
}
