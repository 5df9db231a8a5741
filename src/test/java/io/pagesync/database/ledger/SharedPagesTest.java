package io.pagesync.database.ledger;

import static io.pagesync.database.ledger.TestLedgers.PACKAGES;
import static io.pagesync.database.ledger.TestLedgers.RUN_OUT;
import static io.pagesync.database.ledger.TestLedgers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.work.LedgerWork.Answer;
import io.pagesync.database.work.PageBoard;
import io.pagesync.database.work.TakenPage;
import io.pagesync.database.work.TakenPages;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.ledger.StartTakenException;
import io.pagesync.page.Envelope;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import io.pagesync.work.PageAnswer;
import io.pagesync.work.PageTask;
import io.pagesync.work.WorkCount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of a run that other processes than its owner deliver: whose they are, and who learns of them. */
@Timeout(120)
final class SharedPagesTest {
    private static final PageKeys KEYS = new PageKeys(new long[] {7, 8}, 0);

    private final WorkCount count = new WorkCount();

    @TempDir
    private Path folder = Path.of("");

    private static PageTask task(RunLedger run, int page) {
        Page first = Page.told(1, 2, new Envelope("6", "2", null), PageKeys.NONE, 0, false);
        return PageTask.first("packages", run.id(), run.epoch(), null, first, List.of(JsonPointer.compile("/id")))
                .orElseThrow()
                .of(page);
    }

    private TakenPages process(TestDatabase test, String name) {
        return new TakenPages(test.database, name, "PID 1 on " + name, "test", count);
    }

    private static TakenPage take(TakenPages by, PageTask task) {
        return Objects.requireNonNull(by.take(task), "nobody has the page");
    }

    private static void deliver(TakenPage page, Refusal... refused) {
        page.arrived(Page.told(2, 2, new Envelope("7", "2", null), KEYS, 99, false));
        page.done(2, new DonePage(2 - refused.length, 2, 99, ""), KEYS, List.of(refused));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void page_isOneProcessesAtATime_andItsOwnerLearnsWhatBecameOfIt(RealDatabase kind) throws Exception {
        try (TestDatabase test = new TestDatabase(kind, folder);
                TakenPages one = process(test, "one");
                TakenPages other = process(test, "other")) {
            RunLedger run = TestLedgers.of(test.database, "owner").open(PACKAGES);
            try (PageBoard board = new PageBoard(test.database, "packages", run.id(), run.epoch(), told -> {})) {
                board.asked("", 2);
                TakenPage taken = take(one, task(run, 2));
                assertThat(other.take(task(run, 2))).isNull();

                deliver(taken, new Refusal("", 2, 5, 1, "7", "table t", "too long", "{\"id\":7}"));

                Answer answer = board.await("", 2).orElseThrow();
                assertThat(other.take(task(run, 2))).isNull();
                PageAnswer text = PageAnswer.of(answer.text());
                assertThat(text.refusals(2)).extracting(Refusal::reason).containsExactly("too long");
                Page told = text.page(2, answer.size(), answer.hash(), answer.hashes());
                assertThat(told.getSize()).isEqualTo(2);
                assertThat(told.total()).hasValue(7);
                assertThat(told.fingerprint()).isEqualTo(99);
                assertThat(told.keys().sameAs(KEYS)).isTrue();
                assertThat(answer.records()).isEqualTo(1);
                assertThat(TestLedgers.of(test.database, "any").refused(run.id(), 9))
                        .extracting(Refusal::record)
                        .containsExactly("{\"id\":7}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void process_whosePageWasGivenToAnother_writesNothingOfIt(RealDatabase kind) throws Exception {
        try (TestDatabase test = new TestDatabase(kind, folder);
                TakenPages hung = process(test, "hung");
                TakenPages other = process(test, "other")) {
            RunLedger run = TestLedgers.of(test.database, "owner").open(PACKAGES);
            TakenPage late = take(hung, task(run, 2));
            assertThat(held(test, hung, run)).isTrue();
            test.execute("update pagesync_work set taken_until = 1");
            assertThat(other.take(task(run, 2))).isNotNull();

            assertThatThrownBy(() -> held(test, hung, run))
                    .hasMessageContaining("page 2 of run " + run.id() + " was given to another process");
            assertThatThrownBy(() -> deliver(late))
                    .hasMessageContaining("page 2 of run " + run.id() + " was given to another process");
            late.leave();
            assertThat(held(test, other, run)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void pageOfOneThatIsGone_isFreeInTime_alsoWhereTheClockWasSetBack(RealDatabase kind) throws Exception {
        try (TestDatabase test = new TestDatabase(kind, folder);
                TakenPages gone = process(test, "gone")) {
            RunLedger run = TestLedgers.of(test.database, "owner").open(PACKAGES);
            TakenPage late = take(gone, task(run, 2));
            String until = test.value("select taken_until from pagesync_work");
            test.execute("update pagesync_work set worker = 'killed', taken_until = taken_until + 3600000");
            try (PageBoard board = new PageBoard(test.database, "packages", run.id(), run.epoch(), told -> {})) {
                board.asked("", 2);

                await().until(() -> Long.parseLong(test.value("select taken_until from pagesync_work"))
                        < Long.parseLong(until) + 3_600_000);
                test.execute("update pagesync_work set taken_until = taken_until - 15001");

                assertThat(board.await("", 2)).as("to be asked for again").isEmpty();
                late.leave();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void message_thatComesAgainWhileItsPageIsOnItsWayHere_asksForNothing(RealDatabase kind) throws Exception {
        try (TestDatabase test = new TestDatabase(kind, folder);
                TakenPages worker = process(test, "worker")) {
            RunLedger run = TestLedgers.of(test.database, "owner").open(PACKAGES);
            TakenPage first = take(worker, task(run, 2));

            assertThat(worker.take(task(run, 2))).isNull();

            deliver(first);
            first.leave();
            assertThat(worker.take(task(run, 2))).isNull();
        }
    }

    private static boolean held(TestDatabase test, TakenPages by, RunLedger run) throws Exception {
        RunLedger joined = by.ledger(task(run, 2));
        return test.database.transaction(connection -> joined.isHeld(test.database.name(), connection, "", 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void owner_thatFollowsAnother_hasWhatWasDelivered_andNobodyWritesForTheFormer(RealDatabase kind) throws Exception {
        try (TestDatabase test = new TestDatabase(kind, folder);
                TakenPages worker = process(test, "worker")) {
            Timing asleep = TestLedgers.QUICK.withRenewal(Duration.ofHours(1));
            RunLedger former = TestLedgers.of(test.database, "former", asleep).open(PACKAGES);
            deliver(take(worker, task(former, 2)));
            TakenPage late = take(worker, task(former, 3));
            test.execute(RUN_OUT);

            RunLedger next = TestLedgers.of(test.database, "next").open(PACKAGES);

            assertThat(next.id()).isEqualTo(former.id());
            assertThat(next.epoch()).isEqualTo(former.epoch() + 1);
            assertThat(next.totals()).isEqualTo(new Totals(1, 2));
            PartitionLedger its = next.partition("");
            assertThat(its.earlier(2)).isEqualTo(new DonePage(2, 2, 99, ""));
            its.earlierKeys((keys, page) -> assertThat(keys.sameAs(KEYS)).isTrue());
            assertThatThrownBy(() -> deliver(late)).hasMessageContaining("was given to another process");
            assertThat(worker.take(task(former, 4))).isNull();
            assertThat(worker.take(task(next, 2))).isNull();
            assertThat(worker.take(task(next, 3))).isNotNull();
            assertThatThrownBy(() -> former.close(report(former.id(), Verdict.COMPLETE)))
                    .hasMessageContaining("another process has taken run " + former.id() + " over");
            // Who was the owner leaves the pages of the next one alone.
            new PageBoard(test.database, "packages", former.id(), former.epoch(), told -> {}).close();
            assertThat(count.inFlight()).isEqualTo(2);
            assertThat(test.value("select count(*) from pagesync_work")).isEqualTo("1");
            // What is still in the queue when a run closes is nobody's.
            new PageBoard(test.database, "packages", next.id(), next.epoch(), told -> {}).close();
            assertThat(worker.take(task(next, 5))).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MARIADB"})
    void start_thatIsDueAtATime_isTakenByOneProcess(RealDatabase kind) throws Exception {
        Instant due = Instant.parse("2026-11-27T02:00:00Z");
        RunRequest start = PACKAGES.with(new Start(true, null, false, due, false));
        try (TestDatabase test = new TestDatabase(kind, folder)) {
            RunLedger first = TestLedgers.of(test.database, "first").open(start);
            // Its clock is ahead: the run seems to have begun before it was due.
            test.execute("update pagesync_runs set started = " + (due.toEpochMilli() - 600_000));
            first.close(report(first.id(), Verdict.COMPLETE));

            assertThatThrownBy(() -> TestLedgers.of(test.database, "second").open(start))
                    .isInstanceOf(StartTakenException.class);
            assertThat(TestLedgers.of(test.database, "second").runs("packages", 9))
                    .hasSize(1);
        }
    }
}
