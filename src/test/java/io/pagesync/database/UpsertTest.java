package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of rows: made, replaced, left alone, never doubled. */
final class UpsertTest {
    private static final TableSettings BY_ID = TableSettings.upsert("packages").withKey("id");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void load_ofRecords_makesTableAndRows(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    BY_ID,
                    List.of("{\"id\":1,\"label\":\"a\"}", "{\"id\":2,\"label\":\"b\"}"),
                    List.of("{\"id\":3,\"label\":null}"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations())
                    .containsExactly(
                            "table packages in " + test.database.place() + " (3 records, 3 rows written, 0 refused)");
            assertThat(test.rows("select * from packages order by id")).containsExactly("1|a", "2|b", "3|-");
            assertThat(test.rows("select page, records, sync from pagesync_marks order by page"))
                    .containsExactly("1|2|packages", "2|1|packages");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_again_changesNoRow(RealDatabase engine) throws SQLException {
        String[] records = {
            "{\"id\":1,\"q\":1.50,\"b\":true,\"j\":{\"a\":[1,2.0]},\"n\":null,\"t\":\"\"}",
            "{\"id\":2,\"q\":3,\"b\":false,\"j\":{},\"n\":null,\"t\":\"x\"}"
        };
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, records);
            String version = engine == RealDatabase.POSTGRES
                    ? "select xmin, ctid, * from packages order by id"
                    : "select * from packages";
            List<String> before = test.rows(version);

            RunReport again = TestRun.load(test.database, BY_ID, records);

            assertThat(again.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(again.destinations().get(0)).contains("(2 records, 0 rows written");
            assertThat(test.rows(version)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_ofChangedRecords_replacesThem(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\",\"b\":1}", "{\"id\":2,\"a\":\"y\",\"b\":2}");

            RunReport report =
                    TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}", "{\"id\":2,\"a\":\"y\",\"b\":2}");

            assertThat(report.destinations().get(0)).contains("(2 records, 1 rows written");
            assertThat(test.rows("select * from packages order by id")).containsExactly("1|x|-", "2|y|2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_whereOnlyIgnoredFieldsChanged_changesNoRow(RealDatabase engine) throws SQLException {
        TableSettings settings = BY_ID.withIgnore("at");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(
                    test.database,
                    settings,
                    "{\"id\":1,\"a\":\"x\",\"at\":\"1\"}",
                    "{\"id\":2,\"a\":\"x\",\"at\":\"1\"}");

            TestRun.load(
                    test.database,
                    settings,
                    "{\"id\":1,\"a\":\"x\",\"at\":\"2\"}",
                    "{\"id\":2,\"a\":\"y\",\"at\":\"2\"}");

            assertThat(test.rows("select * from packages order by id")).containsExactly("1|x|1", "2|y|2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_withKeyTwiceInPage_keepsLast(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(
                    test.database,
                    BY_ID,
                    "{\"id\":1,\"a\":\"x\"}",
                    "{\"id\":2.0,\"a\":\"z\"}",
                    "{\"id\":1,\"a\":\"y\"}");

            assertThat(test.rows("select a from packages order by a")).containsExactly("y", "z");
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_ofPageThatIsThere_confirmsAndWritesNothing(RealDatabase engine) throws SQLException {
        List<Page> pages = TestRun.pages(List.of("{\"id\":1}", "{\"id\":2}"), List.of("{\"id\":3}"));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, TableSettings.append("packages"));
            run.plan(pages.get(0));
            run.deliver(pages.get(0));
            run.deliver(pages.get(0));
            run.deliver(pages.get(1));

            RunReport report = run.close();
            assertThat(report.failures()).isEmpty();
            assertThat(report.destinations().get(0)).contains("(3 records, 3 rows written");
            assertThat(test.rows("select id from packages order by id")).containsExactly("1", "2", "3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_toAppend_addsRowsEachRun(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, TableSettings.append("log"), "{\"id\":1}", "{\"id\":1}");
            TestRun.load(test.database, TableSettings.append("log"), "{\"id\":1}");

            assertThat(test.rows("select id from log")).containsExactly("1", "1", "1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_withScope_leadsTheKey(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID.withScope(Map.of("licence", "A")), "{\"id\":1,\"a\":\"x\"}");
            TestRun.load(
                    test.database, BY_ID.withScope(Map.of("licence", "B")), "{\"licence\":\"B\",\"id\":1,\"a\":\"y\"}");
            RunReport other = TestRun.load(
                    test.database, BY_ID.withScope(Map.of("licence", "B")), "{\"licence\":\"C\",\"id\":1}");

            assertThat(test.rows("select * from packages order by licence")).containsExactly("A|1|x", "B|1|y");
            assertThat(other.failures().get(0).error())
                    .isEqualTo("1 record refused by table packages: page 1, record 1: its field 'licence' is 'C', the"
                            + " scope's is 'B'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_withNestedKey_givesItAColumn(RealDatabase engine) throws SQLException {
        TableSettings settings = TableSettings.upsert("packages").withKey("/item/id, kind");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(
                    test.database,
                    settings,
                    "{\"kind\":\"a\",\"item\":{\"id\":7}}",
                    "{\"kind\":\"b\",\"item\":{\"id\":7}}");
            TestRun.load(test.database, settings, "{\"kind\":\"a\",\"item\":{\"id\":7}}");

            assertThat(test.rows("select kind, \"item_id\" from packages order by kind"))
                    .containsExactly("a|7", "b|7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_withAnotherKeyOrTable_saysWhat(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}");
            test.execute("create table mine (id integer)");

            assertThat(TestRun.load(
                                    test.database,
                                    TableSettings.upsert("packages").withKey("a"),
                                    "{\"id\":1,\"a\":\"x\"}")
                            .failures()
                            .get(0)
                            .error())
                    .isEqualTo("table packages of data source main: the table has the key /id, this sync asks for the"
                            + " key /a; name another table or the same key");
            assertThat(TestRun.load(test.database, TableSettings.upsert("mine").withKey("id"), "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .contains("was not made by Pagesync");
            assertThatThrownBy(() -> new TestRun(test.database, TableSettings.upsert("packages")))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("needs a key");
            assertThatThrownBy(() -> TableSettings.append("pagesync_marks"))
                    .isInstanceOf(InvalidSettingException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_throughDataSourceOfTheHost_writesToo(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder);
                HikariDataSource hosts = new HikariDataSource()) {
            hosts.setJdbcUrl(test.settings.url());
            hosts.setUsername(test.settings.user());
            hosts.setPassword(test.settings.password().get());

            RunReport report = TestRun.load(Database.of("orders", hosts), BY_ID, "{\"id\":1}");

            assertThat(report.destinations().get(0)).startsWith("table packages in data source orders (1 records");
            assertThat(test.rows("select * from packages")).containsExactly("1");
        }
    }

    @Test
    void load_intoSchema_makesTableThere() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            test.execute("create schema stock");
            TestRun.load(test.database, TableSettings.upsert("stock.packages").withKey("id"), "{\"id\":1,\"a\":1}");
            TestRun.load(test.database, TableSettings.upsert("stock.packages").withKey("id"), "{\"id\":1,\"a\":2.5}");
            TestRun.load(test.database, BY_ID, "{\"id\":2}");

            assertThat(test.rows("select * from stock.packages")).containsExactly("1|2.5");
            assertThat(test.rows("select * from packages")).containsExactly("2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_afterTableWasDropped_makesItAnew(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}");
            test.execute("drop table packages");
            TestRun.load(test.database, BY_ID, "{\"id\":\"one\"}");

            assertThat(test.rows("select * from packages")).containsExactly("one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void finish_ofManyRuns_keepsMarksOfFive(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            for (int i = 0; i < 8; i++) {
                TestRun.load(test.database, BY_ID, "{\"id\":1}");
            }

            assertThat(test.rows("select * from pagesync_marks")).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void table_thatIsChanged_isTold_butNotOneThatIsMade(RealDatabase engine) throws SQLException {
        TableSettings settings = TableSettings.upsert("packages").withKey("id");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport made = TestRun.load(test.database, settings, "{\"id\":1,\"size\":1}");
            RunReport asBefore = TestRun.load(test.database, settings, "{\"id\":2,\"size\":2}");
            RunReport changed = TestRun.load(
                    test.database, settings, List.of("{\"id\":3,\"size\":2.5}"), List.of("{\"id\":4,\"label\":\"a\"}"));

            assertThat(made.tableChanges()).isEmpty();
            assertThat(asBefore.tableChanges()).isEmpty();
            assertThat(changed.tableChanges())
                    .containsExactly(
                            "table packages has a wider column size: decimal, which was integer",
                            "table packages has a new column label");
        }
    }
}
