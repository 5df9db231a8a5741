package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run of mode mirror or replace that goes on in another process: what was seen before counts, and only that. */
final class ModesResumeTest {
    private static final String IDS = "select id from packages order by id";

    @TempDir
    Path folder = Path.of("");

    private static TableSettings mode(WriteMode mode) {
        return TableSettings.of("packages", mode).withKey("id");
    }

    private static List<Page> pages(int... ids) {
        List<String> records =
                IntStream.of(ids).mapToObj(id -> "{\"id\":" + id + "}").toList();
        List<Page> pages = new ArrayList<>();
        for (int at = 0; at < records.size(); at += 2) {
            pages.add(TestRun.page(
                    pages.size() + 1, records.size(), 2, records.subList(at, Math.min(records.size(), at + 2)), "id"));
        }
        return pages;
    }

    private static RunReport whole(TestDatabase test, WriteMode mode, int... ids) {
        return new TestRun(test.database, mode(mode), TestRun.QUICK, new MemoryLedger(), TestRun.PROVING)
                .load(pages(ids), 1);
    }

    /** A run that goes on with these pages of an earlier attempt. */
    private static TestRun goingOn(TestDatabase test, WriteMode mode, List<Page> all, int... done) {
        HalfDoneLedger ledger = new HalfDoneLedger()
                .called("r1")
                .begun(new Beginning(
                        OptionalInt.of(all.size()),
                        OptionalLong.of(all.stream().mapToInt(Page::getSize).sum()),
                        all.get(0).keys().fingerprint()));
        for (int page : done) {
            ledger.with(all.get(page - 1), "");
        }
        TestRun run = new TestRun(test.database, mode(mode), TestRun.QUICK, ledger, TestRun.PROVING);
        if (done.length > 0) {
            run.run().partition().compare(all.get(0));
        }
        run.plan(all.get(0));
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void mirror_thatGoesOn_hasSeenWhatItsFirstAttemptHas(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, WriteMode.MIRROR, 1, 2, 3, 4, 5, 6, 7);
            List<Page> pages = pages(2, 3, 4, 5, 6, 7);
            goingOn(test, WriteMode.MIRROR, pages).deliver(pages.get(0));

            TestRun again = goingOn(test, WriteMode.MIRROR, pages, 1);
            again.deliver(pages.get(1));
            again.deliver(pages.get(2));
            RunReport report = again.close();
            List<String> between = test.rows(IDS);
            whole(test, WriteMode.MIRROR, 2, 3, 4, 5, 6, 7);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            // A bracket does not close around an attempt that was killed.
            assertThat(between).containsExactly("1", "2", "3", "4", "5", "6", "7");
            assertThat(test.rows("select * from pagesync_stages")).isEmpty();
            assertThat(test.rows(IDS)).containsExactly("2", "3", "4", "5", "6", "7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void replace_thatGoesOn_bringsInWhatItsFirstAttemptHasStaged(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, WriteMode.REPLACE, 1, 2);
            List<Page> pages = pages(1, 2, 3, 4, 5, 6, 7);
            goingOn(test, WriteMode.REPLACE, pages).deliver(pages.get(1));
            TestRun again = goingOn(test, WriteMode.REPLACE, pages, 2);
            List.of(0, 2, 3).forEach(page -> again.deliver(pages.get(page)));

            assertThat(test.rows(IDS)).containsExactly("1", "2");
            assertThat(again.close().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5", "6", "7");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, MIRROR", "SQLITE, REPLACE", "POSTGRES, MIRROR", "POSTGRES, REPLACE"})
    void page_thatComesAgainWithOthers_hasNoneOfItsOldKeys(RealDatabase engine, WriteMode mode) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, mode, 1, 2, 3, 4, 5, 6);
            goingOn(test, mode, pages(1, 2, 3, 4, 5, 6))
                    .deliver(pages(1, 2, 3, 4, 5, 6).get(1));
            List<Page> pages = pages(1, 2, 4, 5, 6, 7);

            TestRun again = goingOn(test, mode, pages);
            pages.forEach(again::deliver);
            RunReport report = again.close();

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations().get(0)).endsWith("; 1 rows deleted)");
            assertThat(test.rows(IDS)).containsExactly("1", "2", "4", "5", "6", "7");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, MIRROR", "SQLITE, REPLACE", "POSTGRES, MIRROR", "POSTGRES, REPLACE"})
    void page_thatWasWithdrawnAndComesAgain_isSeen(RealDatabase engine, WriteMode mode) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, mode, 1, 2, 3, 4);
            List<Page> pages = pages(1, 2, 3, 4);
            TestRun run = goingOn(test, mode, pages);
            run.deliver(pages.get(1));
            run.run().destinations().withdraw("", 2);
            List<String> seen = test.rows("select page from pagesync_seen");
            run.deliver(pages.get(0));
            run.deliver(pages.get(1));

            assertThat(seen).isEmpty();
            assertThat(test.rows("select page from pagesync_seen order by page"))
                    .containsExactly("1", "2");
        }
    }

    /** As a server that crashes does with a table that is not logged. */
    @ParameterizedTest
    @CsvSource({"SQLITE, MIRROR", "SQLITE, REPLACE", "POSTGRES, MIRROR", "POSTGRES, REPLACE"})
    void stagingTable_thatWasEmptied_isFilledAnew(RealDatabase engine, WriteMode mode) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, mode, 1, 2, 3, 4, 5, 6);
            List<Page> pages = pages(1, 2, 3, 4, 5, 6);
            TestRun first = goingOn(test, mode, pages);
            first.deliver(pages.get(0));
            first.deliver(pages.get(1));
            test.execute("delete from \"" + test.value("select stage from pagesync_stages") + "\"");

            TestRun again = goingOn(test, mode, pages, 1, 2);
            pages.forEach(again::deliver);
            RunReport report = again.close();

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations().get(0)).contains("(6 records, ").doesNotContain("deleted");
            assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, MIRROR", "SQLITE, REPLACE", "POSTGRES, MIRROR", "POSTGRES, REPLACE"})
    void stagingTable_thatIsEmptiedWhileTheRunIsOn_deletesNothing(RealDatabase engine, WriteMode mode)
            throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, mode, 1, 2, 3, 4, 5, 6);
            List<Page> pages = pages(1, 2, 3, 4, 5, 6);
            TestRun run = goingOn(test, mode, pages);
            pages.forEach(run::deliver);
            test.execute("delete from \"" + test.value("select stage from pagesync_stages") + "\"");

            RunReport report = run.close();

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error()).contains("is not all there any more");
            assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, MIRROR", "SQLITE, REPLACE", "POSTGRES, MIRROR", "POSTGRES, REPLACE"})
    void process_thatHasLostItsRun_deletesNothing(RealDatabase engine, WriteMode mode) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            whole(test, mode, 1, 2, 3, 4, 5, 6);
            List<Page> pages = pages(2, 3, 4, 5, 6, 7);
            TestRun run = goingOn(test, mode, pages);
            pages.forEach(run::deliver);
            // Another process has come to the run, of which this one's ledger has not heard.
            test.execute("update pagesync_stages set epoch = 3");

            RunReport report = run.close();

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .contains("run r1 was taken over by another process, so nothing of table packages is deleted");
            assertThat(test.rows("select * from packages where id = 1")).hasSize(1);
        }
    }

    @Test
    void newRun_beginsWithNothingSeen() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            whole(test, WriteMode.MIRROR, 1, 2, 3, 4);
            goingOn(test, WriteMode.MIRROR, pages(1, 2, 3, 4))
                    .deliver(pages(1, 2, 3, 4).get(0));

            whole(test, WriteMode.MIRROR, 2, 3, 4);

            assertThat(test.rows(IDS)).containsExactly("2", "3", "4");
            assertThat(test.rows("select name from sqlite_master where name like 'pagesync_stage!_%' escape '!'"))
                    .isEmpty();
        }
    }
}
