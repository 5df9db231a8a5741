package io.pagesync.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.TestRuns;
import io.pagesync.run.plan.Collection.Order;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose run goes on, after an attempt that ended early. */
final class ContinuedFileTest {
    @TempDir
    private Path folder = Path.of("set by JUnit");

    private Path file = Path.of("");
    private Path part = Path.of("");
    private Path marks = Path.of("");
    /** Hands pages on in whatever order they come. */
    private final Run carrier = TestRuns.run();

    private Run run = TestRuns.run(Order.ARRIVAL, new HalfDoneLedger());

    @BeforeEach
    void names() {
        file = folder.resolve("out.jsonl");
        part = folder.resolve("out.jsonl.part");
        marks = folder.resolve("out.jsonl.part.pages");
    }

    @Test
    void open_theSameRun_goesOnAtTheEndOfTheLastBlock() throws IOException {
        setAside(page(1, 1, 2), page(3, 5));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        write(again, page(2, 3, 4));
        assertThat(again.finish(Verdict.COMPLETE)).isEqualTo(file.toString());

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 2, 5, 3, 4));
        assertThat(inFolder()).containsExactly("out.jsonl");
    }

    @Test
    void finish_partial_saysThatTheSameCommandGoesOn() throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        write(first, page(1, 1));
        assertThat(first.finish(Verdict.PARTIAL))
                .isEqualTo(part + " (set aside, the run is PARTIAL; the same command goes on with it)");
    }

    @Test
    void finish_drifted_leavesNoMarks() throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        write(first, page(1, 1));
        assertThat(first.finish(Verdict.DRIFTED)).isEqualTo(part + " (set aside, the run is DRIFTED)");
        assertThat(inFolder()).containsExactly("out.jsonl.part");
    }

    @Test
    void write_aPageThatIsThere_isConfirmedAndNotWrittenAgain() throws IOException {
        setAside(page(1, 1, 2));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        assertThat(again.holds("", 1, page(1, 1, 2).fingerprint())).isTrue();
        assertThat(again.holds("", 1, page(1, 1, 9).fingerprint())).isFalse();
        write(again, page(1, 1, 2));
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 2));
    }

    @Test
    void write_aPageWithOtherRecords_takesThePlaceOfWhatWasThere() throws IOException {
        setAside(page(1, 1, 2), page(2, 3));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        write(again, page(1, 1, 9));
        assertThat(Files.readAllLines(part)).containsExactly(lines(1, 2, 3, 1, 9));
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(3, 1, 9));
        assertThat(inFolder()).containsExactly("out.jsonl");
    }

    @Test
    void withdraw_aPageOfAnEarlierPass_isNotInTheFile() throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        for (int number = 1; number <= 3; number++) {
            write(first, page(number, number));
        }
        first.withdraw("", 2);
        first.finish(Verdict.PARTIAL);

        JsonLinesFile again = JsonLinesFile.open(file, run);
        assertThat(again.holds("", 2, page(2, 2).fingerprint())).isFalse();
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 3));
    }

    @Test
    void keepOnly_pagesOfAnEarlierAttempt_areNotInTheFile() throws IOException {
        setAside(page(1, 1), page(2, 2), page(3, 3));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        again.keepOnly("", number -> number == 1);
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1));
    }

    @Test
    void keepOnlyThese_pagesOfAPartitionThatIsNoneAnyMore_areNotInTheFile() throws IOException {
        setAside(page(1, 1), page(2, 2));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        again.keepOnly("x=a", number -> true);
        again.keepOnlyThese();
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).isEmpty();
    }

    @Test
    void write_aPageThatComesTwiceInOneRunInMemory_isThereOnce() throws IOException {
        JsonLinesFile sink = JsonLinesFile.open(file, TestRuns.run());
        write(sink, page(1, 1));
        write(sink, page(1, 1));
        write(sink, page(1, 2));
        sink.finish(Verdict.COMPLETE);
        assertThat(Files.readAllLines(file)).containsExactly(lines(2));
    }

    @Test
    void finish_inPageOrder_sortsWhatCameLater() throws IOException {
        run = TestRuns.run(Order.PAGE, new HalfDoneLedger());
        setAside(page(1, 1), page(3, 3), page(4, 4));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        write(again, page(2, 2));
        write(again, page(3, 33));
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 2, 33, 4));
    }

    @Test
    void open_gz_goesOnWithMembersOfItsOwn() throws IOException {
        file = folder.resolve("out.jsonl.gz");
        run = TestRuns.run(Order.PAGE, new HalfDoneLedger());
        setAside(page(1, 1), page(3, 3));

        JsonLinesFile again = JsonLinesFile.open(file, run);
        write(again, page(2, 2));
        again.finish(Verdict.COMPLETE);

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            assertThat(new String(in.readAllBytes(), UTF_8).lines()).containsExactly(lines(1, 2, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7", "{\"id\":7}\n", ""})
    void open_bytesBehindTheLastMark_areCutOff(String torn) throws IOException {
        setAside(page(1, 1));
        Files.writeString(part, torn, StandardOpenOption.APPEND);

        JsonLinesFile again = JsonLinesFile.open(file, run);
        assertThat(Files.readAllLines(part)).containsExactly(lines(1));
        write(again, page(2, 2));
        again.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 18",
                "0 2 18 ",
                "nonsense\n",
                "0 2 7 1f 1\n",
                "0 2 99 1f 1\n",
                "0 2 x 1f 1\n",
                "0 2 18 1f x\n",
                "\n"
            })
    void open_aMarkThatIsTornOrNamesWhatIsNotThere_doesNotCount(String mark) throws IOException {
        setAside(page(1, 1));
        Files.writeString(marks, mark, StandardOpenOption.APPEND);

        JsonLinesFile again = JsonLinesFile.open(file, run);
        write(again, page(2, 2));
        again.finish(Verdict.PARTIAL);
        JsonLinesFile third = JsonLinesFile.open(file, run);
        assertThat(third.holds("", 2, page(2, 2).fingerprint())).isTrue();
        third.finish(Verdict.COMPLETE);

        assertThat(Files.readAllLines(file)).containsExactly(lines(1, 2));
    }

    @Test
    void open_aPartThatWasCutShort_holdsTheBlocksThatAreWhole() throws IOException {
        setAside(page(1, 1), page(2, 2), page(3, 3));
        Files.writeString(part, "{\"id\":1}\n{\"id\":2}\n{\"id\":");

        JsonLinesFile again = JsonLinesFile.open(file, run);
        assertThat(again.holds("", 2, page(2, 2).fingerprint())).isTrue();
        assertThat(again.holds("", 3, page(3, 3).fingerprint())).isFalse();
        again.finish(Verdict.PARTIAL);
        assertThat(Files.readAllLines(part)).containsExactly(lines(1, 2));
    }

    @Test
    void open_noPartAnyMore_holdsNothing() throws IOException {
        setAside(page(1, 1));
        Files.delete(part);

        JsonLinesFile again = JsonLinesFile.open(file, run);
        assertThat(again.holds("", 1, page(1, 1).fingerprint())).isFalse();
        write(again, page(2, 2));
        again.finish(Verdict.PARTIAL);
        assertThat(Files.readAllLines(part)).containsExactly(lines(2));
        assertThat(Files.readAllLines(marks)).hasSize(2);
    }

    @Test
    void open_anotherRun_beginsAnewWithItsFirstPage() throws IOException {
        setAside(page(1, 1));
        Run other = TestRuns.run(Order.ARRIVAL, new HalfDoneLedger().called("20261125T020304Z-0000dcba"));

        JsonLinesFile next = JsonLinesFile.open(file, other);
        assertThat(Files.readAllLines(part)).containsExactly(lines(1));
        write(next, page(1, 9));
        next.finish(Verdict.PARTIAL);

        assertThat(Files.readAllLines(part)).containsExactly(lines(9));
        assertThat(Files.readAllLines(marks)).hasSize(2).startsWith("pagesync-pages 2 20261125T020304Z-0000dcba");
    }

    @Test
    void write_aRunInMemory_removesMarksOfTheRunBefore() throws IOException {
        setAside(page(1, 1));
        JsonLinesFile next = JsonLinesFile.open(file, TestRuns.run());
        write(next, page(1, 9));
        assertThat(next.finish(Verdict.PARTIAL)).isEqualTo(part + " (set aside, the run is PARTIAL)");
        assertThat(inFolder()).containsExactly("out.jsonl.part");
    }

    @Test
    void write_aLinkWhereTheMarksBelong_leavesWhatItLeadsToAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious\n");
        Files.createSymbolicLink(marks, precious);
        setAside(page(1, 1));
        assertThat(precious).hasContent("precious\n");
        assertThat(Files.isSymbolicLink(marks)).isFalse();
    }

    @Test
    void finish_thePlaceCannotBeTaken_keepsPartAndMarks() throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        write(first, page(1, 1));
        Files.createDirectories(file.resolve("in the way"));
        try {
            first.finish(Verdict.COMPLETE);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("out.jsonl");
        }
        assertThat(inFolder()).containsExactly("out.jsonl", "out.jsonl.part", "out.jsonl.part.pages");
    }

    private void setAside(Page... pages) throws IOException {
        JsonLinesFile first = JsonLinesFile.open(file, run);
        for (Page each : pages) {
            write(first, each);
        }
        first.finish(Verdict.PARTIAL);
    }

    private static Page page(int number, int... ids) {
        return TestRuns.page(number, ids);
    }

    private static String[] lines(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> "{\"id\":" + id + "}").toArray(String[]::new);
    }

    private List<String> inFolder() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void write(JsonLinesFile sink, Page page) {
        Delivery delivery = carrier.deliver(page.getNumber());
        delivery.join();
        delivery.arrived(page);
        sink.write(page, delivery);
        delivery.leave(null);
    }
}
