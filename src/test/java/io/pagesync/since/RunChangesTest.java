package io.pagesync.since;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RunChangesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-27T01:00:00Z");
    private static final Since TIMES = new Since(JsonPointer.compile("/at"), Overlap.DEFAULT, "", null);
    private static final Since NUMBERS =
            new Since(JsonPointer.compile("/at"), Overlap.FORM.read("sinceOverlap", "0"), "", null);
    private static final Asking FULL = new Asking(null, "", "", "there is no mark yet", Repeats.NONE, BEGAN);

    private static Asking after(Reached last, Since since) {
        Mark mark = since.mark(last.mark(), BEGAN).orElseThrow();
        return new Asking(since.askedSince(mark), last.mark(), last.highest(), "", last.repeats(), BEGAN);
    }

    private static String record(int id, String at) {
        return "{\"id\":" + id + ",\"at\":" + (at.matches("\\d+") ? at : "\"" + at + "\"") + "}";
    }

    private static Page page(int number, String... records) {
        String body = "{\"data\":[" + String.join(" , ", records) + "],\"total\":9}";
        return PageReader.read(
                number,
                body.getBytes(StandardCharsets.UTF_8),
                null,
                PageFormat.DEFAULT.withKey(List.of(JsonPointer.compile("/id"))));
    }

    /** Takes the page, and returns what was left of it. */
    private static List<String> take(RunChanges run, Page page) {
        PageChanges changes = run.look("", page);
        run.delivered(changes, page.getNumber() == 1);
        List<String> left = new ArrayList<>();
        Objects.requireNonNull(changes.left()).forEach(each -> left.add(each.toString()));
        return left;
    }

    private static Reached whole(Since since, Asking asking, String... records) {
        RunChanges run = new RunChanges(since, asking);
        take(run, page(1, records));
        return run.reached();
    }

    @Test
    void mark_isTheLatestMoment_asTheApiWroteIt() {
        Reached reached = whole(TIMES, FULL, record(1, "2026-11-26T21:04:00Z"), record(2, "2026-11-26T23:30:00+02:00"));
        assertThat(reached.mark()).isEqualTo("2026-11-26T23:30:00+02:00");
    }

    @Test
    void mark_isNoLaterThanTheBeginningOfTheRun() {
        Reached reached =
                whole(TIMES, FULL, record(1, "2026-11-27T01:00:30.250Z"), record(2, "2099-01-01T00:00:00.000Z"));
        assertThat(reached.mark()).isEqualTo("2026-11-27T01:00:00.000Z");
        assertThat(reached.repeats().size()).isEqualTo(2);
    }

    @Test
    void mark_ofDatesWithoutAZone_isTwelveHoursBeforeTheBeginning() {
        assertThat(whole(TIMES, FULL, record(1, "2026-11-27 00:59:00")).mark()).isEqualTo("2026-11-26 13:00:00");
    }

    @Test
    void recordsOfTheOverlap_areLeftOut_unlessTheyHaveChanged() {
        Reached first = whole(
                TIMES,
                FULL,
                record(1, "2026-11-26T21:00:00Z"),
                record(2, "2026-11-26T21:03:30Z"),
                record(3, "2026-11-26T21:04:00Z"));
        assertThat(first.repeats().size()).isEqualTo(2);

        RunChanges second = new RunChanges(TIMES, after(first, TIMES));
        List<String> left = take(
                second,
                page(
                        1,
                        record(2, "2026-11-26T21:03:30Z"),
                        record(3, "2026-11-26T21:05:00Z"),
                        record(4, "2026-11-26T21:03:40Z")));

        assertThat(left).containsExactly(record(3, "2026-11-26T21:05:00Z"), record(4, "2026-11-26T21:03:40Z"));
        assertThat(second.repeated()).isEqualTo(1);
        assertThat(second.reached().mark()).isEqualTo("2026-11-26T21:05:00Z");
    }

    @Test
    void recordsOfAnotherPartition_areOthers() {
        Reached first = whole(TIMES, FULL, record(1, "2026-11-26T21:04:00Z"));
        RunChanges second = new RunChanges(TIMES, after(first, TIMES));
        assertThat(second.look("licence=B", page(1, record(1, "2026-11-26T21:04:00Z")))
                        .repeated())
                .isZero();
    }

    @Test
    void run_withoutRecords_leavesTheMark() {
        assertThat(new RunChanges(TIMES, FULL).reached()).isEqualTo(Reached.SAME);
    }

    @Test
    void run_thatReadsTheOverlapOnly_keepsTheMark() {
        Reached first = whole(TIMES, FULL, record(1, "2026-11-26T21:03:30Z"), record(2, "2026-11-26T21:04:00Z"));
        Reached second = whole(TIMES, after(first, TIMES), record(1, "2026-11-26T21:03:30Z"));
        assertThat(second.mark()).isEqualTo("2026-11-26T21:04:00Z");
    }

    @Test
    void record_withoutAValue_keepsTheMarkWhereItIs() {
        Reached reached = whole(TIMES, FULL, record(1, "2026-11-26T21:04:00Z"), "{\"id\":2,\"at\":null}");
        assertThat(reached.what()).isEqualTo(Reached.What.STAYS);
        assertThat(reached.note()).isEqualTo("record 2 on page 1 has nothing at '/at'");
    }

    @Test
    void record_whoseValueIsNoDate_keepsTheMarkWhereItIs() {
        assertThat(whole(TIMES, FULL, record(1, "soon")).note())
                .isEqualTo("record 1 on page 1 has 'soon' at '/at', which is no date or whole number");
    }

    @Test
    void numbers_mayHaveGrownWhileTheRunRead_soTheMarkIsOneThatWasThereAtItsBeginning() {
        RunChanges run = new RunChanges(NUMBERS, FULL);
        take(run, page(1, record(1, "10"), record(2, "20")));
        take(run, page(2, record(3, "35"), record(4, "15")));
        assertThat(run.reached().mark()).isEqualTo("20");
        assertThat(run.reached().highest()).isEqualTo("35");

        RunChanges next = new RunChanges(NUMBERS, after(run.reached(), NUMBERS));
        assertThat(take(next, page(1, record(2, "20"), record(3, "35"), record(5, "36"))))
                .containsExactly(record(5, "36"));
        assertThat(next.reached().mark()).isEqualTo("36");
    }

    @Test
    void run_thatGoesOn_knowsWhatItsEarlierAttemptHasSeen() {
        RunChanges killed = new RunChanges(TIMES, FULL);
        PageChanges seen = killed.look("", page(1, record(1, "2026-11-26T21:04:00Z")));
        RunChanges goesOn = new RunChanges(TIMES, FULL);
        goesOn.earlier(PageChanges.of(seen.toBytes()));
        take(goesOn, page(2, record(2, "2026-11-26T21:03:50Z")));

        assertThat(goesOn.reached().mark()).isEqualTo("2026-11-26T21:04:00Z");
        assertThat(goesOn.reached().repeats().size()).isEqualTo(2);
    }

    @Test
    void repeats_surviveTheirBytes() {
        Reached reached = whole(TIMES, FULL, record(1, "2026-11-26T21:04:00Z"), record(2, "2026-11-26T21:04:00Z"));
        Repeats read = Repeats.of(reached.repeats().toBytes());
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.toBytes()).hasSize(32);
    }

    @Test
    void repeats_areBounded_andMoreAreTold() {
        RunChanges run = new RunChanges(TIMES, FULL);
        List<String> records = new ArrayList<>();
        for (int i = 0; i <= Repeats.MOST; i++) {
            records.add(record(i, String.format("2026-11-26T21:03:%02d.%03dZ", 30 + i / 5000, i % 1000)));
        }
        take(run, page(1, records.toArray(String[]::new)));
        assertThat(run.reached().repeats().size()).isLessThanOrEqualTo(Repeats.MOST);
        assertThat(run.reached().note()).startsWith("more than 100,000 records lie within the overlap");
    }
}
