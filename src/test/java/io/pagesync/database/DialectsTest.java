package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.write.TableCheck;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is found in one list, and one that is added there is a destination as any other. */
final class DialectsTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");

    private final Driver driver = new TestliteDialect.TestliteDriver();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        DriverManager.deregisterDriver(driver);
    }

    private Database testlite() {
        return Database.open(
                DatabaseSettings.of("main", "jdbc:testlite:" + folder.resolve("t.db"), null, null),
                TestliteDialect.amongAll());
    }

    @Test
    void databaseAddedToTheList_isWrittenAsItsDialectSays() throws SQLException {
        try (Database database = testlite()) {
            RunReport report = TestRun.load(
                    database,
                    BY_ID,
                    List.of("{\"id\":1,\"a\":true}", "{\"id\":\"too long a key\",\"a\":true}"),
                    List.of("{\"id\":2,\"a\":\"x\",\"n\":1.50}", "{\"id\":1,\"a\":false}"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .isEqualTo("1 record refused by table t: page 1, record 2: its key has 14 bytes, Testlite takes at"
                            + " most 8");
            assertThat(rows(database, "select id || '|' || a || '|' || coalesce(n, '-') from t order by id"))
                    .containsExactly("1|false|-", "2|x|1.50");
            assertThat(rows(database, "select sql from sqlite_master where name = 't'")
                            .get(0))
                    .contains("(id varchar(8) not null");
        }
    }

    @Test
    void databaseAddedToTheList_saysItsOwnLimitsAndCures() throws SQLException {
        try (Database database = testlite()) {
            assertThat(TestRun.load(database, BY_ID, "{\"id\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .endsWith("the field '/f' would need column 6, Testlite has at most 5 in a table");
            TestRun.load(database, BY_ID, "{\"id\":1}");
            database.transaction((connection, db) -> db.execute("drop table pagesync_marks"));
            database.transaction((connection, db) -> db.execute("create view pagesync_marks as select 1"));
            assertThat(TestRun.load(database, BY_ID, "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .endsWith("; ask who made it");
        }
    }

    @Test
    void check_whereAChangeOfTablesLasts_doesNotTryToMakeTheTable() throws SQLException {
        try (Database database = testlite()) {
            // A table of this name could not be made.
            database.transaction((connection, db) -> db.execute("create table x (a)"));
            database.transaction((connection, db) -> db.execute("create index t on x (a)"));
            TableCheck check = new TableCheck(database, BY_ID, new TestRun(database, BY_ID).collection());

            assertThat(check.run(null)).isEqualTo("table t in data source main would be made");
        }
    }

    @Test
    void database_isFoundByUrlAndByProduct() {
        Dialects all = TestliteDialect.amongAll();

        assertThat(all.ofUrl("main", "jdbc:testlite:x")).isInstanceOf(TestliteDialect.class);
        assertThat(all.ofProduct("main", "Testlite")).isInstanceOf(TestliteDialect.class);
        assertThat(all.ofUrl("main", "jdbc:sqlite:x").facts().product()).isEqualTo("SQLite");
        assertThat(all.ofProduct("main", "PostgreSQL").urlPrefix()).isEqualTo("jdbc:postgresql:");
    }

    @Test
    void database_thatIsNotInTheList_isRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> Dialects.KNOWN.ofUrl("main", "jdbc:testlite:x"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the URL of data source main names a database that cannot be written; there are"
                        + " jdbc:sqlite:, jdbc:postgresql: and jdbc:mariadb:");
        assertThatThrownBy(() -> Dialects.KNOWN.ofUrl("main", "jdbc:mysql://localhost/x"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the URL of data source main names a database that cannot be written; there are"
                        + " jdbc:sqlite:, jdbc:postgresql: and jdbc:mariadb:, whose servers are MariaDB and not MySQL");
        assertThatThrownBy(() -> TestliteDialect.amongAll().ofProduct("main", "Oracle"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the data source main is of Oracle, which cannot be written; there are SQLite, PostgreSQL,"
                        + " MariaDB and Testlite");
    }

    private static List<String> rows(Database database, String sql) throws SQLException {
        return database.transaction((connection, db) -> {
            List<String> rows = new ArrayList<>();
            db.fetch(sql).forEach(row -> rows.add(String.valueOf(row.get(0))));
            return rows;
        });
    }
}
