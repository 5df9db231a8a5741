package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.shape.RuleText;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.ColumnRules.Wish;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields get which columns, and what becomes of their values before anything is stored. */
final class ColumnRulesTest {
    private static final TableSettings BY_ID = TableSettings.upsert("items").withKey("id");

    @TempDir
    private Path folder = Path.of("");

    private static TableSettings with(
            String columns, String only, String leaveOut, String mask, Set<Stamp> stamps, boolean strip) {
        return BY_ID.withRules(new ColumnRules(
                Ddl.AUTO,
                RuleText.columns(columns).orElseThrow(),
                RuleText.fields(only).orElseThrow(),
                RuleText.fields(leaveOut).orElseThrow(),
                RuleText.fields(mask).orElseThrow(),
                stamps,
                strip));
    }

    private static List<String> kept(TestDatabase test) throws SQLException {
        return test.database.transaction(
                (connection, db) -> db.fetch("select record from pagesync_refused order by position")
                        .map(row -> new String(row.get(0, byte[].class), StandardCharsets.UTF_8)));
    }

    @Test
    void columns_haveTheTypesAndNamesThatAreWished() throws SQLException {
        TableSettings settings = with(
                "quantity: numeric(18,4), lastModified=modified_at: timestamptz, a=b", "", "", "", Set.of(), false);
        String record = "{\"id\":1,\"quantity\":1.5,\"lastModified\":\"2025-01-01T00:00:00Z\",\"a\":1,\"b\":2}";
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            assertThat(TestRun.load(test.database, settings, record).failures()).isEmpty();
            RunReport again = TestRun.load(
                    test.database,
                    settings,
                    record,
                    "{\"id\":2,\"quantity\":\"many\"}",
                    "{\"id\":3,\"quantity\":1.23456}");

            assertThat(again.destinations().get(0)).contains("(1 records, 0 rows written, 2 refused");
            assertThat(test.rows("select column_name, data_type, numeric_scale from information_schema.columns"
                            + " where table_name = 'items' order by ordinal_position"))
                    .containsExactly(
                            "id|bigint|0",
                            "quantity|numeric|4",
                            "modified_at|timestamp with time zone|-",
                            "b|bigint|0",
                            "b_2|bigint|0");
            assertThat(test.rows("select quantity, b, b_2 from items")).containsExactly("1.5000|1|2");
        }
    }

    @Test
    void columnOfAWishedType_roundsNothing_alsoInTheRunThatMakesIt() throws SQLException {
        TableSettings settings = with("quantity: numeric(18,4)", "", "", "", Set.of(), false);
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    settings,
                    List.of("{\"id\":1,\"quantity\":1}"),
                    List.of("{\"id\":2,\"quantity\":1.23456}"));

            assertThat(report.failures().get(0).error())
                    .isEqualTo("1 record refused by table items: page 2, record 1: its value '1.23456' for column"
                            + " 'quantity' has more decimal places than numeric(18,4)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnThatIsRenamed_goesOnUnderItsNewName(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"x\"}");
            TableSettings renamed = with("a=label", "", "", "", Set.of(), false);

            assertThat(TestRun.load(test.database, renamed, "{\"id\":1,\"a\":\"y\"}")
                            .failures()
                            .get(0)
                            .error())
                    .contains(
                            "the field /a has the column a, the parameter columns asks for label; rename it: alter table ");
            test.execute("alter table items rename column a to label");
            assertThat(TestRun.load(test.database, renamed, "{\"id\":1,\"a\":\"y\"}")
                            .verdict())
                    .isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select * from items")).containsExactly("1|y");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fieldsThatAreLeftOutOrMasked_areStoredNowhere(RealDatabase engine) throws SQLException {
        TableSettings settings = with("", "", "ssn", "phone", Set.of(), false);
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    settings,
                    "{\"id\":1,\"ssn\":\"s3cret\",\"phone\":\"s3cret\",\"a\":1}",
                    "{\"id\":2,\"ssn\":{\"x\":\"s3cret\"},\"phone\":[\"s3cret\"]}",
                    "{\"id\":3,\"phone\":null}",
                    "{\"ssn\":\"s3cret\",\"phone\":17,\"a\":1.50}",
                    "[\"s3cret\"]");

            assertThat(report.failures().get(0).error()).startsWith("2 records refused");
            assertThat(test.rows("select * from items order by id")).containsExactly("1|***|1", "2|***|-", "3|-|-");
            assertThat(kept(test)).containsExactly("{\"phone\":\"***\",\"a\":1.50}", "");
            assertThat(test.rows("select * from pagesync_columns")).noneMatch(row -> row.contains("ssn"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_writesTheseFieldsAndTheKey(RealDatabase engine) throws SQLException {
        TableSettings settings = with("", "a,b", "", "", Set.of(), false);
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, settings, "{\"id\":1,\"a\":1,\"c\":3}", "{\"id\":2,\"b\":2,\"d\":{}}");

            assertThat(test.rows("select * from items order by id")).containsExactly("1|1|-", "2|-|2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fieldThatIsLeftOutLater_keepsWhatItsColumnHas(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":1,\"b\":1}");
            TestRun.load(test.database, with("", "", "a", "", Set.of(), false), "{\"id\":1,\"a\":2,\"b\":2}");

            assertThat(test.rows("select * from items")).containsExactly("1|1|2");
        }
    }

    @Test
    void key_canBeNeitherLeftOutNorMasked() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            for (TableSettings settings :
                    List.of(with("", "", "id", "", Set.of(), false), with("", "", "", "id", Set.of(), false))) {
                assertThatThrownBy(() -> new TestRun(test.database, settings))
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessage("the table items has the key /id, of which id can be neither left out nor masked");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stamps_tellTheRunThatWroteARow_andWhen(RealDatabase engine) throws SQLException {
        TableSettings settings = with("", "", "", "", Set.of(Stamp.values()), false);
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, settings, "{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":1}");
            String columns = "select _run, _loaded_at, _changed_at from items where id = ";
            String before = test.value(columns + 1);
            String loaded = test.value("select _loaded_at from items where id = 2");
            String changed = test.value("select _changed_at from items where id = 2");
            RunReport report = TestRun.load(test.database, settings, "{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":2}");

            assertThat(report.destinations().get(0)).contains("1 rows written");
            assertThat(test.value(columns + 1)).isEqualTo(before);
            assertThat(test.value("select _loaded_at from items where id = 2")).isEqualTo(loaded);
            assertThat(test.value("select _changed_at from items where id = 2")).isGreaterThan(changed);
            assertThat(test.value("select count(*) from items, pagesync_marks where _run = run"))
                    .isEqualTo("2");

            String after = test.value(columns + 2);
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":1}", "{\"id\":2,\"a\":2}");
            assertThat(test.value(columns + 2)).isEqualTo(after);
        }
    }

    @Test
    void badText_isStripped_whereThatIsAsked() throws SQLException {
        TableSettings settings = with("", "", "", "", Set.of(), true);
        try (TestDatabase test = new TestDatabase(RealDatabase.POSTGRES, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    settings,
                    "{\"id\":1,\"s\":\"a\\u0000b\\ud800\\ud83c\\udf3f\",\"j\":{\"k\\u0000\":[\"\\udc00x\",1.50,null]}}");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select s, j from items"))
                    .containsExactly("ab\ud83c\udf3f|{\"k\": [\"x\", 1.50, null]}");
        }
    }

    @Test
    void columnsText_isReadAsFieldsNamesAndTypes() {
        assertThat(RuleText.columns("quantity: numeric(18,4), a b = c : timestamp with time zone,x=y"))
                .contains(Map.of(
                        "/quantity", new Wish(null, "numeric(18,4)"),
                        "/a b", new Wish("c", "timestamp with time zone"),
                        "/x", new Wish("y", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a=",
                "a:",
                ":text",
                "a: text; drop table x",
                "a: int--",
                "a=b,c=b",
                "a=b,a=c",
                "a: f(x)",
                ","
            })
    void columnsText_thatSaysNothing_isRefused(String text) {
        assertThat(RuleText.columns(text)).isEmpty();
    }
}
