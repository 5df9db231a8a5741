package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.database.table.TableSettings;
import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.Participant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows without a key: a run after one that did not end would double them. */
final class AppendTest {
    private static final TableSettings LOG = TableSettings.append("log");
    private static final List<Page> PAGES = TestRun.pages(List.of("{\"id\":1}", "{\"id\":2}"), List.of("{\"id\":3}"));

    @TempDir
    private Path folder = Path.of("");

    /** A run of which nobody has heard again after its first page. */
    private static void dieAfterOnePage(TestDatabase test) {
        TestRun killed = new TestRun(test.database, LOG);
        killed.plan(PAGES.get(0));
        killed.deliver(PAGES.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void open_afterARunThatDidNotEnd_saysWhatIsThere(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfterOnePage(test);
            String run = test.value("select run from pagesync_marks where page = 1");

            assertThatThrownBy(() -> new TestRun(test.database, LOG))
                    .isInstanceOf(PagesyncException.class)
                    .hasMessage("table log of data source main: 2 rows of run " + run + " are in it, which was killed,"
                            + " ended early or goes on in another process; this one would append their records again."
                            + " Delete those rows, or all, and then the run's marks (DELETE FROM pagesync_marks WHERE run"
                            + " = '" + run + "'), or name another table");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_afterAPartialRun_isRefused(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun partial = new TestRun(test.database, LOG);
            partial.plan(PAGES.get(0));
            partial.deliver(PAGES.get(0));
            RunReport report = partial.close();

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.destinations())
                    .singleElement()
                    .asString()
                    .endsWith("; another run is refused while these rows are there)");
            assertThatThrownBy(() -> new TestRun(test.database, LOG)).hasMessageContaining("2 rows of run ");
        }
    }

    /** All rows are there, but the run is not whole, and whoever runs it again would append them again. */
    @ParameterizedTest
    @EnumSource
    void open_afterARunWhoseOtherDestinationCouldNotFinish_isRefused(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report =
                    new TestRun(test.database, LOG).beside(new Unfinished()).load(PAGES, 1);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).singleElement().asString().contains("the other could not be finished");
            assertThat(test.rows("select id from log order by id")).containsExactly("1", "2", "3");
            assertThatThrownBy(() -> new TestRun(test.database, LOG)).hasMessageContaining("3 rows of run ");
        }
    }

    private static final class Unfinished implements Participant {
        @Override
        public String describe() {
            return "the other";
        }

        @Override
        public String finish(Verdict verdict) throws IOException {
            throw new IOException("the disk is full");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_whenTheRowsAreGone_isFree(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfterOnePage(test);
            test.execute("delete from log");
            assertThat(new TestRun(test.database, LOG).load(PAGES, 2).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id from log order by id")).containsExactly("1", "2", "3");

            dieAfterOnePageInto(test, "other");
            test.execute("drop table other");
            assertThat(new TestRun(test.database, TableSettings.append("other"))
                            .load(PAGES, 2)
                            .verdict())
                    .isEqualTo(Verdict.COMPLETE);
        }
    }

    private static void dieAfterOnePageInto(TestDatabase test, String table) {
        TestRun killed = new TestRun(test.database, TableSettings.append(table));
        killed.plan(PAGES.get(0));
        killed.deliver(PAGES.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void open_whenRowsAndMarksAreDeletedAsTold_isFree(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, LOG, "{\"id\":0}");
            dieAfterOnePage(test);
            String run = test.value("select run from pagesync_marks where page = 0");
            test.execute(
                    switch (engine) {
                        case POSTGRES ->
                            "delete from log where xmin::text in (select xmin::text from pagesync_marks where run = '"
                                    + run + "' and page > 0)";
                        case SQLITE -> "delete from log where rowid > (select max(rowid) - 2 from log)";
                        // By what somebody knows of the records: nothing in the database tells when a row came.
                        case MARIADB -> "delete from log where id > 0";
                    });
            test.execute("delete from pagesync_marks where run = '" + run + "'");

            assertThat(new TestRun(test.database, LOG).load(PAGES, 1).verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id from log order by id")).containsExactly("0", "1", "2", "3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_ofAnotherScopeOrTable_isFree(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfterOnePage(test);

            assertThat(TestRun.load(test.database, LOG.withScope(Map.of("licence", "A")), "{\"id\":1}")
                            .verdict())
                    .isEqualTo(Verdict.COMPLETE);
            assertThat(TestRun.load(test.database, TableSettings.append("other"), "{\"id\":1}")
                            .verdict())
                    .isEqualTo(Verdict.COMPLETE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_afterManyOtherRuns_stillKnows(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfterOnePage(test);
            for (int i = 0; i < 8; i++) {
                TestRun.load(test.database, LOG.withScope(Map.of("licence", "A")), "{\"id\":1}");
            }

            assertThatThrownBy(() -> new TestRun(test.database, LOG)).hasMessageContaining("2 rows of run ");
        }
    }

    /** The first attempt at a run, of which nobody has heard again after these pages. */
    private static void dieAfter(TestDatabase test, List<Page> pages) {
        TestRun killed = new TestRun(test.database, LOG, TestRun.QUICK, new HalfDoneLedger());
        killed.plan(pages.get(0));
        pages.forEach(killed::deliver);
    }

    @ParameterizedTest
    @EnumSource
    void goOn_allPagesAreThere_leavesTheTableFree(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfter(test, PAGES);
            HalfDoneLedger ledger = new HalfDoneLedger().with(PAGES.get(0), "").with(PAGES.get(1), "");
            TestRun again = new TestRun(test.database, LOG, TestRun.QUICK, ledger);
            again.plan(PAGES.get(0));

            assertThat(again.close().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(TestRun.load(test.database, LOG, "{\"id\":4}").verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id from log order by id")).containsExactly("1", "2", "3", "4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goOn_pageCameWithOtherRecordsBefore_isDriftedAllTheSame(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            Page other = TestRun.page(2, 3, 2, List.of("{\"id\":4}"));
            dieAfter(test, List.of(PAGES.get(0), PAGES.get(1), other));
            HalfDoneLedger ledger = new HalfDoneLedger().with(PAGES.get(0), "").with(other, "");
            TestRun again = new TestRun(test.database, LOG, TestRun.QUICK, ledger);
            again.plan(PAGES.get(0));
            again.deliver(other);
            RunReport report = again.close();

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).singleElement().asString().startsWith("page 2 came again with other records");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goOn_rowsOfAPageThatIsThereNoMore_isDrifted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            dieAfter(
                    test,
                    TestRun.pages(
                            List.of("{\"id\":1}", "{\"id\":2}"),
                            List.of("{\"id\":3}", "{\"id\":4}"),
                            List.of("{\"id\":5}")));
            TestRun again = new TestRun(test.database, LOG, TestRun.QUICK, new HalfDoneLedger().with(PAGES.get(0), ""));
            again.plan(TestRun.page(1, 4, 2, List.of("{\"id\":1}", "{\"id\":2}")));
            again.deliver(TestRun.page(2, 4, 2, List.of("{\"id\":3}", "{\"id\":4}")));
            RunReport report = again.close();

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .anyMatch(sign -> sign.startsWith("table log has rows of page 3, which an earlier attempt"));
        }
    }
}
