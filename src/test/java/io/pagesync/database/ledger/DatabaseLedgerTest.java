package io.pagesync.database.ledger;

import static io.pagesync.database.ledger.TestLedgers.PACKAGES;
import static io.pagesync.database.ledger.TestLedgers.RUN_OUT;
import static io.pagesync.database.ledger.TestLedgers.awaitPages;
import static io.pagesync.database.ledger.TestLedgers.beginning;
import static io.pagesync.database.ledger.TestLedgers.page;
import static io.pagesync.database.ledger.TestLedgers.partial;
import static io.pagesync.database.ledger.TestLedgers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.SimulatedDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.Ledger.Action;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory.PageBlock;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs in a database, of processes that end well, are killed, sleep, or meet. */
@Timeout(180)
final class DatabaseLedgerTest {
    @TempDir
    Path folder = Path.of("");

    /** A process whose clock is ahead would else take a run that is left for too old to be gone on with. */
    @Test
    void time_isTheDatabases() throws Exception {
        try (SimulatedDatabase simulated = new SimulatedDatabase()) {
            Instant its = Instant.parse("2001-02-03T04:05:06Z");
            simulated.begin(its::toEpochMilli);

            assertThat(TestLedgers.of(simulated.way(() -> false), "a").now()).isEqualTo(its);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_runIsOpenElsewhere_isRefusedWithWhoHasIt(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "PID 4711 on db1").open(PACKAGES);

            assertThatThrownBy(
                            () -> TestLedgers.of(test.database, "PID 2 on db2").open(PACKAGES))
                    .isInstanceOf(AlreadyRunningException.class)
                    .hasMessageMatching(
                            "packages runs in PID 4711 on db1 since \\d\\d:\\d\\d, last sign of life \\d s ago"
                                    + " \\(run " + first.id() + "\\)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_runIsOpenInThisProcess_isRefused(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = new DatabaseLedger(test.database, 50, 90);
            RunLedger first = ledger.open(PACKAGES);

            assertThatThrownBy(() -> ledger.open(PACKAGES))
                    .isInstanceOf(AlreadyRunningException.class)
                    .hasMessage("the sync packages is running already (run " + first.id()
                            + "); it never runs twice at once");
            first.close(report(first.id(), Verdict.COMPLETE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaseRanOutAndWasTaken_firstWritesNothingMore(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder);
                Database other = Database.open(test.settings)) {
            Timing asleep = TestLedgers.QUICK.withRenewal(Duration.ofHours(1));
            RunLedger first = TestLedgers.of(test.database, "a", asleep).open(PACKAGES);
            CompletableFuture<String> told = new CompletableFuture<>();
            first.whenLost(told::complete);
            PartitionLedger its = first.partition("");
            its.done(1, page(1));
            awaitPages(test, 1);
            test.execute(RUN_OUT);

            RunLedger second = TestLedgers.of(other, "PID 2 on db2").open(PACKAGES);
            its.done(2, page(2));

            assertThat(told.get(60, TimeUnit.SECONDS))
                    .matches("another process has taken run " + first.id()
                            + " over \\(PID 2 on db2, at \\d\\d:\\d\\d\\),"
                            + " as this one gave no sign of life; nothing more is written here");
            assertThatThrownBy(first::requireHeld)
                    .isInstanceOf(PagesyncException.class)
                    .hasMessage(told.get());
            assertThatThrownBy(() -> its.done(3, page(3))).hasMessage(told.get());
            assertThatThrownBy(() -> first.close(report(first.id(), Verdict.COMPLETE)))
                    .hasMessage(told.get());
            second.requireHeld();
            second.close(report(second.id(), Verdict.PARTIAL));
            assertThat(test.rows("select page from pagesync_pages")).containsExactly("1");
            assertThat(test.value("select verdict from pagesync_runs")).isEqualTo("PARTIAL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaseRanOutAndNobodyTookIt_itIsRenewed(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger run = TestLedgers.of(test.database, "a").open(PACKAGES);
            test.execute(RUN_OUT);

            run.partition("").done(1, page(1));
            run.close(report(run.id(), Verdict.PARTIAL));

            assertThat(test.value("select pages from pagesync_runs")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void beginAnew_earlierPagesAreForgotten_underAnotherId(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String old = partial(test, "a");
            RunLedger run = TestLedgers.of(test.database, "b").open(PACKAGES);
            PartitionLedger its = run.partition("");

            run.beginAnew("the total was 4 and is 3");

            assertThat(run.id()).isNotEqualTo(old);
            assertThat(run.goesOn()).isFalse();
            assertThat(run.beginning()).isEqualTo("a new run, because the total was 4 and is 3");
            assertThat(its.earlier()).isNull();
            assertThat(its.earlier(1)).isNull();
            assertThat(its.totals()).isEqualTo(new Totals(0, 0));
            its.begin(beginning(1, 10, 5));
            its.done(1, page(1));
            assertThat(run.totals()).isEqualTo(new Totals(1, 10));
            run.close(report(run.id(), Verdict.COMPLETE));
            assertThat(test.rows("select id, verdict, pages from pagesync_runs order by started, verdict desc"))
                    .containsExactly(old + "|PARTIAL|2", run.id() + "|COMPLETE|1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetFrom_pagesBehindComeAgain(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");
            RunLedger run = TestLedgers.of(test.database, "b").open(PACKAGES);
            PartitionLedger its = run.partition("");

            its.forgetFrom(2);

            assertThat(its.earlier(1)).isEqualTo(page(1));
            assertThat(its.earlier(2)).isNull();
            assertThat(its.totals()).isEqualTo(new Totals(1, 10));
            run.close(report(run.id(), Verdict.PARTIAL));
            assertThat(test.rows("select page from pagesync_pages")).containsExactly("1");
            assertThat(test.value("select pages from pagesync_runs")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetFrom_beforeOneMorePass_countsPagesOnce(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");
            RunLedger run = TestLedgers.of(test.database, "b").open(PACKAGES);
            PartitionLedger its = run.partition("");
            its.done(3, page(3));

            its.forgetFrom(1);
            its.begin(beginning(2, 20, 78));
            its.done(1, page(1));

            assertThat(its.totals()).isEqualTo(new Totals(1, 10));
            assertThat(run.totals()).isEqualTo(new Totals(1, 10));
            run.close(report(run.id(), Verdict.PARTIAL));
            assertThat(test.rows("select page from pagesync_pages")).containsExactly("1");
            assertThat(test.value("select pages from pagesync_runs")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysOfPages_areThereWhenTheRunGoesOn_andGoneWithItsEnd(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            PartitionLedger its = first.partition("");
            its.begin(beginning(3, 30, 77));
            its.done(1, page(1), keys(1, 2));
            its.done(2, page(2), keys(3, -4));
            its.done(3, page(3), new PageKeys(new long[8001], 0));
            first.close(report(first.id(), Verdict.PARTIAL));
            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES);
            PartitionLedger again = second.partition("");
            again.forgetFrom(3);

            Map<Integer, List<Long>> found = new TreeMap<>();
            again.earlierKeys((each, page) -> found.put(page, List.of(each.get(0), each.get(1))));
            second.close(report(second.id(), Verdict.DRIFTED));

            assertThat(found).isEqualTo(Map.of(1, List.of(1L, 2L), 2, List.of(3L, -4L)));
            assertThat(test.value("select count(*) from pagesync_keys")).isEqualTo("0");
            assertThat(test.value("select count(*) from pagesync_pages")).isEqualTo("2");
        }
    }

    /** A page that comes again with so many records that their keys are not kept has none. */
    @ParameterizedTest
    @EnumSource
    void keysOfPages_areThoseThatItCameWithLast(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            PartitionLedger its = first.partition("");
            its.begin(beginning(3, 30, 77));
            its.done(1, page(1), keys(1, 2));
            its.done(2, page(2), keys(3, 4));
            awaitPages(test, 2);
            its.done(1, page(1), new PageKeys(new long[8001], 0));
            its.done(2, page(2), keys(5, 6));
            first.close(report(first.id(), Verdict.PARTIAL));

            Map<Integer, Long> found = new TreeMap<>();
            TestLedgers.of(test.database, "b")
                    .open(PACKAGES)
                    .partition("")
                    .earlierKeys((each, page) -> found.put(page, each.get(0)));

            assertThat(found).isEqualTo(Map.of(2, 5L));
        }
    }

    private static PageKeys keys(long... its) {
        return new PageKeys(its, 0);
    }

    @ParameterizedTest
    @EnumSource
    void giveBack_newRunIsForgotten_earlierOneIsAsItWas(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestLedgers.of(test.database, "a").open(PACKAGES).giveBack();
            assertThat(test.rows("select id from pagesync_runs")).isEmpty();
            String id = partial(test, "a");
            List<String> before = test.rows("select * from pagesync_runs");

            TestLedgers.of(test.database, "b").open(PACKAGES).giveBack();

            assertThat(test.rows("select * from pagesync_runs")).isEqualTo(before);
            assertThat(TestLedgers.of(test.database, "c").open(PACKAGES).id()).isEqualTo(id);
        }
    }

    /** Else the pages that are left of it would be taken for all of it. */
    @ParameterizedTest
    @EnumSource
    void open_partitionThatEndedAndWasBegunAgain_hasNoEnd(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            RunLedger first = ledger.open(PACKAGES);
            first.partition("a=1").begin(beginning(2, 20, 1));
            first.partition("a=1").done(1, page(1));
            first.partition("a=1").done(2, page(2));
            first.partition("a=1").ended(Verdict.COMPLETE);
            first.close(report(first.id(), Verdict.PARTIAL));
            RunLedger second = ledger.open(PACKAGES);
            second.partition("a=1").forgetFrom(2);
            second.close(report(second.id(), Verdict.PARTIAL));

            RunLedger third = ledger.open(PACKAGES);

            assertThat(third.partition("a=1").totals()).isEqualTo(new Totals(1, 10));
            assertThat(third.partition("a=1").earlierVerdict()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitions_areKeptApart_withNamesOfAnyLength(RealDatabase engine) throws SQLException {
        String longName = "licenseNumber=" + "x".repeat(5000) + "\0";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            RunLedger first = ledger.open(PACKAGES);
            PartitionLedger one = first.partition(longName);
            one.begin(beginning(2, 20, 1));
            one.done(1, page(1));
            one.done(2, page(2));
            one.ended(Verdict.COMPLETE);
            PartitionLedger two = first.partition("licenseNumber=2");
            two.begin(beginning(2, 15, 2));
            two.done(2, page(2));
            two.failed(1, "it was away");
            two.ended(Verdict.PARTIAL);
            first.close(report(first.id(), Verdict.PARTIAL));

            RunLedger second = ledger.open(PACKAGES);

            assertThat(second.partition(longName).earlierVerdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(second.partition(longName).totals()).isEqualTo(new Totals(2, 20));
            assertThat(second.partition("licenseNumber=2").earlierVerdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(second.partition("licenseNumber=2").earlier(1)).isNull();
            assertThat(second.partition("licenseNumber=2").earlier(2)).isEqualTo(page(2));
            assertThat(second.partition("licenseNumber=3").earlier()).isNull();
            assertThat(second.totals()).isEqualTo(new Totals(3, 30));
            assertThat(ledger.partitions(first.id(), 10))
                    .containsExactly(
                            new PartitionEntry("licenseNumber=2", 2, 15L, new Totals(1, 10), Verdict.PARTIAL),
                            new PartitionEntry(
                                    longName.replace('\0', '?'), 2, 20L, new Totals(2, 20), Verdict.COMPLETE));
            assertThat(ledger.failedPages(first.id(), 10))
                    .containsExactly(new FailedPage("licenseNumber=2", 1, "it was away"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pages_areCountedInBlocks(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "PID 1 on db1");
            RunLedger run = ledger.open(PACKAGES);
            PartitionLedger its = run.partition("");
            List.of(1, 2, 3, 5).forEach(page -> its.done(page, new RunLedger.DonePage(10, 10, page, "")));
            its.done(6, new RunLedger.DonePage(9, 10, 1, ""));
            its.failed(7, "it was away");
            run.close(report(run.id(), Verdict.PARTIAL));

            assertThat(ledger.pages(run.id(), "", 3, 10))
                    .containsExactly(
                            new PageBlock(1, 3, 3, 0, 0), new PageBlock(4, 3, 2, 0, 1), new PageBlock(7, 3, 0, 1, 0));
            assertThat(ledger.pages(run.id(), "", 1, 4).stream().map(PageBlock::first))
                    .containsExactly(1, 2, 3, 5);
            assertThat(ledger.pages(run.id(), "licenseNumber=2", 3, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void actions_outlastTheirProcess(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "PID 1 on db1");
            assertThat(ledger.actions(10)).isEmpty();
            Instant at = Instant.ofEpochMilli(1_795_000_000_000L);
            Action run = new Action(at, "token from 127.0.0.1", "run", "packages", "20261127T0-1", "it has begun");
            Action stop =
                    new Action(at.plusSeconds(1), "log-in from ::1", "stop", "p\u00e4ckchen", "", "refused: 'no'");

            ledger.note(run);
            ledger.note(stop);

            assertThat(TestLedgers.of(test.database, "PID 2 on db2").actions(10))
                    .containsExactly(stop, run);
            assertThat(ledger.actions(1)).containsExactly(stop);
        }
    }

    @ParameterizedTest
    @EnumSource
    void history_tellsOfRunsThatRun_wereCutShort_andEnded(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            Timing once = TestLedgers.QUICK.withRenewal(Duration.ofHours(1));
            DatabaseLedger ledger = TestLedgers.of(test.database, "PID 1 on db1", once);
            assertThat(ledger.runs(null, 10)).isEmpty();
            String ended = partial(test, "PID 1 on db1");
            RunLedger open = ledger.open(RunRequest.of("items", "http://localhost/items"));

            RunEntry running = ledger.run(open.id()).orElseThrow();
            RunEntry before = ledger.runs("packages", 10).get(0);

            assertThat(running.state()).isEqualTo(RunEntry.State.RUNNING);
            assertThat(running.owner()).isEqualTo("PID 1 on db1");
            assertThat(running.report()).isNull();
            assertThat(before.state()).isEqualTo(RunEntry.State.ENDED);
            assertThat(before.done()).isEqualTo(new Totals(2, 20));
            assertThat(before.report()).isEqualTo(report(ended, Verdict.PARTIAL));
            test.execute(RUN_OUT);
            assertThat(ledger.run(open.id()).orElseThrow().state()).isEqualTo(RunEntry.State.CUT_SHORT);
            assertThat(ledger.runs(null, 10)).extracting(RunEntry::id).containsExactlyInAnyOrder(ended, open.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void reset_forgetsAllRunsOfTheSync_unlessOneIsOpen(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            assertThat(ledger.reset("packages")).isZero();
            partial(test, "a");
            RunLedger open = ledger.open(PACKAGES);
            assertThatThrownBy(() -> TestLedgers.of(test.database, "b").reset("packages"))
                    .isInstanceOf(AlreadyRunningException.class);
            open.close(report(open.id(), Verdict.PARTIAL));

            assertThat(ledger.reset("packages")).isOne();

            assertThat(test.rows("select run from pagesync_pages")).isEmpty();
            assertThat(ledger.open(PACKAGES).goesOn()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_keepsTheLastRuns_andThoseThatAreNotTooOld(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = new DatabaseLedger(test.database, 2, 30);
            for (int i = 0; i < 3; i++) {
                RunLedger run = ledger.open(PACKAGES);
                run.partition("").done(1, page(1));
                run.close(report(run.id(), Verdict.COMPLETE));
            }
            assertThat(test.value("select count(*) from pagesync_runs")).isEqualTo("2");
            assertThat(test.value("select count(*) from pagesync_pages")).isEqualTo("2");
            test.execute("update pagesync_runs set started = started - 31 * 86400000.0");

            RunLedger last = ledger.open(PACKAGES);
            last.close(report(last.id(), Verdict.COMPLETE));

            assertThat(test.rows("select id from pagesync_runs")).containsExactly(last.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hundredThousandPages_areAllThereWhenTheRunGoesOn(RealDatabase engine) throws SQLException {
        int count = 100_000;
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            RunLedger first = ledger.open(PACKAGES);
            PartitionLedger its = first.partition("");
            for (int number = 1; number <= count; number++) {
                its.done(number, page(number));
            }
            first.close(report(first.id(), Verdict.PARTIAL));

            RunLedger second = ledger.open(PACKAGES);
            PartitionLedger again = second.partition("");

            assertThat(second.totals()).isEqualTo(new Totals(count, 10L * count));
            assertThat(again.earlier(count)).isEqualTo(page(count));
            assertThat(again.earlier(count + 1)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfANewerVersion_areRefusedInOneSentence(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");
            test.execute("update pagesync_versions set version = 11");
            String sentence = "the ledger in data source main: the tables pagesync_* there have version 11, this"
                    + " Pagesync knows them up to version 10; use the newer Pagesync that made them, or another database";

            assertThatThrownBy(() -> TestLedgers.of(test.database, "b").open(PACKAGES))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(sentence);
            assertThatThrownBy(() -> TestLedgers.of(test.database, "b").runs(null, 1))
                    .hasMessage(sentence);
        }
    }
}
