package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.TableSettings;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values come out as they went in, or their record is refused; types grow as values need. */
final class ValuesTest {
    private static final TableSettings BY_ID = TableSettings.upsert("t").withKey("id");
    private static final String HUGE = "1234567890123456789012345678901234567890";
    private static final String LONG = "x'\\\"\\\\;--é🌿".repeat(1000);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void values_ofEachKind_keepEveryDigitAndCharacter(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    BY_ID,
                    "{\"id\":9223372036854775807,\"d\":1.234567890123456789,\"h\":" + HUGE
                            + ",\"b\":true,\"date\":\"2025-01-01\",\"s\":\"" + LONG + "\",\"num\":\"007\"}",
                    "{\"id\":-9223372036854775808,\"d\":10.50,\"h\":-1,\"b\":false,\"date\":\"\",\"s\":\"\\u00e9\",\"num\":null}");

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            String yes = engine == RealDatabase.POSTGRES ? "t" : "1";
            String no = engine == RealDatabase.POSTGRES ? "f" : "0";
            String zeros = engine == RealDatabase.MARIADB ? "0".repeat(30) : "";
            assertThat(test.rows("select id, d, h, b, date, s, num from t order by id"))
                    .containsExactly(
                            "-9223372036854775808|" + (zeros.isEmpty() ? "10.50" : "10.5" + zeros.substring(1)) + "|-1|"
                                    + no + "||é|-",
                            "9223372036854775807|1.234567890123456789" + zeros.substring(zeros.length() * 18 / 30) + "|"
                                    + HUGE + "|" + yes + "|2025-01-01|"
                                    + LONG.replace("\\\\", "\\").replace("\\\"", "\"") + "|007");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nested_keepsDigits(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"j\":{\"b\": 1.23456789012345678900, \"a\": [1e2]}}");

            assertThat(test.value("select j from t"))
                    .isEqualTo(
                            engine == RealDatabase.POSTGRES
                                    ? "{\"a\": [100], \"b\": 1.23456789012345678900}"
                                    : "{\"b\": 1.23456789012345678900, \"a\": [1e2]}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void types_growAsValuesNeed_keepingWhatIsThere(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database,
                    BY_ID,
                    List.of("{\"id\":1,\"a\":9007199254740993,\"b\":true,\"c\":null}"),
                    List.of("{\"id\":2,\"a\":0.10,\"b\":null,\"c\":[1]}"),
                    List.of("{\"id\":3,\"a\":\"many\",\"b\":5,\"c\":\"x\",\"d\":1}"),
                    List.of("{\"id\":\"4\",\"a\":false,\"b\":{\"x\":1},\"c\":2}"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows("select id, a, b, c, d from t order by id"))
                    .containsExactly(
                            "1|9007199254740993|true|-|-",
                            "2|" + (engine == RealDatabase.MARIADB ? "0.1" : "0.10") + "|-|[1]|-",
                            "3|many|5|x|1",
                            "4|false|" + (engine == RealDatabase.POSTGRES ? "{\"x\": 1}" : "{\"x\":1}") + "|2|-");
            assertThat(test.rows("select field, type from pagesync_columns order by field"))
                    .containsExactly("/a|TEXT", "/b|TEXT", "/c|TEXT", "/d|INTEGER", "/id|TEXT");
            assertThat(TestRun.load(test.database, BY_ID, "{\"id\":\"4\",\"a\":false,\"b\":{\"x\":1},\"c\":2}")
                            .destinations()
                            .get(0))
                    .contains("0 rows written");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileValues_areStoredOrRefusedOneByOne(RealDatabase engine) throws SQLException {
        boolean holdsAll = engine != RealDatabase.POSTGRES;
        List<String> records = List.of(
                "{\"id\":1,\"s\":\"a\\u0000b\"}",
                "{\"id\":2,\"s\":\"\\ud800\"}",
                "{\"id\":3,\"j\":{\"s\":\"\\u0000\"}}",
                "{\"id\":4,\"j\":[\"\\udc00\"]}",
                "{\"id\":5,\"n\":1e400}",
                "{\"id\":6,\"n\":1e200000}",
                "{\"id\":7,\"n\":1e99999999999}",
                "{\"id\":8,\"a\":1,\"a\":2}",
                "{\"\\ud800\":1}",
                "[1]",
                "17",
                "{\"s\":\"no key\"}",
                "{\"id\":null}",
                "{\"id\":{\"x\":1}}",
                "{\"id\":9,\"s\":\"'; drop table t; --\"}");
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(test.database, BY_ID, records, List.of("{\"id\":10}"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.pages().delivered()).as("%s", report).isEqualTo(2);
            List<String> stored = holdsAll ? List.of("1", "3", "4", "5", "6", "7", "9", "10") : List.of("5", "9", "10");
            assertThat(test.rows("select id from t order by id")).containsExactlyElementsOf(stored);
            int refused = 16 - stored.size();
            assertThat(report.records().delivered()).isEqualTo(stored.size());
            assertThat(report.failures().get(0).error())
                    .startsWith(refused + " records refused by table t; the first: page 1, record ");
            assertThat(report.destinations().get(0)).contains(refused + " refused and kept in pagesync_refused");
            assertThat(test.rows("select reason from pagesync_refused where position = 2"))
                    .containsExactly("its field 's' holds half a surrogate pair, \\ud800");
            assertThat(test.rows("select reason from pagesync_refused where position = 8"))
                    .containsExactly("its field 'a' comes twice");
            assertThat(test.value("select reason from pagesync_refused where position = 9"))
                    .startsWith("it cannot be read: 'Broken surrogate pair in field name");
            assertThat(kept(test)).hasSize(refused).allMatch(records::contains);
            if (holdsAll) {
                assertThat(test.value("select s from t where id = 1")).isEqualTo("a\u0000b");
                assertThat(test.value("select j from t where id = 3")).isEqualTo("{\"s\":\"\\u0000\"}");
                assertThat(test.value("select n from t where id = 6")).isEqualTo("1e200000");
            } else {
                assertThat(test.value("select n = 10::numeric ^ 400 from t where id = 5"))
                        .isEqualTo("t");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keys_thatNoIndexTakes_areRefused(RealDatabase engine) throws SQLException {
        String key = "\"" + "k".repeat(3000) + "\"";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(test.database, BY_ID, "{\"id\":\"a\"}", "{\"id\":" + key + "}");

            assertThat(report.verdict()).isEqualTo(engine == RealDatabase.SQLITE ? Verdict.COMPLETE : Verdict.PARTIAL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void records_theDatabaseDoesNotTake_areRefusedOneByOne(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":1}");
            test.execute("create unique index only_one on t (a)");

            RunReport report = TestRun.load(
                    test.database, BY_ID, "{\"id\":2,\"a\":2}", "{\"id\":3,\"a\":1}", "{\"id\":4,\"a\":4}");

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error()).startsWith("1 record refused by table t: page 1, record 2: ");
            assertThat(test.rows("select id from t order by id")).containsExactly("1", "2", "4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbers_ofAnyLength_comeBackAsTheyWere(RealDatabase engine) throws SQLException {
        Random random = new Random(42);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(400), random), random.nextInt(120) - 20);
            numbers.add(i % 2 == 0 ? number.toString() : number.negate().toPlainString());
        }
        List<String> records = new ArrayList<>();
        numbers.forEach(number -> records.add("{\"id\":" + records.size() + ",\"n\":" + number + "}"));
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, records);

            List<String> stored = test.rows("select n from t order by id");
            assertThat(stored).hasSize(500);
            for (int i = 0; i < stored.size(); i++) {
                assertThat(new BigDecimal(stored.get(i))).isEqualByComparingTo(numbers.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_whoseFirstPageIsRefusedWhole_goesOn(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            RunReport report = TestRun.load(
                    test.database, TableSettings.append("t"), List.of("{}", "{\"a\":null}"), List.of("{\"a\":1}"));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().get(0).error())
                    .isEqualTo("2 records refused by table t; the first: page 1, record 1: it has no value");
            assertThat(test.rows("select * from t")).containsExactly("1");
        }
    }

    private static List<String> kept(TestDatabase test) throws SQLException {
        return test.database.transaction((connection, db) -> {
            List<String> records = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("select record from pagesync_refused")) {
                while (result.next()) {
                    records.add(new String(result.getBytes(1), StandardCharsets.UTF_8));
                }
            }
            return records;
        });
    }
}
