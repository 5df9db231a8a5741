package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a table holds a row for each record, and what is said where it does not. */
final class KeptRecordsTest {
    private static final TableSettings BY_CODE = TableSettings.upsert("items").withKey("code");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void load_whereTheTablesKeyMergesRecords_isDriftedWithTheirNumber(RealDatabase engine) throws SQLException {
        List<String> first =
                List.of("{\"id\":1,\"code\":\"a\"}", "{\"id\":2,\"code\":\"a\"}", "{\"id\":3,\"code\":\"b\"}");
        List<String> second = List.of("{\"id\":4,\"code\":\"b\"}", "{\"id\":5,\"code\":\"c\"}");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(test.database, BY_CODE, first, second);

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .containsExactly("table items has 3 rows for 5 records, as 2 came with the key /code of another");
            assertThat(test.value("select count(*) from items")).isEqualTo("3");

            RunReport again = TestRun.load(test.database, BY_CODE, first, second);
            assertThat(again.drift()).isEqualTo(report.drift());
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_whereANumberAndItsTextAreOneKeyOfText_isDrifted(RealDatabase engine) throws SQLException {
        TableSettings byId = TableSettings.upsert("items").withKey("id");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    byId,
                    List.of("{\"id\":1}", "{\"id\":2}"),
                    List.of("{\"id\":\"1\"}", "{\"id\":\"x\"}"));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .containsExactly("table items has 3 rows for 4 records, as 1 came with the key /id of another");
            assertThat(test.rows("select id from items order by id")).containsExactly("1", "2", "x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_ofAPageThatComesAgain_countsItOnce(RealDatabase engine) throws SQLException {
        List<Page> pages =
                TestRun.pages(List.of("{\"code\":1}", "{\"code\":2}"), List.of("{\"code\":3}", "{\"code\":4}"));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun run = new TestRun(test.database, BY_CODE);
            run.plan(pages.get(0));
            pages.forEach(run::deliver);
            pages.forEach(run::deliver);

            RunReport report = run.close();
            assertThat(report.drift()).noneMatch(sign -> sign.startsWith("table "));
            assertThat(test.value("select count(*) from items")).isEqualTo("4");
        }
    }

    /** A trigger of MariaDB can only fail. */
    private static void skipOdd(TestDatabase test) throws SQLException {
        if (test.engine == RealDatabase.SQLITE) {
            test.execute(
                    "create trigger odd before insert on items when new.code % 2 = 1 begin select raise(ignore); end");
        } else {
            test.execute("create function odd() returns trigger language plpgsql as"
                    + " 'begin if new.code % 2 = 1 then return null; end if; return new; end'");
            test.execute("create trigger odd before insert on items for each row execute function odd()");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void load_whereATriggerSkipsRows_isDriftedWithTheirNumber(RealDatabase engine) throws SQLException {
        List<String> records = List.of("{\"code\":1}", "{\"code\":2}", "{\"code\":3}");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_CODE, "{\"code\":10}");
            skipOdd(test);

            RunReport bulk = TestRun.load(test.database, BY_CODE, records);
            RunReport again = TestRun.load(test.database, BY_CODE, records);

            assertThat(List.of(bulk, again)).allSatisfy(report -> {
                assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
                assertThat(report.drift())
                        .containsExactly("table items lacks 2 of 3 records, which the database took without an error"
                                + " and did not write, as a trigger can have it");
            });
            assertThat(test.rows("select code from items order by code")).containsExactly("2", "10");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void load_whereATriggerSkipsAppendedRows_isDriftedWithTheirNumber(RealDatabase engine) throws SQLException {
        TableSettings append = TableSettings.append("items");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, append, "{\"code\":10}");
            skipOdd(test);

            RunReport report = TestRun.load(test.database, append, "{\"code\":1}", "{\"code\":2}");

            assertThat(report.drift()).singleElement().asString().startsWith("table items lacks 1 of 2 records");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void load_againIntoATableWithATriggerThatSkipsNothing_isComplete(RealDatabase engine) throws SQLException {
        String[] even = {"{\"code\":2}", "{\"code\":4,\"a\":\"x\"}"};
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_CODE, "{\"code\":10,\"a\":\"y\"}");
            skipOdd(test);
            TestRun.load(test.database, BY_CODE, even);

            RunReport again = TestRun.load(test.database, BY_CODE, even);

            assertThat(again.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(again.destinations().get(0)).contains("(2 records, 0 rows written");
        }
    }
}
