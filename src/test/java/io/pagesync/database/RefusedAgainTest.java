package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.plan.Collection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that a table could not hold: what is kept of them, and how they get in once the cause is mended. */
@Timeout(180)
final class RefusedAgainTest {
    private static final TableSettings UPSERT = TableSettings.upsert("items").withKey("id");
    private static final TableSettings APPEND = TableSettings.append("items");
    private static final TableSettings MIRROR =
            TableSettings.of("items", WriteMode.MIRROR).withKey("id");
    private static final String IDS = "select id from items where id < 1000 order by id";
    private static final List<Page> PAGES = TestRun.pages(
            List.of("{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":7}"),
            List.of("{\"id\":3,\"a\":3}", "{\"id\":4,\"a\":4}"),
            List.of("{\"id\":5,\"a\":5}"));

    @TempDir
    private Path folder = Path.of("");

    /** No two of its rows may have the same in {@code a}, and one has a 7. */
    private static void makeTable(TestDatabase test, TableSettings settings) throws SQLException {
        TestRun.load(test.database, settings, "{\"id\":1000,\"a\":7}");
        test.execute("create unique index one_a on items (a)");
    }

    private static void mend(TestDatabase test) throws SQLException {
        test.execute("delete from items where id = 1000");
    }

    private static RunReport load(TestDatabase test, TableSettings settings, Ledger ledger) {
        return new TestRun(test.database, settings, TestRun.QUICK, ledger).load(PAGES, 1);
    }

    /** Delivers what the run asks for, these pages, and closes it. */
    private static RunReport retry(
            TestDatabase test,
            TableSettings settings,
            Ledger ledger,
            String run,
            List<Integer> asked,
            List<Page> pages) {
        TestRun again = new TestRun(
                test.database, settings, TestRun.QUICK, ledger, TestRun.COUNTED, Start.deliveringRefusedOf(run));
        again.plan(pages.get(0));
        again.run()
                .waves()
                .forEachRemaining(wave -> wave.forEachRemaining(page -> {
                    asked.add(page);
                    again.deliver(pages.get(page - 1));
                }));
        return again.close();
    }

    private static void assertRefused(RunReport report, List<Refusal> kept) {
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.refused()).isEqualTo(new RunReport.Refused(1, true, true));
        assertThat(report.exitCode()).isEqualTo(6);
        assertThat(kept).singleElement().satisfies(each -> {
            assertThat(each.partition()).isEmpty();
            assertThat(List.of(each.page(), each.position())).containsExactly(1, 2);
            assertThat(each.destination()).isEqualTo("table items");
            assertThat(each.reason()).isNotEmpty();
            assertThat(each.record()).isEqualTo("{\"id\":2,\"a\":7}");
        });
    }

    private void assertDelivered(TestDatabase test, TableSettings settings) throws SQLException {
        Ledger ledger = new DatabaseLedger(test.database, 50, 90);
        RunReport first = load(test, settings, ledger);
        assertRefused(first, ledger.refused(first.run(), 10));
        mend(test);
        List<Integer> asked = new ArrayList<>();

        RunReport second = retry(test, settings, ledger, first.run(), asked, PAGES);

        assertThat(second.run()).isEqualTo(first.run());
        assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(second.refused()).isNull();
        assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5");
        assertThat(ledger.refused(first.run(), 10)).isEmpty();
        if (!settings.equals(MIRROR)) {
            assertThat(asked).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retry_onceTheCauseIsMended_bringsTheRecordOfAnUpsert(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            makeTable(test, UPSERT);

            assertDelivered(test, UPSERT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retry_ofAppendedRows_bringsTheRecordAndDoublesNoOther(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            makeTable(test, APPEND);

            assertDelivered(test, APPEND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retry_ofAMirror_bringsTheRecord(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            makeTable(test, MIRROR);

            assertDelivered(test, MIRROR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retry_whileTheCauseIsThere_endsAsBefore(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            makeTable(test, APPEND);
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            RunReport first = load(test, APPEND, ledger);

            RunReport second = retry(test, APPEND, ledger, first.run(), new ArrayList<>(), PAGES);

            assertRefused(second, ledger.refused(first.run(), 10));
            assertThat(second.records().delivered()).isEqualTo(4);
            assertThat(test.rows(IDS)).containsExactly("1", "3", "4", "5");
        }
    }

    @Test
    void retry_ofARecordThatChangedMeanwhile_bringsItAsItIsNow() throws SQLException {
        List<Page> changed = new ArrayList<>(PAGES);
        changed.set(
                0,
                TestRun.pages(List.of("{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":8}"), List.of("{}", "{}"), List.of("{}"))
                        .get(0));
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            makeTable(test, UPSERT);
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            RunReport first = load(test, UPSERT, ledger);

            RunReport second = retry(test, UPSERT, ledger, first.run(), new ArrayList<>(), changed);

            assertThat(second.run()).isEqualTo(first.run());
            assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select a from items where id = 2")).containsExactly("8");
        }
    }

    @Test
    void retry_thatWasKilled_isGoneOnWith() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            makeTable(test, UPSERT);
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            RunReport first = load(test, UPSERT, ledger);
            mend(test);
            var killed = new TestRun(
                    test.database,
                    UPSERT,
                    TestRun.QUICK,
                    ledger,
                    TestRun.COUNTED,
                    Start.deliveringRefusedOf(first.run()));
            killed.run().ledger().giveBack();
            List<Integer> asked = new ArrayList<>();

            RunReport third = retry(test, UPSERT, ledger, first.run(), asked, PAGES);

            assertThat(third.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(asked).containsExactly(1);
            assertThat(third.records().delivered()).isEqualTo(5);
        }
    }

    @Test
    void nextRun_afterOneWithNothingButRefusedRecords_beginsAnew() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            makeTable(test, UPSERT);
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            RunReport first = load(test, UPSERT, ledger);
            mend(test);

            RunReport second = load(test, UPSERT, ledger);

            assertThat(second.run()).isNotEqualTo(first.run());
            assertThat(second.verdict()).isEqualTo(Verdict.COMPLETE);
        }
    }

    @Test
    void run_withAFailedPageBesides_isPartialAsAnyOther() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            makeTable(test, UPSERT);
            TestRun run = new TestRun(test.database, UPSERT, TestRun.QUICK, new DatabaseLedger(test.database, 50, 90));
            run.plan(PAGES.get(0));
            run.deliver(PAGES.get(0));
            run.deliver(PAGES.get(1));

            RunReport report = run.close();

            assertThat(report.refused()).isEqualTo(new RunReport.Refused(1, false, true));
            assertThat(report.exitCode()).isEqualTo(4);
        }
    }

    private static RunReport proved(TestDatabase test, TableSettings settings, List<String> records) {
        Collection.Checking proving = TestRun.PROVING;
        Page page = TestRun.page(1, records.size(), 20, records, "id");
        return new TestRun(test.database, settings, TestRun.QUICK, new DatabaseLedger(test.database, 50, 90), proving)
                .load(List.of(page), 1);
    }

    private static List<String> numbered(int from, int to) {
        List<String> records = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            records.add("{\"id\":" + i + ",\"a\":" + i + "}");
        }
        return records;
    }

    private static void assertDeletesNothing(RealDatabase engine, Path folder, TableSettings settings)
            throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            assertThat(proved(test, settings, numbered(1, 10)).exitCode()).isZero();
            List<String> less = numbered(2, 10);
            less.add("{\"id\":11,\"a\":1,\"a\":2}");

            RunReport report = proved(test, settings, less);

            assertThat(report.exitCode()).isEqualTo(6);
            assertThat(report.blocked()).isEmpty();
            assertThat(test.rows(IDS)).hasSize(10).contains("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mirror_ofWhichARecordWasRefused_deletesNothing(RealDatabase engine) throws SQLException {
        assertDeletesNothing(engine, folder, MIRROR);
    }

    @ParameterizedTest
    @EnumSource
    void replace_ofWhichARecordWasRefused_replacesNothing(RealDatabase engine) throws SQLException {
        assertDeletesNothing(
                engine, folder, TableSettings.of("items", WriteMode.REPLACE).withKey("id"));
    }

    @Test
    void maskedField_isMaskedInTheLedgerToo() throws SQLException {
        TableSettings masked = UPSERT.withRules(
                new ColumnRules(Ddl.AUTO, Map.of(), Set.of(), Set.of("/b"), Set.of("/a"), Set.of(), false));
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            Ledger ledger = new DatabaseLedger(test.database, 50, 90);
            Page page = TestRun.page(
                    1, 2, 2, List.of("{\"id\":1}", "{\"id\":2,\"a\":\"secret\",\"b\":3,\"c\":1,\"c\":2}"), "id");

            RunReport report =
                    new TestRun(test.database, masked, TestRun.QUICK, ledger, TestRun.PROVING).load(List.of(page), 1);

            assertThat(ledger.refused(report.run(), 10)).singleElement().satisfies(each -> {
                assertThat(each.record()).isEqualTo("{\"id\":2,\"a\":\"***\",\"c\":1,\"c\":2}");
                assertThat(each.key()).isEqualTo("2");
                assertThat(each.reason()).doesNotContain("secret");
            });
        }
    }
}
