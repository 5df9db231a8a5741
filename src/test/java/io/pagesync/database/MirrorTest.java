package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.own.WrittenPage;
import io.pagesync.database.table.Removal;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Approval;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows whose records are gone: deleted on proof, or marked, and never too many at once. */
final class MirrorTest {
    private static final TableSettings MIRROR =
            TableSettings.of("packages", WriteMode.MIRROR).withKey("id");
    private static final String IDS = "select id from packages order by id";

    @TempDir
    Path folder = Path.of("");

    /** A run whose evidence proves that what did not come is gone. */
    private static RunReport proved(TestDatabase test, TableSettings settings, List<String> records) {
        return proved(test.database, settings, records);
    }

    private static RunReport proved(Database database, TableSettings settings, List<String> records) {
        return new TestRun(database, settings, TestRun.QUICK, new MemoryLedger(), TestRun.PROVING)
                .load(pages(records), 1);
    }

    private static RunReport counted(TestDatabase test, TableSettings settings, List<String> records) {
        return new TestRun(test.database, settings).load(pages(records), 1);
    }

    private static List<Page> pages(List<String> records) {
        List<Page> pages = new ArrayList<>();
        for (int from = 0; from == 0 || from < records.size(); from += 5) {
            pages.add(TestRun.page(
                    pages.size() + 1,
                    records.size(),
                    5,
                    records.subList(from, Math.min(records.size(), from + 5)),
                    "id"));
        }
        return pages;
    }

    private static List<String> records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"label\":\"l" + id + "\"}")
                .toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @EnumSource
    void run_thatProvesIt_deletesWhatIsGone(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 20));

            RunReport report = proved(test, MIRROR, records(3, 20));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations())
                    .containsExactly("table packages in " + test.database.place()
                            + " (18 records, 0 rows written, 0 refused; 2 rows deleted)");
            assertThat(report.exitCode()).isZero();
            assertThat(test.rows(IDS)).isEqualTo(ids(3, 20));
            assertThat(test.rows("select * from pagesync_gone")).isEmpty();
            assertThat(test.rows("select * from pagesync_stages")).isEmpty();
            assertThat(test.rows("select * from pagesync_seen")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatOnlyCounts_deletesWhatASecondOneLacksToo(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            counted(test, MIRROR, records(1, 20));

            RunReport first = counted(test, MIRROR, records(3, 20));
            List<String> between = test.rows(IDS);
            RunReport second = counted(test, MIRROR, records(2, 19));

            assertThat(first.destinations().get(0))
                    .endsWith("; 2 rows whose records did not come stay until the next whole run lacks them, too)");
            assertThat(between).isEqualTo(ids(1, 20));
            assertThat(second.destinations().get(0))
                    .contains("; 1 rows deleted; 1 rows whose records did not come stay until");
            assertThat(test.rows(IDS)).isEqualTo(ids(2, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatIsPartial_deletesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 20));
            List<String> some = new ArrayList<>(records(4, 20));
            some.set(16, "{\"label\":\"has no key\"}");

            RunReport report = counted(test, MIRROR, some);

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(test.rows(IDS)).isEqualTo(ids(1, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatWouldDeleteTooMuch_isBlockedAndSaysSo(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 40));

            RunReport report = proved(test, MIRROR, records(12, 40));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.exitCode()).isEqualTo(7);
            assertThat(report.blocked())
                    .containsExactly(
                            new RunReport.Blocked("table packages", 11, 40, "that is more than 20 % (maxDeleteShare)"));
            assertThat(test.rows(IDS)).isEqualTo(ids(1, 40));
            assertThat(test.rows("select \"key\" from pagesync_gone")).hasSize(11);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptyAnswer_emptiesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 3));

            RunReport report = proved(test, MIRROR, List.of());

            assertThat(report.blocked())
                    .containsExactly(new RunReport.Blocked("table packages", 3, 3, "the collection came back empty"));
            assertThat(test.rows(IDS)).isEqualTo(ids(1, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletedColumn_getsTheTime_untilTheRecordIsBack(RealDatabase engine) throws SQLException {
        TableSettings marking = MIRROR.withRemoval(new Removal("deleted_at", 20));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, marking, records(1, 6));
            RunReport gone = proved(test, marking, records(2, 6));
            List<String> marked = test.rows("select id from packages where deleted_at is not null");
            String since = test.value("select deleted_at from packages where id = 1");
            RunReport still = proved(test, marking, records(2, 6));
            String after = test.value("select deleted_at from packages where id = 1");
            proved(test, marking, records(1, 6));

            assertThat(gone.destinations().get(0)).endsWith("; 1 rows marked as deleted)");
            assertThat(marked).containsExactly("1");
            assertThat(still.destinations().get(0)).endsWith("0 refused)");
            assertThat(after).isEqualTo(since).contains(":");
            assertThat(test.rows("select id from packages where deleted_at is not null"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletedColumn_doesNotTakeAFieldsColumn(RealDatabase engine) throws SQLException {
        TableSettings marking = MIRROR.withRemoval(new Removal("label", 20));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, marking, records(1, 6));

            assertThat(test.rows("select id, label, label_2 from packages where id = 1"))
                    .containsExactly("1|-|l1");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB") // There 1.50 is 1.5 as a text, too.
    void keysThatTheDatabaseCallsTheSame_areTheSame(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, List.of("{\"id\":1.50}", "{\"id\":2}", "{\"id\":3}"));
            proved(test, MIRROR, List.of("{\"id\":1.50}", "{\"id\":2}", "{\"id\":3}", "{\"id\":\"x\"}"));

            RunReport report = proved(
                    test, MIRROR, List.of("{\"id\":\"1.50\"}", "{\"id\":2}", "{\"id\":\"x\"}", "{\"id\":\"3\"}"));

            assertThat(report.destinations().get(0)).contains("(4 records, 0 rows written, 0 refused)");
            assertThat(test.rows("select id from packages order by id")).containsExactly("1.50", "2", "3", "x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keyThatIsWidenedOnTheWay_isSeenAsItIs(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 10));
            List<String> some = new ArrayList<>(records(1, 9));
            some.add("{\"id\":\"a\",\"more\":1}");

            proved(test, MIRROR, some);

            assertThat(test.rows("select id from packages"))
                    .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9", "a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void scope_boundsWhatIsDeleted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            for (int licence = 1; licence <= 40; licence++) {
                proved(test, MIRROR.withScope(Map.of("licence", "L" + licence)), records(1, 6));
            }
            proved(test, MIRROR.withScope(Map.of("licence", "L7")), records(2, 6));

            RunReport empty = proved(test, MIRROR.withScope(Map.of("licence", "L8")), List.of());

            assertThat(empty.exitCode()).isEqualTo(7);
            assertThat(empty.blocked().get(0).destination()).isEqualTo("table packages (L8)");
            assertThat(test.rows("select licence, count(*) from packages group by licence having count(*) <> 6"))
                    .containsExactly("L7|5");
            assertThat(test.value("select count(*) from packages")).isEqualTo("239");
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatNotAllPagesCameTo_deletesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 20));
            List<Page> pages = pages(records(1, 20));
            TestRun run = new TestRun(test.database, MIRROR);
            run.plan(pages.get(0));
            pages.subList(0, 3).forEach(run::deliver);
            run.passBy(pages.get(3));

            RunReport report = run.close();

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .contains("was given 15 records in 3 pages of 20 in 4, so nobody knows which of its rows are gone");
            assertThat(test.rows(IDS)).isEqualTo(ids(1, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfAnotherSync_areNotTakenForGone(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 20));
            test.execute("update pagesync_marks set sync = 'others'");

            RunReport report = proved(test, MIRROR, records(19, 30));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .contains("table packages has rows of the sync others in the same scope, which mode MIRROR would"
                            + " delete; give each a scope");
            assertThat(test.value("select count(*) from packages")).isEqualTo("30");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE, PACKAGES, ''",
        "SQLITE, packages, licence=L1",
        "POSTGRES, public.packages, ''",
        "POSTGRES, packages, licence=L1",
        "MARIADB, packages, licence=L1"
    })
    void rowsOfAnotherSync_areKnownByWhateverNameItCallsTheTable_orAsOneOfItsPartitions(
            RealDatabase engine, String table, String partition) throws SQLException {
        Map<String, String> scope = Map.of("licence", "L1");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR.withScope(scope), records(1, 20));
            test.execute("update pagesync_marks set sync = 'others', \"table\" = '" + table + "', scope = '"
                    + WrittenPage.fingerprint(scope, partition) + "'");

            RunReport report = proved(test, MIRROR.withScope(scope), records(19, 30));

            assertThat(report.failures().get(0).error()).contains("has rows of the sync others in the same scope");
            assertThat(test.value("select count(*) from packages")).isEqualTo("30");
        }
    }

    /** By what the session counts, of which there is only one. */
    @Test
    void mirror_onMariaDb_readsEachRowAFewTimesOnly() throws SQLException {
        int rows = 1500;
        TableSettings half = MIRROR.withRemoval(new Removal("", 60));
        DatabaseSettings settings = RealDatabase.MARIADB.create(folder);
        try (Database database = Database.open(new DatabaseSettings(
                "main", settings.url(), settings.user(), settings.password(), 1, Duration.ofSeconds(5)))) {
            proved(database, half, records(1, rows));
            long before = rowsRead(database);

            RunReport report = proved(database, half, records(rows / 2 + 1, rows));

            assertThat(report.destinations().get(0)).endsWith("; 750 rows deleted)");
            assertThat(rowsRead(database) - before).isLessThan(rows * rows / 10);
        }
    }

    private static long rowsRead(Database database) throws SQLException {
        return database.transaction((connection, db) -> db
                .fetch("select variable_value from information_schema.session_status where variable_name in"
                        + " ('HANDLER_READ_NEXT', 'HANDLER_READ_RND_NEXT')")
                .stream()
                .mapToLong(each -> Long.parseLong(String.valueOf(each.get(0))))
                .sum());
    }

    @ParameterizedTest
    @EnumSource
    void run_thatIsPartial_takesBackWhatWasSaidOfKeysThatItHasSeen(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            counted(test, MIRROR, records(1, 20));
            counted(test, MIRROR, records(3, 20));
            List<String> back = new ArrayList<>(records(2, 20));
            back.add("{\"label\":\"has no key\"}");

            RunReport partial = counted(test, MIRROR, back);

            assertThat(partial.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(test.rows("select \"key\" from pagesync_gone")).containsExactly("1");
        }
    }

    private static Optional<Approval> waiting(TestDatabase test, String run) throws SQLException {
        return TestRun.approval(test.database, MIRROR, TestRun.collection(TestRun.PROVING), run);
    }

    @ParameterizedTest
    @EnumSource
    void approval_showsTheKeysAndDeletesThem(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 40));
            String run = proved(test, MIRROR, records(21, 40)).run();

            Approval approval = waiting(test, run).orElseThrow();

            assertThat(approval.what())
                    .isEqualTo("20 rows of table packages in " + test.database.place() + " would be deleted");
            assertThat(approval.keys(3)).containsExactly("1", "2", "3");
            assertThat(approval.carryOut()).isEqualTo("20 rows of table packages deleted");
            assertThat(test.rows(IDS)).isEqualTo(ids(21, 40));
            assertThat(waiting(test, run)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void approval_ofARunBehindWhichAnotherHasBegun_isRefused(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, MIRROR, records(1, 40));
            Approval approval =
                    waiting(test, proved(test, MIRROR, records(21, 40)).run()).orElseThrow();
            TestRun next = new TestRun(test.database, MIRROR);
            next.plan(pages(records(1, 40)).get(0));
            next.deliver(pages(records(1, 40)).get(0));

            assertThatThrownBy(approval::carryOut)
                    .hasMessageContaining("another run into table packages has begun or was cut short");
            assertThat(test.rows(IDS)).isEqualTo(ids(1, 40));
        }
    }

    @Test
    void key_isNeeded() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            TableSettings keyless = TableSettings.of("packages", WriteMode.MIRROR);

            assertThatThrownBy(() -> new TestRun(test.database, keyless))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("has mode MIRROR, which needs a key");
        }
    }
}
