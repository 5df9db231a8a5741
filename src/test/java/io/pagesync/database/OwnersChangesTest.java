package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.write.TableCheck;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a table's owner does to its columns never keeps a sync from it for good. */
final class OwnersChangesTest {
    private static final TableSettings BY_ID = TableSettings.upsert("items").withKey("id");
    private static final String ONE = "00000000-0000-0000-0000-000000000001";
    private static final String TWO = "00000000-0000-0000-0000-000000000002";

    @TempDir
    private Path folder = Path.of("");

    private static String check(Database database, String... records) {
        Page first = TestRun.page(1, records.length, records.length, List.of(records));
        return new TableCheck(database, BY_ID, new TestRun(database, BY_ID).collection()).run(first);
    }

    @Test
    void keyOfAnotherType_takesTheValuesThatFit() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":\"" + ONE + "\",\"a\":\"x\"}");
            test.execute("alter table items alter column id type uuid using id::uuid");

            RunReport changed = TestRun.load(test.database, BY_ID, "{\"id\":\"" + ONE + "\",\"a\":\"y\"}");
            RunReport same = TestRun.load(
                    test.database, BY_ID, "{\"id\":\"" + ONE + "\",\"a\":\"y\"}", "{\"id\":\"" + TWO + "\"}");
            RunReport other =
                    TestRun.load(test.database, BY_ID, "{\"id\":\"two\"}", "{\"id\":\"" + TWO + "\",\"a\":\"z\"}");

            assertThat(changed.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(same.destinations().get(0)).contains("(2 records, 1 rows written");
            assertThat(other.failures().get(0).error())
                    .startsWith("1 record refused by table items: page 1, record 1: PostgreSQL says 'ERROR: invalid"
                            + " input syntax for type uuid");
            assertThat(test.rows("select * from items order by id")).containsExactly(ONE + "|y", TWO + "|z");
            assertThat(check(test.database, "{\"id\":\"" + ONE + "\"}")).endsWith("can be written");
            assertThatThrownBy(() -> check(test.database, "{\"id\":\"" + ONE + "\"}", "{\"id\":\"two\"}"))
                    .isInstanceOf(PagesyncException.class)
                    .hasMessageStartingWith("table items of data source main: 1 of 2 records of the first page do not"
                            + " fit; the first: record 2: PostgreSQL says 'ERROR: invalid input syntax for type uuid");
            assertThat(test.rows("select * from items order by id")).containsExactly(ONE + "|y", TWO + "|z");
        }
    }

    @Test
    void typeThatIsChangedDuringARun_isFound() throws SQLException {
        List<Page> pages = TestRun.pages(
                List.of("{\"id\":\"" + ONE + "\"}"), List.of("{\"id\":\"" + TWO + "\"}"), List.of("{\"id\":\"3\"}"));
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":\"" + TWO + "\"}");
            TestRun run = new TestRun(test.database, BY_ID);
            run.plan(pages.get(0));
            run.deliver(pages.get(0));
            test.execute("alter table items alter column id type uuid using id::uuid");
            pages.forEach(run::deliver);

            assertThat(run.close().failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .startsWith("1 record refused by table items: page 3, record 1: "));
            assertThat(test.rows("select id from items order by id")).containsExactly(ONE, TWO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnThatTheOwnerAdds_takesAFieldOfItsName(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1}");
            test.execute("alter table items add column loaded_at varchar(10) default 'then'");
            test.execute("alter table items add column owners integer");

            RunReport before = TestRun.load(test.database, BY_ID, "{\"id\":2}");
            RunReport report =
                    TestRun.load(test.database, BY_ID, "{\"id\":1,\"Loaded_At\":\"now\"}", "{\"id\":3,\"x\":1}");

            assertThat(before.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id, loaded_at, x from items order by id"))
                    .containsExactly("1|now|-", "2|then|-", "3|-|1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnThatTheOwnerDrops_isLeftOutAndSaid(RealDatabase engine) throws SQLException {
        String[] records = {"{\"id\":1,\"ssn\":\"a\",\"x\":1}", "{\"id\":2,\"ssn\":\"b\",\"x\":2}"};
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, records[0]);
            test.execute("alter table items drop column ssn");

            RunReport report = TestRun.load(test.database, BY_ID, records);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations().get(0))
                    .contains("'ssn' is left out: its column ssn is there no more; alter table ")
                    .contains("brings it back");
            assertThat(test.rows("select * from items order by id")).containsExactly("1|1", "2|2");
            // Where a change of a table is committed at once, a check tries none.
            String left =
                    engine == RealDatabase.MARIADB ? "can be written" : "can be written; 'ssn' is left out: its column";
            assertThat(check(test.database, records)).contains(left);

            test.execute("alter table items add column ssn varchar(9)");
            assertThat(TestRun.load(test.database, BY_ID, records)
                            .destinations()
                            .get(0))
                    .contains("2 rows written")
                    .doesNotContain("left out");
            assertThat(test.rows("select * from items order by id")).containsExactly("1|1|a", "2|2|b");
        }
    }

    @Test
    void columnThatIsDroppedDuringARun_isLeftOut() throws SQLException {
        List<Page> pages = TestRun.pages(List.of("{\"id\":1,\"a\":1}"), List.of("{\"id\":2,\"a\":2}"));
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun run = new TestRun(test.database, BY_ID);
            run.plan(pages.get(0));
            run.deliver(pages.get(0));
            test.execute("alter table items drop column a");
            run.deliver(pages.get(1));

            assertThat(run.close().verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select * from items order by id")).containsExactly("1", "2");
        }
    }

    @Test
    void keyWithoutItsIndex_isRefusedWithTheStatement() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1}");
            test.execute("alter table items drop constraint items_pkey");

            assertThat(TestRun.load(test.database, BY_ID, "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .endsWith("no unique index is on exactly the columns of the key, id, so nothing keeps a record from"
                            + " being there twice; name another key, or have its owner create unique index \"items_key\""
                            + " on \"items\"(\"id\")");
        }
    }

    @Test
    void fieldThatNeedsAColumn_withoutTheRight_isNamedWithTheStatementWhichHelps() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":1}");
            try (Database clerk = test.as("clerk")) {
                RunReport report = TestRun.load(clerk, BY_ID, "{\"id\":2,\"a\":1,\"new\":\"x\"}");

                assertThat(report.failures().get(0).error())
                        .isEqualTo(
                                "table items of data source main: the field '/new' has no column, and the user may not"
                                        + " add columns (ERROR: must be owner of table items); have its owner run alter table"
                                        + " \"items\" add \"new\" text, or leave it out by leaveOut or ddl: none");
                assertThatThrownBy(() -> check(clerk, "{\"id\":2,\"new\":\"x\"}"))
                        .hasMessageContaining("alter table \"items\" add \"new\" text");

                test.execute("alter table items add column new text");
                assertThat(TestRun.load(clerk, BY_ID, "{\"id\":2,\"a\":1,\"new\":\"x\"}")
                                .verdict())
                        .isEqualTo(Verdict.COMPLETE);

                RunReport wider = TestRun.load(clerk, BY_ID, "{\"id\":3,\"a\":\"many\"}", "{\"id\":4,\"a\":5}");
                assertThat(wider.failures().get(0).error())
                        .startsWith("1 record refused by table items: page 1, record 1: PostgreSQL says 'ERROR: invalid"
                                + " input syntax for type bigint: \"many\"");
            }
            assertThat(test.rows("select * from items order by id")).containsExactly("1|1|-", "2|1|x", "4|5|-");
        }
    }

    @Test
    void columnThatAViewUses_keepsItsType() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":1}");
            test.execute("create view totals as select sum(a) as total from items");

            RunReport report =
                    TestRun.load(test.database, BY_ID, "{\"id\":2,\"a\":\"x\"}", "{\"id\":3,\"a\":3,\"b\":1}");

            assertThat(report.failures().get(0).error())
                    .startsWith("1 record refused by table items: page 1, record 1: ");
            assertThat(test.rows("select * from items order by id")).containsExactly("1|1|-", "3|3|1");
        }
    }

    @Test
    void changeOfATableThatSomebodyReads_letsOthersRead() throws Exception {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1}");
            Thread loader = new Thread(() -> TestRun.load(test.database, BY_ID, "{\"id\":2,\"new\":1}"));
            test.database.transaction((connection, db) -> {
                db.fetch("select * from items");
                loader.start();
                test.awaitLock();
                db.execute("set local statement_timeout = '10s'");
                assertThat(test.rows("select id from items")).containsExactly("1");
                return true;
            });
            loader.join(Duration.ofSeconds(60).toMillis());

            assertThat(test.rows("select * from items order by id")).containsExactly("1|-", "2|1");
        }
    }
}
