package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.Removal;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run says that it would do to a table, and does not. */
final class RehearsalTest {
    private static final TableSettings UPSERT =
            TableSettings.of("packages", WriteMode.UPSERT).withKey("id");
    private static final TableSettings MIRROR =
            TableSettings.of("packages", WriteMode.MIRROR).withKey("id");

    @TempDir
    Path folder = Path.of("");

    private static String rehearsed(
            TestDatabase test, TableSettings settings, List<String> first, List<String> second) {
        return rehearsed(test, settings, pages(first, second)).destinations().get(0);
    }

    private static RunReport rehearsed(TestDatabase test, TableSettings settings, List<Page> pages) {
        return TestRun.rehearsal(test.database, settings, TestRun.PROVING).load(pages, 2);
    }

    private static List<Page> pages(List<String> first, List<String> second) {
        int total = first.size() + second.size();
        return List.of(
                TestRun.page(1, total, first.size(), first, "id"), TestRun.page(2, total, first.size(), second, "id"));
    }

    private static String told(TestDatabase test, String rows) {
        return "(dry run, so not really) table packages in " + test.database.place() + ": " + rows;
    }

    private static List<String> records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"label\":\"l" + id + "\"}")
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void run_intoATable_tellsWhatWouldBecomeOfItsRows(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, UPSERT, records(1, 5), records(6, 8));
            List<String> before = test.rows("select * from packages order by id");
            List<String> second =
                    List.of("{\"id\":6,\"label\":\"other\"}", "{\"id\":7,\"label\":\"l7\"}", "{\"id\":9}");

            String told = rehearsed(test, UPSERT, records(1, 5), second);

            assertThat(told).isEqualTo(told(test, "1 rows new, 1 changed, 6 the same"));
            assertThat(test.rows("select * from packages order by id")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_ofAMirror_tellsWhatWouldBeDeleted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, MIRROR, records(1, 12), records(13, 20));

            String told = rehearsed(test, MIRROR, records(3, 12), records(13, 21));

            assertThat(told).isEqualTo(told(test, "1 rows new, 0 changed, 18 the same, 2 deleted"));
            assertThat(test.rows("select count(*) from packages")).containsExactly("20");
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatWouldDeleteTooMuch_saysWhatItWouldTake(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, MIRROR, records(1, 12), records(13, 40));

            String told = rehearsed(test, MIRROR, records(3, 5), records(6, 8));

            assertThat(told)
                    .isEqualTo(told(
                            test,
                            "0 rows new, 0 changed, 6 the same, 34 deleted if a person approves, as that is more than 20 %"
                                    + " (maxDeleteShare)"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_intoNoTableYet_makesNone(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = rehearsed(test, UPSERT, pages(records(1, 5), records(6, 8)));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations()).containsExactly(told(test, "8 rows new, 0 changed, 0 the same"));
            assertThat(test.database.<Boolean>transaction((connection, db) -> connection
                            .getMetaData()
                            .getTables(connection.getCatalog(), null, "packages", null)
                            .next()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_ofAFieldWithoutAColumn_leavesTheTableAsItIs(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, UPSERT, records(1, 5));

            String told =
                    rehearsed(test, UPSERT, records(1, 2), List.of("{\"id\":3,\"size\":1.5}", "{\"id\":9,\"size\":2}"));

            assertThat(told).isEqualTo(told(test, "1 rows new, 1 changed, 2 the same; new or wider columns: size"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_ofRowsMarkedAsDeleted_tellsWhichAreBack(RealDatabase engine) throws SQLException {
        TableSettings marking = MIRROR.withRemoval(new Removal("gone_at", 50));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, marking, pages(records(1, 5), records(6, 10)));
            proved(test, marking, pages(records(1, 5), records(6, 8)));

            String told = rehearsed(test, marking, records(1, 5), records(7, 9));

            assertThat(told).isEqualTo(told(test, "0 rows new, 0 changed, 7 the same, 1 back, 1 deleted"));
        }
    }

    @Test
    void run_thatOnlyAppends_makesAllOfThem() throws SQLException {
        TableSettings append = TableSettings.append("packages");
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            TestRun.load(test.database, append, records(1, 5));

            assertThat(rehearsed(test, append, records(1, 5), records(6, 8)))
                    .isEqualTo(told(test, "8 rows new, 0 changed, 0 the same"));
            assertThat(test.rows("select count(*) from packages")).containsExactly("5");
        }
    }

    private static void proved(TestDatabase test, TableSettings settings, List<Page> pages) {
        new TestRun(test.database, settings, TestRun.QUICK, new MemoryLedger(), TestRun.PROVING).load(pages, 1);
    }
}
