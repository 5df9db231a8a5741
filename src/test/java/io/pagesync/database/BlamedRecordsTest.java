package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a page that the database does not take, only the records to blame are refused. */
final class BlamedRecordsTest {
    private static final TableSettings BY_ID = TableSettings.upsert("items").withKey("id");

    @TempDir
    private Path folder = Path.of("");

    private static String[] numbered(int count, int... odd) {
        List<String> records = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            records.add("{\"id\":" + i + ",\"a\":0}");
        }
        for (int i : odd) {
            records.set(i - 1, "{\"id\":" + i + ",\"a\":" + i + "}");
        }
        return records.toArray(String[]::new);
    }

    private static void assertRefused(RunReport report, TestDatabase test, int count, Integer... ids)
            throws SQLException {
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.records().delivered()).isEqualTo(count - ids.length);
        assertThat(test.value("select count(*) from items where id <= " + count))
                .isEqualTo("" + (count - ids.length));
        assertThat(test.rows("select position from pagesync_refused order by position"))
                .containsExactly(List.of(ids).stream().map(String::valueOf).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void recordThatRaisesInATrigger_isRefusedAlone(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1000,\"a\":0}");
            if (engine == RealDatabase.SQLITE) {
                test.execute("create trigger odd before insert on items when new.a <> 0 begin"
                        + " select raise(abort, 'no odd ones'); end");
            } else if (engine == RealDatabase.MARIADB) {
                test.execute("create trigger odd before insert on items for each row begin if new.a <> 0 then"
                        + " signal sqlstate '45000' set message_text = 'no odd ones'; end if; end");
            } else {
                test.execute("create function odd() returns trigger language plpgsql as"
                        + " 'begin if new.a <> 0 then raise exception ''no odd ones''; end if; return new; end'");
                test.execute("create trigger odd before insert on items for each row execute function odd()");
            }

            RunReport report = TestRun.load(test.database, BY_ID, numbered(100, 7, 93));

            assertRefused(report, test, 100, 7, 93);
            assertThat(report.failures().get(0).error()).contains("page 1, record 7: ", "no odd ones");
        }
    }

    @Test
    void recordThatFailsADeferredForeignKey_isRefusedAlone() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1000,\"a\":1000}");
            test.execute("alter table items add foreign key (a) references items deferrable initially deferred");

            RunReport report = TestRun.load(
                    test.database,
                    BY_ID,
                    "{\"id\":1,\"a\":4}",
                    "{\"id\":2,\"a\":1000}",
                    "{\"id\":3,\"a\":77}",
                    "{\"id\":4,\"a\":2}");

            assertRefused(report, test, 4, 3);
            assertThat(test.rows("select * from items order by id"))
                    .containsExactly("1|4", "2|1000", "4|2", "1000|1000");
        }
    }

    @Test
    void recordBeyondTheTypeOrKeyOfTheOwner_isRefusedAlone() throws SQLException {
        String longText = "\"" + "0123456789abcdef".repeat(1000)
                + IntStream.range(0, 20_000).mapToObj(Integer::toHexString).collect(Collectors.joining()) + "\"";
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1000,\"a\":0,\"t\":\"\"}");
            test.execute("alter table items alter column a type smallint");
            test.execute("create index by_text on items (t)");
            String[] records = numbered(50, 20);
            records[29] = "{\"id\":30,\"a\":100000}";
            records[39] = "{\"id\":40,\"t\":" + longText + "}";

            assertRefused(TestRun.load(test.database, BY_ID, records), test, 50, 30, 40);
        }
    }

    @Test
    void recordThatAPolicyDoesNotLetIn_isRefusedAlone() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1000,\"a\":0}");
            test.execute("alter table items enable row level security");
            test.execute("create policy most on items using (true) with check (a <> 5)");
            try (Database clerk = test.as("teller")) {
                assertRefused(TestRun.load(clerk, BY_ID, numbered(20, 5)), test, 20, 5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void numberOfManyDigits_isHeldOrRefusedAlone(RealDatabase engine) throws SQLException {
        String many = "7".repeat(1001);
        String tooMany = "7".repeat(140_000);
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    BY_ID,
                    "{\"id\":1,\"a\":" + many + "}",
                    "{\"id\":2,\"a\":" + tooMany + "}",
                    "{\"id\":3,\"a\":0.5}");

            boolean all = engine != RealDatabase.POSTGRES;
            assertThat(report.verdict()).isEqualTo(all ? Verdict.COMPLETE : Verdict.PARTIAL);
            assertThat(test.rows("select a from items where id in (1, 3) order by id"))
                    .containsExactly(many, "0.5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mixedValues_areTheSameInEveryOrder_andTheSecondTime(RealDatabase engine) throws SQLException {
        List<String> values = List.of(
                "{\"a\": [1, 2]}", "{\"a\":[1,2]}", "1000", "1E3", "true", "\"x\"", "-0", "0.50", "[ ]", "1.5e1");
        List<String> records = new ArrayList<>();
        values.forEach(value -> records.add("{\"id\":" + records.size() + ",\"a\":" + value + "}"));
        List<List<String>> orders = new ArrayList<>();
        for (int shift = 0; shift < records.size(); shift++) {
            List<String> order = new ArrayList<>(records.subList(shift, records.size()));
            order.addAll(records.subList(0, shift));
            orders.add(order);
        }
        List<List<String>> found = new ArrayList<>();
        for (List<String> order : orders) {
            try (TestDatabase test = new TestDatabase(engine, folder)) {
                TestRun.load(test.database, BY_ID, order.subList(0, 2), order.subList(2, 4), order.subList(4, 10));
                found.add(test.rows("select a from items order by id"));
                assertThat(TestRun.load(test.database, BY_ID, order)
                                .destinations()
                                .get(0))
                        .contains("10 records, 0 rows written");
            }
        }
        assertThat(found.stream().distinct()).hasSize(1);
    }
}
