package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many workers at once, and databases that go away meanwhile. */
final class OutageTest {
    private static final TableSettings BY_ID = TableSettings.upsert("packages").withKey("id");
    private static final int SIZE = 50;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void tenWorkers_withSharedKeysAndNewFields_loseNothing(RealDatabase engine) throws SQLException {
        List<Page> pages = new ArrayList<>();
        int count = 60;
        for (int number = 1; number <= count; number++) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                // Half of the keys come on every page, in both directions: without an order, workers would deadlock.
                int id = i % 2 == 0 ? (number % 2 == 0 ? i : SIZE - 2 - i) : number * SIZE + i;
                String growing = number % 20 == 0 ? "\"text\"" : number % 7 == 0 ? "1.5" : "1";
                records.add("{\"id\":" + id + ",\"f" + (number % 15) + "\":1,\"g\":" + growing + "}");
            }
            pages.add(TestRun.page(number, count * SIZE, SIZE, records));
        }
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = new TestRun(test.database, BY_ID).load(pages, 10);

            assertThat(report.failures()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .containsExactly(
                            "table packages has 1,525 rows for 3,000 records, as 1,475 came with the key /id of another");
            assertThat(test.value("select count(*) from packages")).isEqualTo("1525");
            assertThat(test.value("select count(*) from pagesync_columns")).isEqualTo("17");
            assertThat(test.value("select count(*) from packages where g = 'text'"))
                    .isNotEqualTo("0");
        }
    }

    /** A join that reads the table from its start, and its rows lie there in another order than that of their keys. */
    @Test
    void rowsOfAPage_areWrittenInTheOrderOfTheirKeys_howeverTheServerFindsThem() throws Exception {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            new TestRun(test.database, BY_ID).load(numbered(1, 0), 1);
            test.execute("insert into packages (id) select i from generate_series(900, 101, -1) i");
            test.execute("analyze packages");
            test.execute("create table written (place serial, id bigint)");
            test.execute("create function note() returns trigger language plpgsql as"
                    + " 'begin insert into written (id) values (new.id); return new; end'");
            test.execute("create trigger note before update on packages for each row execute function note()");
            test.execute(
                    "do $$ begin execute format('alter database %I set enable_nestloop = off', current_database());"
                            + " execute format('alter database %I set enable_mergejoin = off', current_database()); end $$");
            List<String> records = IntStream.rangeClosed(150, 199)
                    .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"new\"}")
                    .toList();
            try (Database other = Database.open(test.settings)) {
                new TestRun(other, BY_ID).load(List.of(TestRun.page(1, SIZE, SIZE, records)), 1);
            }

            assertThat(test.rows("select id from written order by place"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(150, 199)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoRunsAtOnce_intoOneTable_loseNothing(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder);
                Database other = Database.open(test.settings)) {
            List<Page> ones = numbered(30, 0);
            List<Page> others = numbered(30, 100_000);
            ExecutorService both = Executors.newFixedThreadPool(2);
            Future<RunReport> one = both.submit(() -> new TestRun(test.database, BY_ID).load(ones, 5));
            Future<RunReport> two = both.submit(() -> new TestRun(other, BY_ID).load(others, 5));

            assertThat(one.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            assertThat(two.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            both.shutdown();
            assertThat(test.value("select count(*) from packages")).isEqualTo("3000");
        }
    }

    @Test
    void connectionsThatAreKilled_areReplaced() throws Exception {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            List<Page> pages = numbered(100, 0);
            TestRun run = new TestRun(test.database, TableSettings.append("packages"));
            run.plan(pages.get(0));
            run.deliver(pages.get(0));
            test.execute("create function slow() returns trigger language plpgsql as"
                    + " 'begin perform pg_sleep(0.05); return null; end'");
            test.execute("create trigger slow after insert on packages for each statement execute function slow()");
            ExecutorService loader = Executors.newSingleThreadExecutor();
            Future<RunReport> load = loader.submit(() -> run.load(pages, 10));
            int killed = 0;
            try (Connection killer = DriverManager.getConnection(
                            test.settings.url(),
                            test.settings.user(),
                            test.settings.password().get());
                    Statement statement = killer.createStatement()) {
                for (int round = 0; round < 3; round++) {
                    statement.execute("select pg_sleep(0.12)");
                    try (var result = statement.executeQuery("select count(pg_terminate_backend(pid)) from"
                            + " pg_stat_activity where datname = current_database() and query like 'COPY%'"
                            + " and state = 'active' and pid <> pg_backend_pid()")) {
                        result.next();
                        killed += result.getInt(1);
                    }
                }
            }

            assertThat(load.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            loader.shutdown();
            assertThat(killed).isPositive();
            assertThat(test.value("select count(*), count(distinct id) from packages"))
                    .isEqualTo("5000|5000");
        }
    }

    @Test
    void serverThatIsRestarted_losesAndDoublesNothing() throws Exception {
        Path data = folder.resolve("data");
        EmbeddedPostgres server = start(data, 0);
        int port = server.getPort();
        try (Database database = Database.open(new DatabaseSettings(
                "main",
                "jdbc:postgresql://localhost:" + port + "/postgres",
                "postgres",
                "s3cret",
                10,
                Duration.ofSeconds(1)))) {
            TestRun run =
                    new TestRun(database, TableSettings.append("packages"), WriteRetry.from(8, Duration.ofMillis(200)));
            List<Page> pages = numbered(40, 0);
            run.plan(pages.get(0));
            pages.subList(0, 20).forEach(run::deliver);
            server.close();
            ExecutorService workers = Executors.newFixedThreadPool(10);
            List<Future<?>> rest = new ArrayList<>();
            pages.subList(20, 40).forEach(page -> rest.add(workers.submit(() -> run.deliver(page))));
            server = start(data, port);
            for (Future<?> each : rest) {
                each.get(60, TimeUnit.SECONDS);
            }
            workers.shutdown();

            RunReport report = run.close();
            assertThat(report.failures()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    var result = statement.executeQuery("select count(*), count(distinct id) from packages")) {
                result.next();
                assertThat(result.getInt(1)).isEqualTo(2000);
                assertThat(result.getInt(2)).isEqualTo(2000);
            }
        } finally {
            server.close();
        }
    }

    @Test
    void databaseThatStaysAway_failsThePageInOneSentence() {
        DatabaseSettings away = new DatabaseSettings(
                "main", "jdbc:postgresql://localhost:1/none", "someone", "s3cret", 2, Duration.ofMillis(300));
        try (Database database = Database.open(away)) {
            TestRun run = new TestRun(database, BY_ID, WriteRetry.from(2, Duration.ofMillis(10)));

            RunReport report = run.load(numbered(1, 0), 1);

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures().get(0).error())
                    .startsWith("table packages of data source main: Connection to localhost:1 refused.")
                    .endsWith("(after 2 attempts)")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void folderInPlaceOfFile_saysWhat() throws SQLException {
        try (Database database = Database.open(
                new DatabaseSettings("main", "jdbc:sqlite:" + folder, null, () -> null, 1, Duration.ofMillis(300)))) {
            RunReport report = new TestRun(database, BY_ID).load(numbered(1, 0), 1);

            assertThat(report.failures().get(0).error())
                    .startsWith("table packages of data source main: ")
                    .doesNotContain("attempts");
        }
    }

    @Test
    void logInThatIsRefused_isNotTriedAgain() throws Exception {
        DatabaseSettings right = RealDatabase.POSTGRES.create(folder);
        try (Connection admin = DriverManager.getConnection(
                        right.url(), right.user(), right.password().get());
                Statement statement = admin.createStatement()) {
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = 'nobody')"
                    + " then create role nobody; end if; end $$");
        }
        DatabaseSettings wrong =
                new DatabaseSettings("main", right.url(), "nobody", "s3cret", 1, Duration.ofMillis(300));
        try (Database database = Database.open(wrong)) {
            RunReport report = new TestRun(database, BY_ID).load(numbered(1, 0), 1);

            assertThat(report.failures().get(0).error())
                    .startsWith("table packages of data source main: ")
                    .contains("\"nobody\"")
                    .doesNotContain("attempts")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void userWithRightsOnTheTablesAlone_writesThem() throws Exception {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            assertThat(new TestRun(test.database, BY_ID).load(numbered(1, 0), 1).verdict())
                    .isEqualTo(Verdict.COMPLETE);
            test.execute("revoke create on schema public from public");
            test.execute("do $$ begin if not exists (select from pg_roles where rolname = 'scribe')"
                    + " then create role scribe login; end if; end $$");
            test.execute("grant select, insert, update, delete on all tables in schema public to scribe");
            DatabaseSettings scribe =
                    new DatabaseSettings("main", test.settings.url(), "scribe", "", 1, Duration.ofSeconds(5));
            try (Database database = Database.open(scribe)) {
                RunReport report = new TestRun(database, BY_ID).load(numbered(2, 1000), 1);

                assertThat(report.failures()).isEmpty();
                assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            }
            assertThat(test.value("select count(*) from packages")).isEqualTo("150");
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private static List<Page> numbered(int pages, int from) {
        return IntStream.rangeClosed(1, pages)
                .mapToObj(number -> TestRun.page(
                        number,
                        pages * SIZE,
                        SIZE,
                        IntStream.range(0, SIZE)
                                .mapToObj(i -> "{\"id\":" + (from + number * SIZE + i) + ",\"a\":\"x\"}")
                                .toList()))
                .toList();
    }
}
