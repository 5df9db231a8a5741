package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.TableSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns have the names of their fields where that can be, and never share one. */
final class ColumnNamesTest {
    private static final TableSettings BY_ID = TableSettings.upsert("select").withKey("id");

    @TempDir
    Path folder = Path.of("");

    @Test
    void choose_ofUsualAndUnusualNames_isReadable() {
        ColumnNames names = new ColumnNames(Set.of("ctid"));

        assertThat(List.of(
                        "/id",
                        "/Id",
                        "/ID",
                        "/a~1b",
                        "/",
                        "/ ",
                        "/say \"hi\"",
                        "/select",
                        "/ctid",
                        "/größe",
                        "/İd",
                        "/\u212Bngström",
                        "/ångström",
                        "/\\u0000x"))
                .map(names::choose)
                .containsExactly(
                        "id",
                        "Id_2",
                        "ID_3",
                        "a_b",
                        "unnamed",
                        "unnamed_2",
                        "say _hi_",
                        "select",
                        "ctid_2",
                        "größe",
                        "İd_4",
                        "\u212Bngström",
                        "ångström_2",
                        "_x");
    }

    @Property(tries = 300)
    void choose_ofAnyNames_isFreeAndFits(@ForAll List<String> fields) {
        ColumnNames names = new ColumnNames(Set.of());
        List<String> chosen = Set.copyOf(fields).stream()
                .map(field -> names.choose(FieldPath.ofName(field)))
                .toList();

        // A name may grow when its case changes, so its length is taken as it is.
        assertThat(chosen).allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 63);
        assertThat(chosen).extracting(name -> name.toLowerCase(Locale.ROOT)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void fields_withHostileNames_haveColumnsOfTheirOwn_alsoInLaterRuns(RealDatabase engine) throws SQLException {
        String longName = "f".repeat(10_000);
        String record = "{\"id\":1,\"Id\":2,\"order\":3,\"\":4,\"a\\\"b'c d\":5,\"x\\u0000y\":6,\"x y\":7,\""
                + longName + "\":8,\"" + longName + "g\":9,\"xmin\":10,\"rowid\":11,\"{0}?:n\":12,\"" + "ü".repeat(40)
                + "\":13}";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, record);
            List<String> mapping = test.rows("select * from pagesync_columns order by place");
            TestRun.load(test.database, BY_ID, record.replace(":13}", ":14}"));

            assertThat(test.rows("select * from \"select\"")).containsExactly("1|2|3|4|5|6|7|8|9|10|11|12|14");
            assertThat(test.rows("select * from pagesync_columns order by place"))
                    .isEqualTo(mapping)
                    .hasSize(13);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fields_thatDifferInAccentsOnly_keepTheirColumns_alsoInTablesOfManyColumns(RealDatabase engine)
            throws SQLException {
        String letters = "aäåàáâãsßsoöeéèëêiïıîíuüúnñcçyÿAÄÅ";
        List<String> fields = letters.codePoints()
                .distinct()
                .mapToObj(letter -> "\"" + Character.toString(letter) + "\":\"" + letter + "\"")
                .toList();
        String record = "{\"id\":1," + String.join(",", fields) + "}";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, record);
            TestRun.load(test.database, BY_ID, record.replace(":\"2", ":\"9"));

            assertThat(fields).hasSizeGreaterThan(32);
            assertThat(test.rows("select * from \"select\""))
                    .containsExactly("1|"
                            + letters.codePoints()
                                    .distinct()
                                    .mapToObj(letter -> Integer.toString(letter).replaceFirst("^2", "9"))
                                    .collect(Collectors.joining("|")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fields_ofRecordThatReorders_keepTheirColumns(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, "{\"id\":1,\"a\":\"lower\",\"A\":\"upper\"}");
            TestRun.load(test.database, BY_ID, "{\"A\":\"UPPER\",\"a\":\"lower\",\"id\":1}");

            assertThat(test.rows("select a, \"A_2\" from \"select\"")).containsExactly("lower|UPPER");
        }
    }

    @ParameterizedTest
    @EnumSource
    void columns_upToTheLimit_andAnErrorBeyondIt(RealDatabase engine) throws SQLException {
        int most =
                switch (engine) {
                    case SQLITE -> 2000;
                    case POSTGRES -> 1600;
                    case MARIADB -> 1017;
                };
        StringBuilder record = new StringBuilder("{\"id\":1");
        for (int i = 1; i < most; i++) {
            record.append(",\"f").append(i).append("\":").append("true");
        }
        String full = record + "}";
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, BY_ID, full);
            assertThat(test.value("select count(*) from \"select\"")).isEqualTo("1");

            assertThat(TestRun.load(test.database, BY_ID, full.replace("{", "{\"one more\":1,"))
                            .failures()
                            .get(0)
                            .error())
                    .startsWith("table select of data source main: the field '/one more' would need column "
                            + String.format(Locale.ROOT, "%,d, ", most + 1));
        }
    }
}
