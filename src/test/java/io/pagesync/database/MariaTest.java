package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.write.TableCheck;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MariaDB would do with records if nobody kept it from that. */
final class MariaTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");

    @TempDir
    Path folder = Path.of("");

    private TestDatabase test;

    @BeforeEach
    void open() throws SQLException {
        test = new TestDatabase(RealDatabase.MARIADB, folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void keys_thatDifferInCaseAccentOrABlank_areRowsOfTheirOwn() throws SQLException {
        List<String> records = List.of("{\"id\":\"Ab\"}", "{\"id\":\"ab \"}", "{\"id\":\"ÄB\"}", "{\"id\":\"äb\"}");

        RunReport first = TestRun.load(test.database, BY_ID, records);
        RunReport again = TestRun.load(test.database, BY_ID, records);

        assertThat(first.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(again.destinations().get(0)).contains("(4 records, 0 rows written");
        assertThat(test.rows("select concat('<', id, '>') from t order by id"))
                .containsExactly("<Ab>", "<ab >", "<ÄB>", "<äb>");
    }

    @Test
    void change_ofCaseAlone_isWritten() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}", "{\"id\":2,\"a\":\"y\"}");

        RunReport changed = TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"X\"}", "{\"id\":2,\"a\":\"y \"}");

        assertThat(changed.destinations().get(0)).contains("2 rows written");
        assertThat(test.rows("select concat(a, '.') from t order by id")).containsExactly("X.", "y .");
    }

    @Test
    void key_ofScopeAndSeveralTexts_fitsAnIndex() throws SQLException {
        TableSettings keyed =
                TableSettings.upsert("t").withKey("id,/at/place,c").withScope(Map.of("licence", "L".repeat(100)));
        String record = "{\"id\":\"" + "é".repeat(190) + "\",\"at\":{\"place\":\"p\"},\"c\":1}";

        assertThat(TestRun.load(test.database, keyed, record).verdict()).isEqualTo(Verdict.COMPLETE);
        RunReport widened = TestRun.load(test.database, keyed, record.replace("\"c\":1", "\"c\":true"));

        assertThat(widened.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(test.rows("select c from t order by c")).containsExactly("1", "true");
    }

    @Test
    void keysWidenedToText_keepTheirRows() throws SQLException {
        TableSettings keyed = TableSettings.upsert("t").withKey("id,b");
        TestRun.load(test.database, keyed, "{\"id\":1.50,\"b\":true}", "{\"id\":2e2,\"b\":false}");

        RunReport text = TestRun.load(
                test.database,
                keyed,
                "{\"id\":\"x\",\"b\":\"y\"}",
                "{\"id\":1.5,\"b\":true}",
                "{\"id\":200,\"b\":false}");

        assertThat(text.destinations().get(0)).contains("1 rows written");
        assertThat(test.rows("select id, b from t order by id")).containsExactly("1.5|true", "200|false", "x|y");
    }

    @Test
    void numbers_beyondItsDecimals_makeTheirColumnText() throws SQLException {
        RunReport report = TestRun.load(
                test.database,
                BY_ID,
                List.of("{\"id\":1,\"n\":1.500}", "{\"id\":2,\"n\":100.0}", "{\"id\":3,\"n\":0}"),
                List.of("{\"id\":4,\"n\":1.5e-40}", "{\"id\":5,\"n\":-0.25}"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(test.rows("select n from t order by id")).containsExactly("1.5", "100", "0", "1.5e-40", "-0.25");
        assertThat(TestRun.load(test.database, BY_ID, "{\"id\":1,\"n\":1.500}", "{\"id\":2,\"n\":100.0}")
                        .destinations()
                        .get(0))
                .contains("0 rows written");
    }

    @Test
    void rows_ofManyLongTexts_goIn() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":2}");
        String text = "\"" + "0123456789".repeat(30_000) + "\"";
        String record = IntStream.range(0, 85)
                .mapToObj(i -> "\"f" + i + "\":" + (i == 7 ? text : "\"" + "x".repeat(700) + "\""))
                .collect(Collectors.joining(",", "{\"id\":1,", "}"));

        assertThat(TestRun.load(test.database, BY_ID, record).verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(TestRun.load(test.database, BY_ID, record).destinations().get(0))
                .contains("0 rows written");
        assertThat(test.rows("select length(f7), length(f84) from t where id = 1"))
                .containsExactly("300000|700");
    }

    @Test
    void page_aboveThePacket_goesInByParts_andARecordAboveItIsRefused() throws SQLException {
        String before = String.valueOf(test.value("select @@global.max_allowed_packet"));
        String half = "\"" + "x".repeat(400_000) + "\"";
        String quotes = "\"" + "'".repeat(400_000) + "\"";
        String above = "\"" + "x".repeat(1_100_000) + "\"";
        TestRun.load(test.database, BY_ID, "{\"id\":4,\"a\":\"there, so that the page is no bulk\"}");
        test.execute("set global max_allowed_packet = 1048576");
        try (Database small = Database.open(test.settings)) {
            RunReport report = TestRun.load(
                    small,
                    BY_ID,
                    "{\"id\":1,\"a\":" + half + "}",
                    "{\"id\":2,\"a\":" + above + "}",
                    "{\"id\":3,\"a\":" + quotes + "}",
                    "{\"id\":4,\"a\":" + half + "}",
                    "{\"id\":5,\"a\":\"x\"}");

            assertThat(report.failures().get(0).error())
                    .isEqualTo("1 record refused by table t: page 1, record 2: MariaDB says 'the record has 1,100,009"
                            + " bytes, max_allowed_packet of the server is 1,048,576'");
            assertThat(test.rows("select id, length(a) from t order by id"))
                    .containsExactly("1|400000", "3|400000", "4|400000", "5|1");
        } finally {
            test.execute("set global max_allowed_packet = " + before);
        }
    }

    @Test
    void rowOfAnotherKey_thatAUniqueIndexFinds_isNotOverwritten() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":1,\"mail\":\"a\"}", "{\"id\":2,\"mail\":\"b\"}");
        test.execute("alter table t add unique (mail(100))");

        RunReport report = TestRun.load(
                test.database,
                BY_ID,
                "{\"id\":1,\"mail\":\"c\"}",
                "{\"id\":3,\"mail\":\"b\"}",
                "{\"id\":4,\"mail\":\"d\"}");

        assertThat(report.failures().get(0).error())
                .contains(
                        "page 1, record 2: MariaDB says 'a row of another key has one of its values in a unique index'");
        assertThat(test.rows("select id, mail from t order by id")).containsExactly("1|c", "2|b", "4|d");
    }

    @Test
    void changesOfATable_inWhoseMiddleAProcessWasKilled_areMadeWhenTheyAreNeeded() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":true,\"n\":1}");
        test.execute("alter table t add column b bigint");
        test.execute("alter table t modify n decimal(65,30)");
        test.execute("alter table t add column pagesync_widened longtext");
        test.execute("insert into pagesync_columns values ('u', 'id', '/id', 'INTEGER', 1, 0)");

        RunReport report = TestRun.load(test.database, BY_ID, "{\"id\":2,\"a\":\"x\",\"b\":\"y\"}");

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(test.rows("select id, a, b from t order by id")).containsExactly("1|true|-", "2|x|y");
        assertThat(TestRun.load(test.database, TableSettings.upsert("u").withKey("id"), "{\"id\":\"x\"}")
                        .verdict())
                .isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void fields_ofLettersThatNoNameMayHave_haveColumns() throws SQLException {
        String record = "{\"id\":1,\"leaf \uD83C\uDF3F\":\"\uD83C\uDF3F\",\"leaf \uD83C\uDF41\":\"a\\u0000b\"}";

        assertThat(TestRun.load(test.database, BY_ID, record).verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(test.rows("select \"leaf _\", \"leaf __2\" from t")).containsExactly("\uD83C\uDF3F|a\u0000b");
    }

    @Test
    void tableThatSomebodyReads_isChangedWhenTheyHaveDone() throws Exception {
        TestRun.load(test.database, BY_ID, "{\"id\":1}");
        ExecutorService loader = Executors.newSingleThreadExecutor();
        try (Database other = Database.open(test.settings)) {
            Future<RunReport> widening = other.transaction((connection, db) -> {
                db.fetch("select * from t");
                Future<RunReport> load =
                        loader.submit(() -> TestRun.load(test.database, BY_ID, "{\"id\":2,\"a\":\"new\"}"));
                awaitWaiting(connection);
                return load;
            });

            assertThat(widening.get(60, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.COMPLETE);
        }
        loader.shutdown();
        assertThat(test.rows("select id, a from t order by id")).containsExactly("1|-", "2|new");
    }

    private static void awaitWaiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 600; i++) {
                try (var result =
                        statement.executeQuery("select count(*), sleep(0.05) from information_schema.processlist"
                                + " where state like 'Waiting for table metadata lock%' and db = database()")) {
                    if (result.next() && result.getInt(1) > 0) {
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("nobody waits");
    }

    @Test
    void connectionsThatAreKilled_areReplaced() throws Exception {
        List<Page> pages = pages(60);
        ExecutorService loader = Executors.newSingleThreadExecutor();
        TestRun run = new TestRun(test.database, TableSettings.append("t"));
        run.plan(pages.get(0));
        run.deliver(pages.get(0));
        test.execute("create trigger slow before insert on t for each row set @slow = sleep(0.002)");
        Future<RunReport> load = loader.submit(() -> run.load(pages, 5));
        int killed = 0;
        try (Database other = Database.open(test.settings)) {
            for (int i = 0; i < 1000 && killed < 3 && !load.isDone(); i++) {
                killed += other
                        .transaction((connection, db) -> db.fetch("select id, sleep(0.02)"
                                + " from information_schema.processlist where db = database() and command <> 'Sleep'"
                                + " and id <> connection_id() limit 1"))
                        .stream()
                        .mapToInt(row -> kill(other, row.get(0, Long.class)))
                        .sum();
            }
        }

        assertThat(load.get(60, TimeUnit.SECONDS).failures()).isEmpty();
        loader.shutdown();
        assertThat(killed).isPositive();
        assertThat(test.rows("select count(*), count(distinct id) from t")).containsExactly("600|600");
    }

    private static int kill(Database other, long connection) {
        try {
            return other.transaction((mine, db) -> db.execute("kill connection " + connection) + 1);
        } catch (Exception e) {
            // It was gone already.
            return 0;
        }
    }

    private static List<Page> pages(int pages) {
        List<Page> all = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            int first = page * 10;
            all.add(TestRun.page(
                    page + 1,
                    pages * 10,
                    10,
                    IntStream.range(first, first + 10)
                            .mapToObj(id -> "{\"id\":" + id + "}")
                            .toList()));
        }
        return all;
    }

    @Test
    void serverWithoutTls_isToldWithTheSettingToChange() {
        DatabaseSettings settings = DatabaseSettings.of(
                "main",
                test.settings.url().replace("?sslMode=disable", ""),
                test.settings.user(),
                test.settings.password().get());
        try (Database plain = Database.open(settings)) {
            assertThat(TestRun.load(plain, BY_ID, "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .contains("ssl not enabled in the server")
                    .endsWith("; let the server speak TLS; where nobody listens in between, as on one machine, write"
                            + " ?sslMode=disable behind pagesync.datasource.main.url");
        }
    }

    @Test
    void wrongPassword_isToldAtOnce() {
        DatabaseSettings settings = DatabaseSettings.of("main", test.settings.url(), test.settings.user(), "wrong");
        try (Database locked = Database.open(settings)) {
            assertThat(TestRun.load(locked, BY_ID, "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .contains("Access denied for user 'pagesync'")
                    .contains("; check pagesync.datasource.main.user and pagesync.datasource.main.password")
                    .doesNotContain("attempts");
        }
    }

    @Test
    void check_triesTheFirstPage_whereItNeedsNoOtherColumn() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}");
        test.execute("alter table t add constraint few check (id < 100)");

        assertThat(check("{\"id\":1,\"a\":\"z\"}", "{\"id\":2,\"a\":\"y\"}")).endsWith(" can be written");
        assertThatThrownBy(() -> check("{\"id\":2,\"a\":\"y\"}", "{\"id\":200,\"a\":\"y\"}"))
                .isInstanceOf(PagesyncException.class)
                .hasMessageStartingWith("table t of data source main: 1 of 2 records of the first page do not fit; the"
                        + " first: record 2: MariaDB says ");
        assertThat(check("{\"id\":200,\"a\":\"y\",\"b\":1}"))
                .endsWith(" can be written; the first page brings new or wider columns, for 'b', and was not tried,"
                        + " since this database takes back no change of a table");
        assertThat(test.rows("select * from t")).containsExactly("1|x");
    }

    @Test
    void check_triesTheFirstPage_inATableOfOthers() throws SQLException {
        TestRun.load(test.database, TableSettings.upsert("u").withKey("id"), "{\"id\":1}");
        test.execute("create table t (id bigint primary key, a varchar(3))");
        TableSettings others = BY_ID.withRules(ColumnRules.NONE.with(Ddl.CHECK));

        assertThatThrownBy(() -> check(others, "{\"id\":1,\"a\":\"long\"}"))
                .hasMessageContaining("1 of 1 records of the first page do not fit");
        assertThat(check(others, "{\"id\":1,\"a\":\"abc\"}")).endsWith(" can be written");
        assertThat(test.rows("select * from t")).isEmpty();
    }

    @Test
    void tableOfAnEngineWithoutTransactions_isRefused() throws SQLException {
        TestRun.load(test.database, BY_ID, "{\"id\":1}");
        test.execute("alter table t engine = MyISAM");

        assertThatThrownBy(() -> check("{\"id\":2}"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("table t of data source main: the table is of the engine MyISAM, which has no transactions,"
                        + " so that a part of a page could stay; have its owner alter table `t` engine = InnoDB");
        assertThat(TestRun.load(test.database, BY_ID, "{\"id\":2}").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(test.rows("select * from t")).containsExactly("1");
    }

    private String check(String... records) {
        return check(BY_ID, records);
    }

    private String check(TableSettings settings, String... records) {
        Page first = TestRun.page(1, records.length, records.length, List.of(records));
        return new TableCheck(test.database, settings, new TestRun(test.database, settings).collection()).run(first);
    }

    @Test
    void dataSourceOfTheHost_whoseSessionsAreNotStrict_isRefused() throws SQLException {
        DatabaseSettings settings = RealDatabase.MARIADB.create(folder);
        try (HikariDataSource loose = host(settings, "NO_ENGINE_SUBSTITUTION");
                HikariDataSource strict = host(settings, "STRICT_TRANS_TABLES")) {
            assertThatThrownBy(() -> Database.of("main", loose))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("data source main cannot be used: its sessions are not strict, so that"
                            + " MariaDB would cut values to fit; have them set sql_mode to STRICT_ALL_TABLES");
            try (Database database = Database.of("main", strict)) {
                assertThat(TestRun.load(database, TableSettings.upsert("items").withKey("id"), "{\"id\":1}")
                                .verdict())
                        .isEqualTo(Verdict.COMPLETE);
            }
        }
    }

    private static HikariDataSource host(DatabaseSettings settings, String mode) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password().get());
        pool.setConnectionInitSql("set session sql_mode = '" + mode + "'");
        return new HikariDataSource(pool);
    }
}
