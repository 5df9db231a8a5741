package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same load into the same file once more, after one that has left pages out: ten pages of two records. */
final class ContinuedLoadTest {
    private static final int PAGES = 10;

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");
    private NumberedServer server;
    private volatile int failing = 6;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("items.jsonl");
        server = NumberedServer.start(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer answer(int page) {
        return page == failing ? new Answer(500, "{}") : page(page, 0);
    }

    private static Answer page(int page, int more) {
        return page > PAGES
                ? Answer.page("\"total\":20,\"pageSize\":2,", 1, 0)
                : Answer.page("\"total\":20,\"pageSize\":2,", 2 * page - 1 + more, 2 * page + more);
    }

    private CommandRun load(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "load",
                                server.baseUri() + "/items",
                                "--page-param",
                                "page",
                                "--key",
                                "id",
                                "--rate",
                                "0",
                                "--attempts",
                                "1",
                                "--concurrency",
                                "1",
                                "--to",
                                file.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** As far as page 5. */
    private void leaveHalf(String... more) {
        CommandRun first = load(more);
        assertThat(first.code()).as(first.err()).isEqualTo(4);
        assertThat(first.err()).contains("the same command goes on with it");
        failing = 0;
    }

    @Test
    void load_again_asksOnlyForWhatIsMissing() throws IOException {
        leaveHalf();
        int asked = server.asked().size();

        CommandRun again = load();

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err())
                .containsPattern("pagesync: goes on with run \\S+ of [\\d:]+: 5 of 10 pages were there\n")
                .contains("COMPLETE   20 of 20 records in 10 pages", "written to " + file + "\n");
        assertThat(later(asked)).contains(1, 6, 7, 8, 9, 10).doesNotContain(2, 3, 4, 5);
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
        assertThat(inFolder()).containsExactly("items.jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrival", "page"})
    void load_againWithAGapInTheMiddle_hasEachRecordOnce(String order) throws IOException {
        leaveHalf("--on-page-failure", "continue", "--order", order);

        CommandRun again = load("--on-page-failure", "continue", "--order", order);

        assertThat(again.code()).as(again.err()).isZero();
        if (order.equals("page")) {
            assertThat(Files.readAllLines(file)).containsExactlyElementsOf(lines(0));
        } else {
            assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
        }
    }

    @Test
    void load_intoTwoFilesOfWhichOneIsGone_loadsThatAgain() throws IOException {
        Path second = folder.resolve("second.jsonl");
        leaveHalf("--to", second.toString());
        Files.delete(folder.resolve("second.jsonl.part"));

        CommandRun again = load("--to", second.toString());

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
        assertThat(Files.readAllLines(second)).containsExactlyInAnyOrderElementsOf(lines(0));
        assertThat(inFolder()).containsExactly("items.jsonl", "second.jsonl");
    }

    @Test
    void load_thePartIsGone_loadsAllOfIt() throws IOException {
        leaveHalf();
        Files.delete(folder.resolve("items.jsonl.part"));

        CommandRun again = load();

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
    }

    @Test
    void load_fresh_beginsAnew() throws IOException {
        leaveHalf();
        int asked = server.asked().size();

        CommandRun again = load("--fresh");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("goes on", "a new run");
        assertThat(later(asked)).contains(2, 3, 4, 5);
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
    }

    @Test
    void load_theFirstPageHasChanged_beginsAnewAndSaysWhy() throws IOException {
        leaveHalf();
        server.answer(page -> page(page, 100));

        CommandRun again = load();

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err())
                .containsPattern(
                        "pagesync: a new run: run \\S+ of [\\d:]+ cannot be gone on with, as its first page holds other"
                                + " records now\n");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(100));
    }

    @Test
    void load_withOtherOptions_beginsAnew() throws IOException {
        leaveHalf();

        CommandRun again = load("--header", "X-Shop: 2");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("was asked for something else");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
    }

    @Test
    void load_toADeviceAsWell_keepsNothing() throws IOException {
        Path device = Files.createSymbolicLink(folder.resolve("null.jsonl"), Path.of("/dev/null"));
        CommandRun first = load("--to", device.toString());
        assertThat(first.code()).isEqualTo(4);
        assertThat(first.err()).doesNotContain("goes on with it");
        assertThat(inFolder()).containsExactly("items.jsonl.part", "null.jsonl");
    }

    /** Cursors of pages: their numbers, and from 100 on those that are given later. */
    @Test
    void load_whatPagesSaidOfTheNextHasExpired_isReadAgainByTheOneAfter() throws IOException {
        server.answer(page -> page == 4 ? new Answer(500, "{}") : following(page, 0));
        assertThat(follow().code()).isEqualTo(4);
        server.answer(page ->
                page > 1 && page < 100 ? new Answer(410, "{\"error\":\"cursor expired\"}") : following(page, 100));

        CommandRun refused = follow();
        CommandRun again = follow();

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains(
                        "'cursor expired'; what page 3 has told an earlier attempt may have expired, so the next one asks"
                                + " for all pages behind the first again");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("COMPLETE   20 records in 10 pages");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(0));
        assertThat(inFolder()).containsExactly("items.jsonl");
    }

    private static Answer following(int cursor, int from) {
        int page = cursor % 100;
        String next = page < PAGES ? "\"" + (page + 1 + from) + "\"" : "null";
        return Answer.page("\"next\":" + next + ",", 2 * page - 1, 2 * page);
    }

    private CommandRun follow() {
        return CommandRun.of(
                "load",
                server.baseUri() + "/items",
                "--next",
                "/next",
                "--cursor-param",
                "page",
                "--key",
                "id",
                "--rate",
                "0",
                "--attempts",
                "1",
                "--to",
                file.toString());
    }

    private List<Integer> later(int asked) {
        return server.asked().subList(asked, server.asked().size());
    }

    private static List<String> lines(int more) {
        return new ArrayList<>(IntStream.rangeClosed(1, 2 * PAGES)
                .mapToObj(id -> "{\"id\":" + (id + more) + "}")
                .toList());
    }

    private List<String> inFolder() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
