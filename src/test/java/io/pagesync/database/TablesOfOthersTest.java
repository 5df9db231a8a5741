package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that somebody else has made are written as they are, and no statement changes one. */
final class TablesOfOthersTest {
    private static final String ONE =
            "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"lastModified\":\"2025-01-01T12:00:00+02:00\","
                    + "\"due\":\"2025-02-03\",\"mood\":\"good\",\"code\":\"abc\",\"price\":1.5000,\"count\":5.0,\"tags\":[\"x\"],\"meta\":\"plain\"}";
    private static final String TWO =
            "{\"id\":\"00000000-0000-0000-0000-000000000002\",\"price\":2,\"meta\":{\"a\":1}}";

    @TempDir
    private Path folder = Path.of("");

    private static TableSettings items(Ddl ddl) {
        return TableSettings.upsert("items").withKey("id").withRules(ColumnRules.NONE.with(ddl));
    }

    private static TableCheck check(Database database, TableSettings settings) {
        return new TableCheck(database, settings, new TestRun(database, settings).collection());
    }

    private static Page page(String... records) {
        return TestRun.page(1, records.length, records.length, List.of(records));
    }

    private static TestDatabase madeByOthers(Path folder) throws SQLException {
        TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder);
        test.execute("create type mood as enum ('good', 'bad')");
        test.execute("create table items (row_no bigint generated always as identity, id uuid primary key,"
                + " lastmodified timestamptz, due date, mood mood, code varchar(3), price numeric(8,2), count integer,"
                + " tags json, meta jsonb, cents numeric generated always as (price * 100) stored,"
                + " made timestamptz not null default now())");
        makeOurs(test, ONE);
        return test;
    }

    /** Makes our own tables, as the owner does who is told what is missing. */
    private static void makeOurs(TestDatabase test, String... records) throws SQLException {
        for (String statement : check(test.database, items(Ddl.CHECK)).ddl(page(records))) {
            test.execute(statement.startsWith("--") ? "select 1" : statement);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ddl.class,
            names = {"CHECK", "NONE"})
    void values_areCastToTheTypesThatAreThere(Ddl ddl) throws SQLException {
        try (TestDatabase test = madeByOthers(folder);
                Database clerk = test.as("writer")) {
            assertThat(check(clerk, items(ddl)).run(page(ONE, TWO)))
                    .isEqualTo("table items in data source main can be written");
            RunReport first = TestRun.load(clerk, items(ddl), ONE);
            RunReport more = TestRun.load(clerk, items(ddl), ONE, TWO);
            RunReport again = TestRun.load(clerk, items(ddl), ONE, TWO);

            assertThat(first.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(more.destinations().get(0)).contains("(2 records, 1 rows written, 0 refused)");
            assertThat(again.destinations().get(0)).contains("(2 records, 0 rows written, 0 refused)");
            assertThat(test.rows(
                            "select lastmodified at time zone 'UTC', due, mood, code, price, count, tags, meta, cents"
                                    + " from items order by id"))
                    .containsExactly(
                            "2025-01-01 10:00:00|2025-02-03|good|abc|1.50|5|[\"x\"]|\"plain\"|150.00",
                            "-|-|-|-|2.00|-|-|{\"a\": 1}|200.00");
        }
    }

    @Test
    void valuesThatDoNotFit_areRefusedWithTheirReasons() throws SQLException {
        try (TestDatabase test = madeByOthers(folder)) {
            TestRun.load(test.database, items(Ddl.NONE), ONE);
            RunReport report = TestRun.load(
                    test.database,
                    items(Ddl.NONE),
                    TWO.replace("}", "").replace("{\"a\":1", "null") + ",\"code\":\"abcd\"}",
                    TWO.replace("002", "003").replace("\"price\":2", "\"price\":2.001"),
                    TWO.replace("002", "004").replace("\"price\":2", "\"mood\":\"so-so\""),
                    TWO.replace("002", "005").replace("\"price\":2", "\"count\":1.5"),
                    TWO.replace("002", "006"));

            assertThat(report.records().delivered()).isEqualTo(1);
            assertThat(test.rows("select reason from pagesync_refused order by position"))
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("value too long for type character varying(3)"),
                            reason -> assertThat(reason)
                                    .isEqualTo("its value '2.001' for column 'price' has more decimal places than"
                                            + " numeric(8,2)"),
                            reason -> assertThat(reason).contains("invalid input value for enum mood"),
                            reason -> assertThat(reason).contains("invalid input syntax for type integer"));
        }
    }

    /** What is one key for the database is one row, also where the texts differ. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSTGRES | timestamptz | '\"2024-01-01T00:00:00Z\"' | '\"2024-01-01T01:00:00+01:00\"'",
                "POSTGRES | uuid | '\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\"' | '\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"'",
                "POSTGRES | date | '\"2024-01-01\"' | '\"2024-01-01T00:00:00Z\"'",
                "POSTGRES | integer | '\"1\"' | '\"01\"'",
                "POSTGRES | numeric(6,2) | 1.50 | '\"1.5\"'",
                "SQLITE | integer | '\"1\"' | 1.0",
                "MARIADB | int | '\"1\"' | '\"01\"'",
                "MARIADB | datetime | '\"2024-01-01T00:00:00Z\"' | '\"2024-01-01T01:00:00+01:00\"'"
            })
    void keys_thatTheirColumnTakesForOne_areToldAsOneRow(RealDatabase kind, String type, String one, String other)
            throws SQLException {
        try (TestDatabase test = new TestDatabase(kind, folder)) {
            test.execute("create table items (id " + type + " primary key, v integer)");
            String[] records = {"{\"id\":" + one + ",\"v\":1}", "{\"id\":" + other + ",\"v\":2}"};
            makeOurs(test, records);

            RunReport first = TestRun.load(test.database, items(Ddl.NONE), records);
            RunReport again = TestRun.load(test.database, items(Ddl.NONE), records);

            assertThat(first.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(first.drift())
                    .containsExactly("table items has 1 rows for 2 records, as 1 came with the key /id of another");
            assertThat(test.rows("select v from items")).containsExactly("2");
            assertThat(again.destinations().get(0)).contains("0 rows written");
        }
    }

    /** In a column of the database's own, which takes the rest without an error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SQLITE | int | 9223372036854775808 | is beyond 64 bits, so int would lose digits of it",
                "SQLITE | bigint | '\"-9223372036854775809\"' | is beyond 64 bits, so bigint would lose digits of it",
                "MARIADB | int | 1.5 | has a fraction, which int(11) would round",
                "MARIADB | tinyint(4) | '\"1.5\"' | has a fraction, which tinyint(4) would round",
                "MARIADB | varchar(3) | '\"abc \"' | is longer than varchar(3)",
                "MARIADB | date | '\"2024-05-05T23:30:00-08:00\"' | has a time of day, which date would leave out",
                "MARIADB | decimal(18,4) | '\"1e-05\"' | has more decimal places than decimal(18,4)",
                "POSTGRES | varchar(3) | '\"ab    \"' | is longer than character varying(3)",
                "POSTGRES | date | '\"2024-05-05T23:30:00-08:00\"' | has a time of day, which date would leave out",
                "POSTGRES | numeric(18,4) | '\"1.5e-7\"' | has more decimal places than numeric(18,4)"
            })
    void values_thatADatabaseWouldCutInSilence_areRefused(RealDatabase kind, String type, String value, String why)
            throws SQLException {
        try (TestDatabase test = new TestDatabase(kind, folder)) {
            test.execute("create table items (id integer primary key, v " + type + ")");
            String[] records = {"{\"id\":1,\"v\":" + value + "}", "{\"id\":2,\"v\":null}"};
            makeOurs(test, records);

            RunReport first = TestRun.load(test.database, items(Ddl.NONE), records);
            RunReport again = TestRun.load(test.database, items(Ddl.NONE), records);

            assertThat(first.records().delivered()).isEqualTo(1);
            assertThat(test.rows("select reason from pagesync_refused"))
                    .allSatisfy(reason -> assertThat(reason).contains(why));
            assertThat(test.rows("select id from items")).containsExactly("2");
            assertThat(again.destinations().get(0)).contains("0 rows written");
        }
    }

    @ParameterizedTest
    @EnumSource(RealDatabase.class)
    void unchangedNight_afterADatabaseHasRefusedARecord_writesNoRow(RealDatabase kind) throws SQLException {
        try (TestDatabase test = new TestDatabase(kind, folder)) {
            test.execute("create table items (id integer primary key, v varchar(3) check (v <> 'no'), n numeric(6,2))");
            String[] records = {
                "{\"id\":1,\"v\":\"a\",\"n\":1.5}",
                "{\"id\":2,\"v\":\"no\",\"n\":2}",
                "{\"id\":3,\"v\":\"b\",\"n\":3}",
                "{\"id\":4,\"v\":null,\"n\":\"4.25\"}"
            };
            makeOurs(test, records);

            RunReport first = TestRun.load(test.database, items(Ddl.NONE), records);
            RunReport again = TestRun.load(test.database, items(Ddl.NONE), records);

            assertThat(first.records().delivered()).isEqualTo(3);
            assertThat(again.destinations().get(0)).contains("0 rows written");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime | 2024-06-01T02:00:00+02:00 | 2024-06-01 00:00:00",
                "datetime(3) | 2024-06-01T00:00:00.125Z | 2024-06-01 00:00:00.125",
                "timestamp | 2024-06-01T00:00Z | 2024-06-01 00:00:00",
                "datetime | 2024-06-01 10:00:00 | 2024-06-01 10:00:00",
                "date | 2024-06-01T00:00:00Z | 2024-06-01"
            })
    void moments_goIntoColumnsOfMariaDbAtUtc(String type, String value, String stored) throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.MARIADB, folder)) {
            test.execute("create table items (id integer primary key, v " + type + " null)");
            String record = "{\"id\":1,\"v\":\"" + value + "\"}";
            makeOurs(test, record);

            RunReport first = TestRun.load(test.database, items(Ddl.NONE), record);
            RunReport again = TestRun.load(test.database, items(Ddl.NONE), record);

            assertThat(first.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select cast(v as char) from items")).containsExactly(stored);
            assertThat(again.destinations().get(0)).contains("0 rows written");
        }
    }

    /** Written out, the number would have a billion digits. */
    @Test
    @Timeout(60)
    void numberWithAHugeExponent_inAColumnOfWholeNumbers_goesAsItIs() throws SQLException {
        String[] records = {"{\"id\":1,\"n\":5.0}", "{\"id\":2,\"n\":1e999999999}"};
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            test.execute("create table items (id integer primary key, n int)");
            makeOurs(test, records);
            RunReport report = TestRun.load(test.database, items(Ddl.NONE), records);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select n from items where id = 1")).containsExactly("5");
        }
    }

    @Test
    void fieldWithoutAColumn_failsOrIsLeftOut_asTold() throws SQLException {
        String[] records = {TWO.replace("}}", "},\"new\":\"x\",\"cents\":1}")};
        try (TestDatabase test = madeByOthers(folder)) {
            RunReport refused = TestRun.load(test.database, items(Ddl.CHECK), records);
            RunReport without = TestRun.load(test.database, items(Ddl.NONE), records);

            String sentence =
                    "table items of data source main: the field '/new' has no column; have its owner run alter"
                            + " table \"items\" add \"new\" text, or leave it out by leaveOut or ddl: none";
            assertThat(refused.failures().get(0).error()).isEqualTo(sentence);
            assertThatThrownBy(() -> check(test.database, items(Ddl.CHECK)).run(page(records)))
                    .isInstanceOf(PagesyncException.class)
                    .hasMessage(sentence);
            assertThat(without.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(without.destinations().get(0))
                    .contains("'cents' is left out: the database makes the values of its column cents")
                    .contains("'new' is left out: it has no column; alter table \"items\" add \"new\" text makes one");
            assertThat(check(test.database, items(Ddl.CHECK)).ddl(page(records)))
                    .contains("alter table \"items\" add \"new\" text;");

            test.execute("alter table items add column new text");
            assertThat(TestRun.load(test.database, items(Ddl.CHECK), records).verdict())
                    .isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select new from items")).containsExactly("x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ownTablesThatAreNotThere_areNotMade(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            test.execute("create table items (id integer primary key, a text)");

            assertThat(TestRun.load(test.database, items(Ddl.NONE), "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .contains("Pagesync's own tables, pagesync_*, are not there")
                    .contains("pagesync ddl SYNC prints the statements");
            assertThatThrownBy(() -> test.rows("select * from pagesync_versions"))
                    .isInstanceOf(Exception.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ddl_makesAllThatIsMissing(RealDatabase engine) throws SQLException {
        String[] records = {"{\"id\":1,\"a\":\"x\",\"b\":15,\"c\":true}", "{\"id\":2,\"a\":\"y\"}"};
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            List<String> statements = check(test.database, items(Ddl.CHECK)).ddl(page(records));
            for (String statement : statements) {
                test.execute(statement.startsWith("--") ? "select 1" : statement);
            }
            assertThat(statements.get(0)).startsWith("-- table items of data source main (");
            assertThat(check(test.database, items(Ddl.CHECK)).ddl(page(records)))
                    .contains("-- nothing is missing");
            assertThat(check(test.database, items(Ddl.CHECK)).run(page(records)))
                    .endsWith(" can be written");
            assertThat(TestRun.load(test.database, items(Ddl.CHECK), records).verdict())
                    .isEqualTo(Verdict.COMPLETE);
            assertThat(TestRun.load(test.database, items(Ddl.CHECK), records)
                            .destinations()
                            .get(0))
                    .contains("0 rows written");
            String yes = engine == RealDatabase.POSTGRES ? "t" : "1";
            assertThat(test.rows("select id, a, b, c from items order by id"))
                    .containsExactly("1|x|15|" + yes, "2|y|-|-");
        }
    }

    @Test
    void sqlite_writesItsOwnersTypes() throws SQLException {
        String[] records = {
            "{\"id\":1,\"name\":\"007\",\"price\":1.50,\"ok\":true,\"note\":null}", "{\"id\":2,\"note\":{\"a\":1}}"
        };
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            test.execute("create table items (id integer primary key, name varchar(10), price numeric, ok boolean,"
                    + " twice as (price * 2), note text default 'none')");
            for (String statement : check(test.database, items(Ddl.NONE)).ddl(page(records))) {
                test.execute(statement.startsWith("--") ? "select 1" : statement);
            }

            assertThat(TestRun.load(test.database, items(Ddl.NONE), records).verdict())
                    .isEqualTo(Verdict.COMPLETE);
            assertThat(TestRun.load(test.database, items(Ddl.NONE), records)
                            .destinations()
                            .get(0))
                    .contains("0 rows written");
            assertThat(test.rows("select * from items order by id"))
                    .containsExactly("1|007|1.5|1|3.0|-", "2|-|-|-|-|{\"a\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tableOfOthers_whereWeMayChangeTables_isLeftAlone(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            test.execute("create table items (id integer primary key)");

            assertThat(TestRun.load(test.database, items(Ddl.AUTO), "{\"id\":1}")
                            .failures()
                            .get(0)
                            .error())
                    .isEqualTo(
                            "table items of data source main: the table is there but was not made by Pagesync, so it is"
                                    + " not changed; write it as it is by ddl: check or ddl: none, or name another table");
        }
    }

    @Test
    void keyThatIsNotUnique_orHasNoColumn_isRefused() throws SQLException {
        try (TestDatabase test = madeByOthers(folder)) {
            TableSettings byCode = TableSettings.upsert("items")
                    .withKey("code")
                    .withRules(items(Ddl.NONE).rules());
            TableSettings byName = TableSettings.upsert("items")
                    .withKey("name")
                    .withRules(items(Ddl.NONE).rules());

            assertThat(TestRun.load(test.database, byCode, ONE)
                            .failures()
                            .get(0)
                            .error())
                    .contains("no unique index is on exactly the columns of the key, code");
            assertThat(TestRun.load(test.database, byName, "{\"name\":\"x\"}")
                            .failures()
                            .get(0)
                            .error())
                    .contains("the key /name cannot be written: it has no column");
            assertThatThrownBy(() -> check(
                                    test.database,
                                    TableSettings.upsert("none")
                                            .withKey("id")
                                            .withRules(items(Ddl.NONE).rules()))
                            .run(null))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("the table is not there, and ddl: none leaves it to others to make it");
        }
    }

    @Test
    void partitionedTableInAnotherSchema_andAViewOfIt_areWritten() throws SQLException {
        try (TestDatabase test = madeByOthers(folder)) {
            test.execute("create schema landing");
            test.execute(
                    "create table landing.people (id integer, day date, name text, primary key (id, day)) partition by range (day)");
            test.execute(
                    "create table landing.y25 partition of landing.people for values from ('2025-01-01') to ('2026-01-01')");
            test.execute("create view landing.them as select * from landing.people");
            for (String name : List.of("landing.people", "landing.them")) {
                TableSettings people = TableSettings.upsert(name)
                        .withKey("id,day")
                        .withRules(items(Ddl.CHECK).rules());
                String[] records = {
                    "{\"id\":1,\"day\":\"2025-05-05\",\"name\":\"" + name + "\"}", "{\"id\":2,\"day\":\"2027-01-01\"}"
                };

                assertThat(check(test.database, people).run(page(records[0]))).endsWith("can be written");
                assertThat(TestRun.load(test.database, people, records)
                                .failures()
                                .get(0)
                                .error())
                        .contains("1 record refused by table " + name + ": page 1, record 2: ")
                        .contains("no partition of relation");
                assertThat(test.rows("select name from landing.people")).containsExactly(name);
            }
        }
    }

    @Test
    void userOfOneSchema_isToldWhereOwnTablesGo_andHasThemThere() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            test.as("lander").close();
            test.execute("create schema landing authorization lander");
            TableSettings people = TableSettings.upsert("landing.people").withKey("id");
            try (Database lost = test.as("lander");
                    Database right = Database.open(DatabaseSettings.of(
                            "main", test.settings.url() + "?currentSchema=landing", "lander", ""))) {
                assertThat(TestRun.load(lost, people, "{\"id\":1}")
                                .failures()
                                .get(0)
                                .error())
                        .startsWith(
                                "table landing.people of data source main: ERROR: permission denied for schema public")
                        .endsWith("; its owner can GRANT USAGE, CREATE ON SCHEMA public to the user of"
                                + " pagesync.datasource.main.user; tables without a schema in their name, Pagesync's own"
                                + " too, go where currentSchema in pagesync.datasource.main.url says");
                assertThat(TestRun.load(right, people, "{\"id\":1}").verdict()).isEqualTo(Verdict.COMPLETE);
            }
            assertThat(test.rows("select id from landing.people")).containsExactly("1");
            assertThat(test.rows("select schemaname from pg_tables where tablename = 'pagesync_marks'"))
                    .containsExactly("landing");
        }
    }

    @Test
    void timeWithoutAZone_isUtcs() throws SQLException {
        try (TestDatabase test = madeByOthers(folder)) {
            TestRun.load(test.database, items(Ddl.CHECK), ONE.replace("12:00:00+02:00", "12:00:00"));

            assertThat(test.rows("select lastmodified at time zone 'UTC' from items"))
                    .containsExactly("2025-01-01 12:00:00");
        }
    }
}
