package io.pagesync.database.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.report.Verdict;
import io.pagesync.since.Known;
import io.pagesync.since.Overlap;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import io.pagesync.since.RunChanges;
import io.pagesync.since.Since;
import io.pagesync.since.SinceRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LedgerSinceTest {
    private static final Since SINCE = new Since(JsonPointer.compile("/at"), Overlap.DEFAULT, "", null);
    private static final RunRequest PACKAGES = new RunRequest(
            "packages", "http://localhost/packages", 17, Duration.ofHours(1), Start.NOW, new SinceRequest(SINCE, null));

    @TempDir
    Path folder = Path.of("");

    /** What a page of some records says, as a run without a mark sees it. */
    private static PageChanges changes(RunLedger run, int records, String at) {
        String all = ("{\"at\":\"" + at + "\"},").repeat(records);
        String body = "{\"data\":[" + all.substring(0, all.length() - 1) + "]}";
        PageFormat format = PageFormat.DEFAULT;
        return new RunChanges(SINCE, run.asking())
                .look("", PageReader.read(1, body.getBytes(StandardCharsets.UTF_8), null, format));
    }

    /** A whole run of everything, whose mark is four past nine. */
    private static void firstNight(TestDatabase test) {
        RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
        whole(first, changes(first, 1, "2026-11-26T21:04:00Z"));
    }

    private static void whole(RunLedger run, PageChanges page) {
        RunChanges seen = new RunChanges(SINCE, run.asking());
        seen.delivered(page, true);
        run.close(TestLedgers.report(run.id(), Verdict.COMPLETE), seen.reached());
    }

    @ParameterizedTest
    @EnumSource
    void mark_outlivesTheProcess_withWhatItHasDelivered(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            assertThat(first.asking().full()).isEqualTo("there is no mark yet");
            whole(first, changes(first, 3, "2026-11-26T21:04:00Z"));

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES);
            assertThat(second.asking().since()).isEqualTo("2026-11-26T21:03:00Z");
            assertThat(changes(second, 3, "2026-11-26T21:04:00Z").repeated()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void repeats_ofManyRecords_areKept(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 9000; i++) {
                all.append(i == 0 ? "" : ",").append("{\"id\":" + i + ",\"at\":\"2026-11-26T21:04:00Z\"}");
            }
            PageChanges page = new RunChanges(SINCE, first.asking())
                    .look(
                            "",
                            PageReader.read(
                                    1,
                                    ("{\"data\":[" + all + "]}").getBytes(StandardCharsets.UTF_8),
                                    null,
                                    PageFormat.DEFAULT));
            first.changed("", 1, page);
            whole(first, page);

            Known known = TestLedgers.of(test.database, "b").mark("packages").orElseThrow();
            assertThat(known.repeats().size()).isEqualTo(9000);
            assertThat(test.value("select count(*) from pagesync_since_pages")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatIsNotWhole_leavesTheMark(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            firstNight(test);
            RunLedger second = TestLedgers.of(test.database, "a").open(PACKAGES);
            second.close(TestLedgers.report(second.id(), Verdict.PARTIAL), Reached.NOTHING);

            assertThat(TestLedgers.of(test.database, "a")
                            .mark("packages")
                            .orElseThrow()
                            .mark())
                    .isEqualTo("2026-11-26T21:04:00Z");
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatWasKilled_goesOnSinceTheSameMark_andKnowsWhatItHadSeen(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            firstNight(test);
            Timing asleep = TestLedgers.QUICK.withRenewal(Duration.ofHours(1));
            RunLedger killed = TestLedgers.of(test.database, "b", asleep).open(PACKAGES);
            PartitionLedger its = killed.partition("");
            its.begin(TestLedgers.beginning(3, 30, 77));
            killed.changed("", 1, changes(killed, 2, "2026-11-26T22:00:00Z"));
            its.done(1, TestLedgers.page(1));
            TestLedgers.awaitPages(test, 1);
            test.execute(TestLedgers.RUN_OUT);

            RunLedger goesOn = TestLedgers.of(test.database, "c").open(PACKAGES);

            assertThat(goesOn.goesOn()).isTrue();
            assertThat(goesOn.asking().since()).isEqualTo("2026-11-26T21:03:00Z");
            assertThat(goesOn.asking().began())
                    .isEqualTo(killed.asking().began().truncatedTo(ChronoUnit.MILLIS));
            List<String> seen = new ArrayList<>();
            goesOn.earlierChanges(page -> seen.add(page.highest()));
            assertThat(seen).containsExactly("2026-11-26T22:00:00Z");
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_forEverything_doesNotGoOnWithAnIncrementalRun_butWithItsOwn(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            firstNight(test);
            String cut = TestLedgers.partial(test, "b", PACKAGES);

            RunLedger full = TestLedgers.of(test.database, "c").open(PACKAGES.with(Start.FULL));
            assertThat(full.id()).isNotEqualTo(cut);
            assertThat(full.asking().full()).isEqualTo("as asked for");
            assertThat(full.beginning()).isEqualTo("a new run: the last one asked only for what had changed");
            full.partition("").done(1, TestLedgers.page(1));
            full.close(TestLedgers.report(full.id(), Verdict.PARTIAL), Reached.NOTHING);

            RunLedger again = TestLedgers.of(test.database, "d").open(PACKAGES);
            assertThat(again.id()).isEqualTo(full.id());
            assertThat(again.asking().isIncremental()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mark_thatTheApiRefuses_isNoneOfTheRunAnyMore(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            firstNight(test);
            String cut = TestLedgers.partial(test, "b", PACKAGES);
            RunLedger goesOn = TestLedgers.of(test.database, "c").open(PACKAGES);
            assertThat(goesOn.id()).isEqualTo(cut);

            goesOn.asksForAll("the API refused it");

            assertThat(goesOn.id()).isNotEqualTo(cut);
            assertThat(goesOn.asking().isIncremental()).isFalse();
            goesOn.partition("").done(1, TestLedgers.page(1));
            goesOn.close(TestLedgers.report(goesOn.id(), Verdict.PARTIAL), Reached.NOTHING);
            assertThat(TestLedgers.of(test.database, "d")
                            .open(PACKAGES)
                            .asking()
                            .full())
                    .isEqualTo("the API refused it");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reset_forgetsTheMark(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            RunLedger first = ledger.open(PACKAGES);
            whole(first, changes(first, 1, "2026-11-26T21:04:00Z"));

            assertThat(ledger.reset("packages")).isEqualTo(1);

            assertThat(ledger.mark("packages")).isEmpty();
        }
    }
}
