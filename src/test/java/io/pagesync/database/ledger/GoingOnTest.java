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
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.ledger.StartTakenException;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the next run of a sync goes on with its last one, and what it says of that. */
@Timeout(180)
final class GoingOnTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void open_lastRunEndedWhole_isANewOneAndSaysNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseLedger ledger = TestLedgers.of(test.database, "a");
            RunLedger first = ledger.open(PACKAGES);
            first.partition("").done(1, page(1));
            first.close(report(first.id(), Verdict.COMPLETE));

            RunLedger second = ledger.open(PACKAGES);

            assertThat(second.goesOn()).isFalse();
            assertThat(second.beginning()).isEmpty();
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.totals()).isEqualTo(new Totals(0, 0));
            assertThat(second.partition("").earlier(1)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_lastRunEndedPartial_goesOnWithItsPages(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            PartitionLedger its = first.partition("");
            its.begin(beginning(3, 30, 77));
            its.done(1, page(1));
            its.done(2, page(2));
            its.failed(3, "it was away");
            first.close(report(first.id(), Verdict.PARTIAL));

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES);
            PartitionLedger again = second.partition("");

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.goesOn()).isTrue();
            assertThat(second.beginning()).matches("goes on with what this run had by \\d\\d:\\d\\d: 2 pages");
            assertThat(second.totals()).isEqualTo(new Totals(2, 20));
            assertThat(again.earlier()).isEqualTo(beginning(3, 30, 77));
            assertThat(again.earlier(1)).isEqualTo(page(1));
            assertThat(again.earlier(2)).isEqualTo(page(2));
            assertThat(again.earlier(3)).isNull();
            again.done(3, page(3));
            second.close(report(second.id(), Verdict.COMPLETE));
            assertThat(test.rows("select page, records, error from pagesync_pages order by page"))
                    .containsExactly("1|10|-", "2|10|-", "3|10|-");
            assertThat(test.rows("select attempts, pages, records, verdict from pagesync_runs"))
                    .containsExactly("2|3|30|COMPLETE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_fresh_isANewRunThatSaysSo(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String partial = withOnePage(test);

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES.with(Start.FRESH));

            assertThat(second.id()).isNotEqualTo(partial);
            assertThat(second.beginning())
                    .matches("a new run, as asked for: the one of \\d\\d:\\d\\d, which ended PARTIAL");
            second.giveBack();
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_oneRunOnly_goesOnWhateverItsAge(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String partial = withOnePage(test);
            test.execute("update pagesync_runs set started = 1000");

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES.with(Start.goingOnWith(partial)));

            assertThat(second.id()).isEqualTo(partial);
            assertThat(second.goesOn()).isTrue();
            assertThat(second.partition("").earlier(1)).isEqualTo(page(1));
            second.giveBack();
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_oneRunOnlyThatCannotGoOn_isRefused(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String partial = withOnePage(test);
            DatabaseLedger ledger = TestLedgers.of(test.database, "b");
            Start only = Start.goingOnWith(partial);

            assertThatThrownBy(() -> ledger.open(
                            RunRequest.of("packages", "http://localhost/other").with(only)))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("run " + partial + " cannot go on: it asked for something else than the sync does now;"
                            + " pagesync run packages begins anew");
            assertThatThrownBy(() -> ledger.open(PACKAGES.with(Start.goingOnWith("no"))))
                    .hasMessageContaining("run no cannot go on: it is not the last one of packages;");
            RunLedger again = ledger.open(PACKAGES.with(only));
            again.close(report(partial, Verdict.COMPLETE));
            assertThatThrownBy(() -> ledger.open(PACKAGES.with(only)))
                    .hasMessageContaining("cannot go on: it ended COMPLETE, with nothing to go on with;");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_missedStart_isVoidOnceARunHasBegunSince(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            Start missed = Start.missedAt(Instant.now().minusSeconds(60));
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES.with(missed));
            first.close(report(first.id(), Verdict.COMPLETE));

            assertThatThrownBy(() -> TestLedgers.of(test.database, "b").open(PACKAGES.with(missed)))
                    .isInstanceOf(StartTakenException.class)
                    .hasMessage("a run of packages has begun meanwhile (run " + first.id() + ")");
            assertThat(TestLedgers.of(test.database, "b").open(PACKAGES).id()).isNotEqualTo(first.id());
        }
    }

    /** The id of a run that ended PARTIAL, with one page. */
    private static String withOnePage(TestDatabase test) {
        RunLedger run = TestLedgers.of(test.database, "a").open(PACKAGES);
        run.partition("").begin(beginning(3, 30, 77));
        run.partition("").done(1, page(1));
        run.close(report(run.id(), Verdict.PARTIAL));
        return run.id();
    }

    @ParameterizedTest
    @EnumSource
    void open_lastRunWasCutShort_goesOnOnceItsLeaseHasRunOut(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            Timing once = TestLedgers.QUICK.withRenewal(Duration.ofHours(1));
            RunLedger first = TestLedgers.of(test.database, "a", once).open(PACKAGES);
            first.partition("").done(1, page(1));
            awaitPages(test, 1);
            test.execute(RUN_OUT);

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES);

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.partition("").earlier(1)).isEqualTo(page(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_lastRunAskedForSomethingElse_isANewOneAndSaysWhy(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");

            RunLedger second = TestLedgers.of(test.database, "b")
                    .open(RunRequest.of("packages", "http://localhost/packages?licence=2"));

            assertThat(second.goesOn()).isFalse();
            assertThat(second.beginning())
                    .matches("a new run: the one of \\d\\d:\\d\\d, which ended PARTIAL, asked for something else");
        }
    }

    /** What speaks against its pages would not be seen in the rest of them. */
    @ParameterizedTest
    @EnumSource
    void open_lastRunHadMetChanges_isANewOneAndSaysWhy(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunLedger first = TestLedgers.of(test.database, "a").open(PACKAGES);
            first.partition("").done(1, page(1));
            first.close(report(first.id(), Verdict.PARTIAL, List.of("page 2 is the same as page 1")));
            DatabaseLedger ledger = TestLedgers.of(test.database, "b");

            assertThatThrownBy(() -> ledger.open(PACKAGES.with(Start.goingOnWith(first.id()))))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("it ended PARTIAL, and met changes of the collection");
            RunLedger second = ledger.open(PACKAGES);

            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.beginning())
                    .matches("a new run: the one of \\d\\d:\\d\\d, which ended PARTIAL, met changes of the collection");
            second.giveBack();
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_lastRunIsTooOld_isANewOneAndSaysWhy(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");
            test.execute("update pagesync_runs set started = started - 3600000");

            RunLedger second = TestLedgers.of(test.database, "b").open(PACKAGES);

            assertThat(second.goesOn()).isFalse();
            assertThat(second.beginning())
                    .matches("a new run: the one of [-0-9: ]+, which ended PARTIAL, began longer ago than 1 h");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_nothingIsToBeGoneOnWith_isANewOne(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            partial(test, "a");

            RunLedger second = TestLedgers.of(test.database, "b")
                    .open(new RunRequest("packages", PACKAGES.url(), PACKAGES.asked(), Duration.ZERO, Start.NOW));

            assertThat(second.goesOn()).isFalse();
            assertThat(second.resumable()).isFalse();
        }
    }
}
