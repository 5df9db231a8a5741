package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A column that others widen while a page is on its way holds each value in one form, whatever arrived first. */
final class ColumnRaceTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void columnWidenedByAnotherProcess_beforeThePageIsWritten_isWrittenAsItIs(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"b\":true,\"n\":1.5,\"w\":1}");
            Meanwhile meanwhile = new Meanwhile(
                    test.settings,
                    2,
                    () -> TestRun.load(
                            test.database, BY_ID, "{\"id\":2,\"b\":\"x\",\"n\":\"x\",\"w\":\"x\",\"more\":1}"));
            try (Database other = Database.of("main", meanwhile.source())) {
                RunReport report = TestRun.load(other, BY_ID, "{\"id\":3,\"b\":false,\"n\":1E3,\"w\":-0}");

                assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            }

            assertThat(test.rows("select id, b, n, w, more from t order by id"))
                    .containsExactly(
                            "1|true|1.5|1|-",
                            "2|x|x|x|1",
                            "3|false|" + (engine == RealDatabase.SQLITE ? "1E3" : "1000") + "|0|-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tableDroppedAndMadeAnewByAnotherProcess_isWrittenAsItIs(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\",\"b\":true}");
            Meanwhile meanwhile = new Meanwhile(test.settings, 2, () -> {
                test.execute("drop table t");
                TestRun.load(test.database, BY_ID, "{\"id\":2,\"b\":\"x\"}");
            });
            try (Database other = Database.of("main", meanwhile.source())) {
                RunReport report = TestRun.load(other, BY_ID, "{\"id\":1,\"a\":\"x\",\"b\":true}");

                assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            }

            assertThat(test.rows("select id, a, b from t order by id")).containsExactly("1|x|true", "2|-|x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nestedValues_beforeAndAfterTheirColumnBecomesText_haveOneForm(RealDatabase engine) throws SQLException {
        String nested = ",\"j\":{\"bb\":[1,2e1],\"a\":\"\\u00e9\\n\"}}";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            List<List<String>> pages = List.of(
                    List.of("{\"id\":1" + nested, "{\"id\":2" + nested),
                    List.of("{\"id\":3" + nested, "{\"id\":4,\"j\":\"[1,2]\"}", "{\"id\":5" + nested),
                    List.of("{\"id\":6" + nested, "{\"id\":7,\"j\":null}", "{\"id\":8,\"j\":17}"),
                    List.of("{\"id\":9" + nested));
            for (List<String> page : pages) {
                TestRun.load(test.database, BY_ID, page);
            }

            String one = engine == RealDatabase.POSTGRES
                    ? "{\"a\": \"é\\n\", \"bb\": [1, 20]}"
                    : "{\"bb\":[1,2e1],\"a\":\"\\u00e9\\n\"}";
            assertThat(test.rows("select id, j from t order by id"))
                    .containsExactly(
                            "1|" + one,
                            "2|" + one,
                            "3|" + one,
                            "4|[1,2]",
                            "5|" + one,
                            "6|" + one,
                            "7|-",
                            "8|17",
                            "9|" + one);
            for (List<String> page : pages) {
                assertThat(TestRun.load(test.database, BY_ID, page).destinations())
                        .singleElement()
                        .asString()
                        .contains(" 0 rows written");
            }
        }
    }

    /** Half of the pages have a boolean, a number and an object where the others have texts. */
    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "SQLITE, 2", "SQLITE, 3", "POSTGRES, 1", "POSTGRES, 2", "MARIADB, 1", "MARIADB, 2"})
    void columnsWidenedByManyWorkersOfTwoRuns_holdEachValueInOneForm(RealDatabase engine, int round) throws Exception {
        int pages = 30;
        int size = 5;
        try (TestDatabase test = new TestDatabase(engine, folder);
                Database other = Database.open(test.settings)) {
            ExecutorService both = Executors.newFixedThreadPool(2);
            Future<RunReport> one =
                    both.submit(() -> new TestRun(test.database, BY_ID).load(growing(pages, size, 0, round), 5));
            Future<RunReport> two =
                    both.submit(() -> new TestRun(other, BY_ID).load(growing(pages, size, 1000, round), 5));

            assertThat(one.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            assertThat(two.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            both.shutdown();
            assertThat(test.value("select count(*) from t")).isEqualTo("" + 2 * pages * size);
            assertThat(test.rows("select distinct b from t order by b")).containsExactly("false", "text", "true");
            assertThat(test.rows("select distinct n from t order by n"))
                    .containsExactly(engine == RealDatabase.SQLITE ? "1.5e2" : "150", "17", "text");

            RunReport again = new TestRun(other, BY_ID).load(growing(pages, size, 0, round), 1);
            assertThat(again.destinations()).singleElement().asString().contains("0 rows written");
        }
    }

    private static List<Page> growing(int pages, int size, int from, int round) {
        List<Page> all = new ArrayList<>();
        for (int number = 1; number <= pages; number++) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                String id = "{\"id\":" + (from + number * size + i);
                boolean late = number > 4 * round && number % 3 == 0;
                records.add(id
                        + (late
                                ? ",\"b\":\"text\",\"n\":\"text\"}"
                                : ",\"b\":" + (i % 2 == 0) + ",\"n\":" + (i % 2 == 0 ? "17" : "1.5e2") + "}"));
            }
            all.add(TestRun.page(number, pages * size, size, records));
        }
        return all;
    }

    /** Connections of which one comes only when something else is done. */
    private record Meanwhile(DatabaseSettings settings, int at, AtomicInteger count, Deed deed) {
        interface Deed {
            void run() throws SQLException;
        }

        Meanwhile(DatabaseSettings settings, int at, Deed deed) {
            // The first connection is the one that asks for the product.
            this(settings, at + 1, new AtomicInteger(), deed);
        }

        DataSource source() {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        if (count.incrementAndGet() == at) {
                            deed.run();
                        }
                        return connect();
                    });
        }

        private Connection connect() throws SQLException {
            Properties properties = new Properties();
            if (settings.user() != null) {
                properties.put("user", settings.user());
                properties.put("password", settings.password().get());
            } else {
                properties.put("transaction_mode", "IMMEDIATE");
                properties.put("busy_timeout", "10000");
            }
            return DriverManager.getConnection(settings.url(), properties);
        }
    }
}
