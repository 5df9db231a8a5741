package io.pagesync.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.destination.DestinationKind.Host;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that becomes several. */
final class FilePartsTest {
    private static final String FIRST = "20261127T010203Z-0000000a";
    private static final String SECOND = "20261127T020304Z-0000000b";
    private static final String THIRD = "20261127T030405Z-0000000c";
    private static final FileParts THREE = new FileParts(0, 3);

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private final Run carrier = TestRuns.run();

    @Test
    void parts_ofSoManyRecords_haveWholePages_andAreListed() throws IOException {
        assertThat(load("out.jsonl", FIRST, THREE, page(1, 1, 2), page(2, 3), page(3, 4, 5), page(4, 6, 7, 8, 9)))
                .isEqualTo(folder.resolve("out.jsonl") + " (3 parts, listed in out.parts.jsonl)");

        assertThat(folder.resolve("out." + FIRST + ".00001.jsonl")).hasContent("{\"id\":1}\n{\"id\":2}\n{\"id\":3}");
        assertThat(folder.resolve("out." + FIRST + ".00002.jsonl")).hasContent("{\"id\":4}\n{\"id\":5}");
        assertThat(Files.readAllLines(folder.resolve("out." + FIRST + ".00003.jsonl")))
                .hasSize(4);
        assertThat(Files.readAllLines(folder.resolve("out.parts.jsonl")))
                .containsExactly(
                        "{\"file\":\"out." + FIRST + ".00001.jsonl\",\"records\":3,\"bytes\":27}",
                        "{\"file\":\"out." + FIRST + ".00002.jsonl\",\"records\":2,\"bytes\":18}",
                        "{\"file\":\"out." + FIRST + ".00003.jsonl\",\"records\":4,\"bytes\":36}");
        assertThat(inFolder()).hasSize(4);
    }

    @Test
    void parts_ofTheRunBefore_stay_andOlderOnesGo() throws IOException {
        Path stranger = Files.writeString(folder.resolve("out.00001.jsonl"), "mine");
        load("out.jsonl", FIRST, THREE, page(1, 1, 2), page(2, 3, 4));
        load("out.jsonl", SECOND, THREE, page(1, 5));
        assertThat(inFolder())
                .contains("out." + FIRST + ".00002.jsonl", "out." + SECOND + ".00001.jsonl")
                .hasSize(5);

        load("out.jsonl", THIRD, THREE, page(1, 6));

        assertThat(inFolder())
                .containsExactly(
                        "out.00001.jsonl",
                        "out." + SECOND + ".00001.jsonl",
                        "out." + THIRD + ".00001.jsonl",
                        "out.parts.jsonl");
        assertThat(stranger).hasContent("mine");
    }

    @Test
    void parts_ofSoManyBytes_areReadAlone_whereTheyAreCompressed() throws IOException {
        int[] many = IntStream.range(0, 200_000).toArray();
        load(
                "out.jsonl.gz",
                FIRST,
                new FileParts(1, 0),
                page(1, many),
                page(2, 1),
                TestRuns.page(3, many),
                TestRuns.page(4, many));

        long records = 0;
        for (String line : Files.readAllLines(folder.resolve("out.parts.jsonl"))) {
            String name = line.replaceFirst(".*\"file\":\"([^\"]+)\".*", "$1");
            byte[] part = Files.readAllBytes(folder.resolve(name));
            assertThat(name).endsWith(".jsonl.gz");
            assertThat(part.length).isLessThanOrEqualTo(1024 * 1024);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(part))) {
                records += new String(in.readAllBytes(), UTF_8).lines().count();
            }
        }
        assertThat(records).isEqualTo(600_001);
        assertThat(inFolder().size()).isGreaterThan(2);
    }

    @Test
    void parts_ofARunThatGoesOn_areThoseOfAllItsPages_inTheirOrder() throws IOException {
        Run run = TestRuns.run(Order.PAGE, new HalfDoneLedger().called(FIRST));
        JsonLinesFile first = open("out.jsonl", run, THREE);
        write(first, page(1, 1, 2));
        write(first, page(3, 4));
        assertThat(first.finish(Verdict.PARTIAL)).contains("the same command goes on with it");
        assertThat(inFolder()).containsExactly("out.jsonl.part", "out.jsonl.part.pages");
        Files.writeString(folder.resolve("out." + FIRST + ".00001.jsonl"), "of a process that was killed");

        JsonLinesFile again = open("out.jsonl", run, THREE);
        write(again, page(2, 3));
        again.finish(Verdict.COMPLETE);

        assertThat(folder.resolve("out." + FIRST + ".00001.jsonl")).hasContent("{\"id\":1}\n{\"id\":2}\n{\"id\":3}");
        assertThat(folder.resolve("out." + FIRST + ".00002.jsonl")).hasContent("{\"id\":4}");
    }

    @Test
    void run_thatIsNotWhole_leavesThePartsOfTheRunBefore() throws IOException {
        load("out.jsonl", FIRST, THREE, page(1, 1));
        JsonLinesFile next = open("out.jsonl", TestRuns.run(Order.ARRIVAL, new HalfDoneLedger().called(SECOND)), THREE);
        write(next, page(1, 2));
        next.finish(Verdict.DRIFTED);

        assertThat(Files.readString(folder.resolve("out.parts.jsonl")))
                .contains(FIRST)
                .doesNotContain(SECOND);
    }

    @Test
    void emptyCollection_isAnEmptyList() throws IOException {
        load("out.jsonl", FIRST, THREE, page(1));

        assertThat(folder.resolve("out.parts.jsonl")).isEmptyFile();
        assertThat(inFolder()).hasSize(1);
    }

    @Test
    void partsOfStandardOutput_areRefused() {
        assertThatThrownBy(() -> new JsonLinesKind().use(Map.of("file", "-", "partRecords", "5"), new Host() {
                    @Override
                    public <T> T get(Class<T> type) {
                        throw new AssertionError();
                    }
                }))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("kamelet:jsonl-sink has a size of parts (partSize, partRecords) for -, which is no file;"
                        + " leave it out, or name a file");
    }

    private String load(String name, String run, FileParts parts, Page... pages) throws IOException {
        JsonLinesFile file = open(name, TestRuns.run(Order.ARRIVAL, new HalfDoneLedger().called(run)), parts);
        for (Page each : pages) {
            write(file, each);
        }
        return file.finish(Verdict.COMPLETE);
    }

    private JsonLinesFile open(String name, Run run, FileParts parts) {
        return JsonLinesFile.open(FilePlace.of(folder.resolve(name).toString()), run, false, parts);
    }

    private static Page page(int number, int... ids) {
        return TestRuns.page(number, ids);
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
