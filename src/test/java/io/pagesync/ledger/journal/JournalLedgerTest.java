package io.pagesync.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.PageKeys;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal keeps of a run, and for whom. */
final class JournalLedgerTest {
    private static final RunRequest REQUEST = RunRequest.of("load", "http://127.0.0.1/items");
    private static final Beginning BEGINNING = new Beginning(OptionalInt.of(200), OptionalLong.of(1_000), 7);

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private Path file = Path.of("");
    private Path journal = Path.of("");
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void names() {
        file = folder.resolve("out.jsonl");
        journal = folder.resolve("out.jsonl.part.run");
    }

    @Test
    void open_nothingIsThere_beginsAndSaysNothing() {
        RunLedger run = open();
        assertThat(run.goesOn()).isFalse();
        assertThat(run.beginning()).isEmpty();
        run.partition("").begin(BEGINNING);
        assertThat(told).isEmpty();
    }

    @Test
    void open_aRunThatEndedPartial_goesOnWithItsPages() {
        RunLedger first = open();
        PartitionLedger pages = first.partition("");
        pages.begin(BEGINNING);
        pages.done(1, done(5, 11, ""));
        pages.done(7, done(4, 12, "a \"cursor\" with\nbreaks"));
        first.close(report(Verdict.PARTIAL));

        RunLedger again = open();

        assertThat(again.goesOn()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.totals()).isEqualTo(new Totals(2, 9));
        PartitionLedger same = again.partition("");
        assertThat(same.earlier()).isEqualTo(BEGINNING);
        assertThat(same.earlier(1)).isEqualTo(done(5, 11, ""));
        assertThat(same.earlier(7)).isEqualTo(done(4, 12, "a \"cursor\" with\nbreaks"));
        assertThat(same.earlier(2)).isNull();
        same.begin(BEGINNING);
        assertThat(told)
                .singleElement()
                .asString()
                .matches("goes on with run \\S+ of \\d\\d:\\d\\d: 2 of 200 pages were there");
        assertThat(again.beginning()).isEqualTo(told.get(0));
        same.done(2, done(5, 13, ""));
        assertThat(same.totals()).isEqualTo(new Totals(3, 14));
        again.close(report(Verdict.PARTIAL));

        assertThat(open().totals()).isEqualTo(new Totals(3, 14));
    }

    @Test
    void open_keysOfPages_areThereUntilItHasGoneOn() {
        RunLedger first = open();
        PartitionLedger pages = first.partition("");
        pages.begin(BEGINNING);
        pages.done(1, done(5, 11, "next"), new PageKeys(new long[] {1, -2, 3, 4, 5}, 0));
        pages.done(2, done(5, 12, ""), PageKeys.NONE);
        first.close(report(Verdict.PARTIAL));

        PartitionLedger again = open().partition("");

        Map<Integer, Long> found = new HashMap<>();
        again.earlierKeys((keys, page) -> found.put(page, keys.get(1)));
        assertThat(found).isEqualTo(Map.of(1, -2L));
        assertThat(again.earlier(1)).isEqualTo(done(5, 11, "next"));
        again.done(3, done(5, 13, ""), PageKeys.NONE);
        again.earlierKeys((keys, page) -> assertThat(page).isNull());
    }

    @Test
    void history_ofARunThatEndedPartial_tellsWhereItStands() {
        RunLedger first = open();
        PartitionLedger pages = first.partition("");
        pages.begin(BEGINNING);
        pages.done(1, done(5, 11, ""));
        pages.done(2, done(5, 12, ""));
        first.close(report(Verdict.PARTIAL));

        RunEntry run = JournalHistory.of(file).orElseThrow();

        assertThat(run.id()).isEqualTo(first.id());
        assertThat(run.sync()).isEqualTo("out.jsonl");
        assertThat(run.url()).isEqualTo("http://127.0.0.1/items");
        assertThat(run.state()).isEqualTo(RunEntry.State.CUT_SHORT);
        assertThat(run.done()).isEqualTo(new Totals(2, 10));
        assertThat(open().goesOn()).isTrue();
    }

    @Test
    void history_ofAFileWithoutAJournal_isEmpty() {
        assertThat(JournalHistory.of(file)).isEmpty();
        assertThat(JournalHistory.of(folder.resolve("none").resolve("out.jsonl")))
                .isEmpty();
    }

    @Test
    void open_partitions_haveTheirOwnPages() {
        RunLedger first = open();
        first.partition("a=1").begin(BEGINNING);
        first.partition("a=1").done(1, done(5, 11, ""));
        PartitionLedger other = first.partition("a=\"2\"");
        other.begin(new Beginning(OptionalInt.empty(), OptionalLong.empty(), -1));
        other.done(1, done(0, 0, ""));
        other.ended(Verdict.COMPLETE);
        first.close(report(Verdict.PARTIAL));

        RunLedger again = open();

        assertThat(again.partition("a=1").totals()).isEqualTo(new Totals(1, 5));
        assertThat(again.partition("a=1").earlierVerdict()).isNull();
        assertThat(again.partition("a=\"2\"").earlier())
                .isEqualTo(new Beginning(OptionalInt.empty(), OptionalLong.empty(), -1));
        assertThat(again.partition("a=\"2\"").earlier(1)).isEqualTo(done(0, 0, ""));
        assertThat(again.partition("a=\"2\"").earlierVerdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(again.partition("a=3").earlier()).isNull();
    }

    /** Else the pages that are left of it would be taken for all of it. */
    @Test
    void open_partitionThatEndedAndWasBegunAgain_hasNoEnd() {
        RunLedger first = open();
        first.partition("a=1").done(1, done(5, 11, ""));
        first.partition("a=1").done(2, done(5, 12, ""));
        first.partition("a=1").ended(Verdict.COMPLETE);
        first.close(report(Verdict.PARTIAL));
        RunLedger second = open();
        second.partition("a=1").forgetFrom(2);
        second.close(report(Verdict.PARTIAL));

        RunLedger third = open();

        assertThat(third.partition("a=1").totals()).isEqualTo(new Totals(1, 5));
        assertThat(third.partition("a=1").earlierVerdict()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"COMPLETE", "REPAIRED", "DRIFTED"})
    void close_nothingToGoOnWith_removesTheJournal(Verdict verdict) {
        RunLedger run = begun();
        assertThat(journal).exists();
        run.close(report(verdict));
        assertThat(journal).doesNotExist();
    }

    @Test
    void close_nothingWasDone_leavesNothing() {
        RunLedger run = open();
        run.close(report(Verdict.FAILED));
        assertThat(journal).doesNotExist();
        RunLedger second = open();
        second.partition("").begin(BEGINNING);
        second.close(report(Verdict.FAILED));
        assertThat(journal).doesNotExist();
    }

    @Test
    void open_theProcessWasKilledInTheMiddleOfALine_hasTheLinesBeforeIt() throws IOException {
        begun().close(report(Verdict.PARTIAL));
        for (String torn :
                List.of("done 0 2 5 5", "done 0 2 5 5 1f \"half", "nonsense\n", "done 9 2 5 5 1f\n", "done 0\n")) {
            Files.writeString(journal, torn, StandardOpenOption.APPEND);
            RunLedger again = open();
            assertThat(again.totals()).isEqualTo(new Totals(1, 5));
            again.partition("").begin(BEGINNING);
            again.close(report(Verdict.PARTIAL));
        }
        assertThat(Files.readString(journal)).doesNotContain("half", "nonsense", "done 9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "something else\n", "pagesync-run 2 x 0 2026-11-25T01:02:03Z \"\"\n", "pagesync-run 1 x"})
    void open_somethingElseIsThere_beginsAnew(String text) throws IOException {
        Files.writeString(journal, text);
        RunLedger run = open();
        assertThat(run.goesOn()).isFalse();
        run.partition("").begin(BEGINNING);
        assertThat(Files.readAllLines(journal)).hasSize(3);
    }

    @Test
    void open_whileItIsOpen_isRefused() {
        RunLedger run = begun();
        assertThatThrownBy(this::open)
                .isInstanceOf(AlreadyRunningException.class)
                .hasMessage("the file " + file
                        + " is being written by another process; wait for its end, or name another file");
        run.close(report(Verdict.PARTIAL));
        assertThat(open().goesOn()).isTrue();
    }

    @Test
    void open_askedForSomethingElse_beginsAnewWithTheReason() {
        RunLedger first = begun();
        first.close(report(Verdict.PARTIAL));
        RunLedger other = ledger(2).open(REQUEST);
        assertThat(other.goesOn()).isFalse();
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(other.beginning())
                .matches("a new run: run " + first.id() + " of \\d\\d:\\d\\d was asked for something else");
        other.giveBack();
        assertThat(open().id()).as("was given back").isEqualTo(first.id());
    }

    @Test
    void open_fresh_beginsAnewAndSaysNothing() {
        begun().close(report(Verdict.PARTIAL));
        RunLedger fresh = ledger(1).open(REQUEST.with(Start.FRESH));
        assertThat(fresh.goesOn()).isFalse();
        assertThat(fresh.beginning()).isEmpty();
    }

    @Test
    void open_oneRunIsAskedFor_isThatOrNone() {
        RunLedger first = begun();
        first.close(report(Verdict.PARTIAL));
        assertThatThrownBy(() -> ledger(1).open(REQUEST.with(Start.goingOnWith("other"))))
                .hasMessage("run other cannot be gone on with: out.jsonl.part.run holds run " + first.id());
        assertThat(ledger(1).open(REQUEST.with(Start.goingOnWith(first.id()))).goesOn())
                .isTrue();
    }

    @Test
    void open_aRunOfTheDayBeforeYesterday_beginsAnew() throws IOException {
        begun().close(report(Verdict.PARTIAL));
        Instant old = Instant.now().minus(2, ChronoUnit.DAYS);
        Files.writeString(journal, Files.readString(journal).replaceFirst("20\\S+Z (?=\")", old + " "));
        assertThat(open().beginning()).matches("a new run: run \\S+ of [\\d-]+ [\\d:]+ began longer ago than 24 h");
    }

    @Test
    void beginAnew_keepsNothingOfTheOtherRun() {
        RunLedger first = begun();
        first.close(report(Verdict.PARTIAL));
        RunLedger again = open();
        PartitionLedger pages = again.partition("");
        pages.forgetFrom(5);
        again.beginAnew("the total was 12 and is 13");
        assertThat(again.goesOn()).isFalse();
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(pages.earlier(1)).isNull();
        assertThat(again.totals()).isEqualTo(new Totals(0, 0));
        pages.begin(BEGINNING);
        pages.done(2, done(5, 1, ""));
        assertThat(told)
                .singleElement()
                .asString()
                .matches("a new run: run \\S+ of [\\d:]+ cannot be gone on with, as the total was 12 and is 13");
        again.close(report(Verdict.PARTIAL));
        RunLedger third = open();
        assertThat(third.id()).isEqualTo(again.id());
        assertThat(third.totals()).isEqualTo(new Totals(1, 5));
    }

    @Test
    void forgetFrom_pagesComeAgain() {
        RunLedger first = open();
        PartitionLedger pages = first.partition("");
        pages.begin(BEGINNING);
        List.of(1, 2, 4, 5).forEach(page -> pages.done(page, done(5, page, "")));
        first.close(report(Verdict.PARTIAL));
        RunLedger again = open();
        again.partition("").forgetFrom(3);
        assertThat(again.totals()).isEqualTo(new Totals(2, 10));
        again.close(report(Verdict.PARTIAL));
        assertThat(open().totals()).isEqualTo(new Totals(2, 10));
    }

    @Test
    void forgetFrom_theFirstPageOfAnotherPass_countsAnew() {
        RunLedger run = begun();
        PartitionLedger pages = run.partition("other");
        pages.done(1, done(5, 1, ""));
        pages.done(2, done(5, 2, ""));
        pages.forgetFrom(1);
        assertThat(pages.totals()).isEqualTo(new Totals(0, 0));
        pages.done(1, done(4, 1, ""));
        assertThat(run.totals()).isEqualTo(new Totals(2, 9));
        run.close(report(Verdict.PARTIAL));
        assertThat(open().partition("other").totals()).isEqualTo(new Totals(1, 4));
    }

    @Test
    void failed_afterItWasDone_comesAgain() {
        RunLedger first = begun();
        first.partition("").failed(1, "it was lost\nbehind seda");
        first.partition("").done(2, done(5, 2, ""));
        first.close(report(Verdict.PARTIAL));
        assertThat(open().partition("").earlier(1)).isNull();
    }

    @Test
    void done_withRecordsThatWereRefused_comesAgain() {
        RunLedger first = begun();
        first.partition("").done(2, new DonePage(4, 5, 2, ""));
        first.close(report(Verdict.PARTIAL));
        assertThat(open().partition("").earlier(2)).isNull();
    }

    private RunLedger begun() {
        RunLedger run = open();
        run.partition("").begin(BEGINNING);
        run.partition("").done(1, done(5, 11, ""));
        return run;
    }

    private RunLedger open() {
        return ledger(1).open(REQUEST);
    }

    private JournalLedger ledger(long asked) {
        return new JournalLedger(file, asked, told::add);
    }

    private static DonePage done(int records, long fingerprint, String next) {
        return new DonePage(records, records, fingerprint, next);
    }

    private static RunReport report(Verdict verdict) {
        return new RunReport(
                "",
                "load",
                "",
                Map.of(),
                verdict,
                List.of(),
                List.of(),
                new RunReport.Pages(2, 1, 0, 1),
                new RunReport.Records(null, 1),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                new RunReport.Traffic(1, 0, 0, 0, 0, 1),
                "",
                1,
                true,
                null,
                List.of(),
                null,
                List.of(),
                null);
    }
}
