package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Approval;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that becomes what a run has loaded, in one moment: whoever reads sees the old one or the new one. */
final class ReplaceTest {
    private static final TableSettings REPLACE =
            TableSettings.of("packages", WriteMode.REPLACE).withKey("id");
    private static final TableSettings KEYLESS = TableSettings.of("packages", WriteMode.REPLACE);
    private static final String ROWS = "select id, night from packages order by id";

    @TempDir
    Path folder = Path.of("");

    private static List<Page> pages(int from, int to, String night) {
        List<String> records = IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"night\":\"" + night + "\"}")
                .toList();
        List<Page> pages = new ArrayList<>();
        for (int at = 0; at == 0 || at < records.size(); at += 5) {
            pages.add(TestRun.page(
                    pages.size() + 1, records.size(), 5, records.subList(at, Math.min(records.size(), at + 5)), "id"));
        }
        return pages;
    }

    private static TestRun run(TestDatabase test, TableSettings settings) {
        return new TestRun(test.database, settings, TestRun.QUICK, new MemoryLedger(), TestRun.PROVING);
    }

    private static List<String> rows(int from, int to, String night) {
        return IntStream.rangeClosed(from, to).mapToObj(id -> id + "|" + night).toList();
    }

    @ParameterizedTest
    @EnumSource
    void table_staysAsItWas_untilTheRunIsWhole(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            run(test, REPLACE).load(pages(1, 12, "a"), 1);
            List<Page> pages = pages(2, 13, "b");
            TestRun run = new TestRun(test.database, REPLACE);
            run.plan(pages.get(0));
            run.deliver(pages.get(0));
            run.deliver(pages.get(1));

            assertThat(test.rows(ROWS)).isEqualTo(rows(1, 12, "a"));
            assertThat(run.close().verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(test.rows(ROWS)).isEqualTo(rows(1, 12, "a"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_thatIsWhole_replacesTheTable(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport first = run(test, REPLACE).load(pages(1, 12, "a"), 2);
            RunReport second = run(test, REPLACE).load(pages(2, 13, "b"), 2);

            assertThat(first.destinations().get(0)).endsWith("(12 records, 0 refused; 12 rows made or changed)");
            assertThat(second.destinations().get(0))
                    .endsWith("(12 records, 0 refused; 12 rows made or changed; 1 rows deleted)");
            assertThat(test.rows(ROWS)).isEqualTo(rows(2, 13, "b"));
            assertThat(test.rows("select * from pagesync_stages")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_withoutChange_touchesNoRow(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            run(test, REPLACE).load(pages(1, 12, "a"), 1);
            String version = engine == RealDatabase.POSTGRES
                    ? "select xmin, ctid, * from packages order by id"
                    : engine == RealDatabase.SQLITE ? "select rowid, * from packages" : "select * from packages";
            List<String> before = test.rows(version);

            RunReport again = run(test, REPLACE).load(pages(1, 12, "a"), 1);

            assertThat(again.destinations().get(0)).endsWith("(12 records, 0 refused; 0 rows made or changed)");
            assertThat(test.rows(version)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void table_thatGainsColumnsAndTypesOnTheWay_isReplaced(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            run(test, REPLACE).load(pages(1, 5, "a"), 1);
            List<Page> pages = List.of(
                    TestRun.page(1, 4, 2, List.of("{\"id\":1,\"flag\":true}", "{\"id\":2,\"n\":1}"), "id"),
                    TestRun.page(2, 4, 2, List.of("{\"id\":3,\"flag\":\"x\"}", "{\"id\":4,\"n\":2.50}"), "id"));

            RunReport report = run(test, REPLACE).load(pages, 1);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id, flag, n from packages order by id"))
                    .containsExactly(
                            engine == RealDatabase.MARIADB
                                    ? new String[] {
                                        "1|true|-", "2|-|1." + "0".repeat(30), "3|x|-", "4|-|2.5" + "0".repeat(29)
                                    }
                                    : new String[] {"1|true|-", "2|-|1", "3|x|-", "4|-|2.50"});
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutKey_areNotReplacedWithoutProof(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            new TestRun(test.database, KEYLESS).load(pages(1, 12, "a"), 1);

            RunReport counted = new TestRun(test.database, KEYLESS).load(pages(1, 12, "b"), 1);
            List<String> between = test.rows(ROWS);

            assertThat(counted.exitCode()).isEqualTo(7);
            assertThat(counted.blocked().get(0).why()).contains("nothing proves that all records came");
            assertThat(between).isEqualTo(rows(1, 12, "a"));
        }
    }

    private static Optional<Approval> waiting(TestDatabase test, String run) throws SQLException {
        return TestRun.approval(test.database, KEYLESS, TestRun.collection(TestRun.COUNTED), run);
    }

    @ParameterizedTest
    @EnumSource
    void approval_ofRowsWithoutKey_replacesThemAll(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            new TestRun(test.database, KEYLESS).load(pages(1, 12, "a"), 1);
            String run = new TestRun(test.database, KEYLESS)
                    .load(pages(1, 9, "b"), 1)
                    .run();

            Approval approval = waiting(test, run).orElseThrow();

            assertThat(approval.what())
                    .isEqualTo("12 rows of table packages in " + test.database.place()
                            + " would be replaced by what the run has loaded");
            assertThat(approval.keys(3)).isEmpty();
            assertThat(approval.carryOut()).startsWith("table packages: 9 rows made or changed");
            assertThat(test.rows(ROWS)).isEqualTo(rows(1, 9, "b"));
            assertThat(test.rows("select * from pagesync_stages")).isEmpty();
            assertThat(waiting(test, run)).isEmpty();
        }
    }

    /** As a server that crashes does with a table that is not logged. */
    @ParameterizedTest
    @EnumSource
    void approval_whenWhatWasLoadedIsNotThereAnyMore_emptiesNothing(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            new TestRun(test.database, KEYLESS).load(pages(1, 12, "a"), 1);
            String run = new TestRun(test.database, KEYLESS)
                    .load(pages(1, 12, "b"), 1)
                    .run();
            test.execute("delete from \"" + test.value("select stage from pagesync_stages") + "\"");

            Approval approval = waiting(test, run).orElseThrow();

            assertThatThrownBy(approval::carryOut)
                    .hasMessage(
                            "what the run has loaded for table packages is not all there any more, as after a crash of"
                                    + " the database's server; run the sync again");
            assertThat(test.rows(ROWS)).isEqualTo(rows(1, 12, "a"));
        }
    }

    /** Each look is one transaction, so it sees one moment. */
    @Test
    void reader_seesTheOldTableOrTheNewOne_neverNoneOrAMix() throws Exception {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            run(test, REPLACE).load(pages(1, 500, "n0"), 2);
            test.execute("create view seen_by_many as select * from packages");
            test.execute("create table child (id bigint references packages(id))");
            test.execute("insert into child select id from packages");
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            ExecutorService readers = Executors.newSingleThreadExecutor();
            try {
                Future<Set<String>> seen = readers.submit(() -> read(test.settings, over, begun));
                begun.await();
                for (int night = 1; night <= 8; night++) {
                    RunReport report = run(test, REPLACE).load(pages(1, 500, "n" + night), 2);
                    assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
                }
                over.set(true);

                assertThat(seen.get()).allMatch(each -> each.startsWith("500 rows of 1 night"));
                assertThat(test.value("select count(*) from child")).isEqualTo("500");
            } finally {
                over.set(true);
                readers.shutdownNow();
            }
        }
    }

    private static Set<String> read(DatabaseSettings settings, AtomicBoolean over, CountDownLatch begun)
            throws SQLException {
        Set<String> seen = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(
                settings.url(), settings.user(), settings.password().get())) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            while (!over.get()) {
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery(
                                "select count(*), count(distinct night), min(night) from seen_by_many")) {
                    result.next();
                    seen.add(result.getLong(1) + " rows of " + result.getLong(2) + " night, " + result.getString(3));
                }
                connection.commit();
                begun.countDown();
            }
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    void scope_boundsWhatIsReplaced(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            run(test, REPLACE.withScope(Map.of("licence", "A"))).load(pages(1, 6, "a"), 1);
            run(test, REPLACE.withScope(Map.of("licence", "B"))).load(pages(1, 6, "a"), 1);

            run(test, REPLACE.withScope(Map.of("licence", "B"))).load(pages(3, 6, "b"), 1);

            assertThat(test.rows("select licence, night, count(*) from packages group by licence, night order by 1"))
                    .containsExactly("A|a|6", "B|b|4");
        }
    }
}
