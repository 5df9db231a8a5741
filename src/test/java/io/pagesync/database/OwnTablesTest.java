package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own tables of an older Pagesync are taken over, those of a newer one are left alone. */
final class OwnTablesTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void tablesWithoutAVersion_areTakenOver(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":true}");
            test.execute("drop table pagesync_versions");

            RunReport report = TestRun.load(
                    test.database, BY_ID, List.of("{\"id\":1,\"a\":true}"), List.of("{\"id\":2,\"a\":\"x\"}"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.destinations()).singleElement().asString().contains("1 rows written");
            assertThat(test.rows("select id, a from t order by id")).containsExactly("1|true", "2|x");
            assertThat(test.rows("select * from pagesync_versions order by 1"))
                    .containsExactly("pagesync_tables|10", "t|2");
            assertThat(test.value("select count(*) from pagesync_marks")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfTheFirstVersion_areTakenOver(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":true}");
            for (String later : List.of("leases", "runs", "partitions", "pages")) {
                test.execute("drop table pagesync_" + later);
            }
            test.execute("alter table pagesync_marks drop column epoch");
            test.execute("alter table pagesync_marks drop column versions");
            test.execute("update pagesync_versions set version = 1 where \"table\" = 'pagesync_tables'");

            RunReport report = TestRun.load(test.database, BY_ID, "{\"id\":2,\"a\":true}");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select epoch from pagesync_marks order by time"))
                    .containsExactly("0", "1");
            assertThat(test.value("select count(*) from pagesync_runs")).isEqualTo("0");
            assertThat(test.value("select version from pagesync_versions where \"table\" = 'pagesync_tables'"))
                    .isEqualTo("10");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfANewerVersion_areLeftAlone_inOneSentence(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":true}");
            test.execute("update pagesync_versions set version = 11 where \"table\" = 'pagesync_tables'");

            RunReport report = TestRun.load(test.database, BY_ID, "{\"id\":2,\"a\":true}");

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures().get(0).error())
                    .isEqualTo("table t of data source main: the tables pagesync_* there have version 11, this Pagesync"
                            + " knows them up to version 10; use the newer Pagesync that made them, or another"
                            + " database");
            assertThat(test.rows("select id from t")).containsExactly("1");
        }
    }
}
