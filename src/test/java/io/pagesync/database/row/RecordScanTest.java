package io.pagesync.database.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.mariadb.MariaDialect;
import io.pagesync.database.postgres.PostgresDialect;
import io.pagesync.database.sqlite.SqliteDialect;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** A record that is read by its bytes gives the row that a parser gives, whatever it holds. */
final class RecordScanTest {
    /** A name with an escape has a parser read the record. */
    private static final String BY_PARSER = "\"\\u007a\":null,";

    private static final TableSettings TABLE = TableSettings.append("items");

    @Property(tries = 2000)
    void scan_readsWhatAParserReads(@ForAll("records") String record, @ForAll("databases") Facts facts) {
        assertThat(read("{" + record, facts)).isEqualTo(read("{" + BY_PARSER + record, facts));
    }

    @Test
    void bytesThatAreNoLetters_areReadAsAParserReadsThem() {
        for (String hex : List.of("EDA080", "C0AF", "E08080", "F0808080", "F4908080", "ED9FBF", "EFBFBF", "F09F8CBF")) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            value.writeBytes(new byte[] {'a'});
            for (int i = 0; i < hex.length(); i += 2) {
                value.write(Integer.parseInt(hex.substring(i, i + 2), 16));
            }
            for (Facts facts : ALL) {
                assertThat(read(around("{\"v\":\"", value, "\"}"), facts))
                        .as(hex)
                        .isEqualTo(read(around("{" + BY_PARSER + "\"v\":\"", value, "\"}"), facts));
            }
        }
    }

    private static final List<Facts> ALL =
            List.of(new SqliteDialect().facts(), new PostgresDialect().facts(), new MariaDialect().facts());

    @Provide
    Arbitrary<Facts> databases() {
        return Arbitraries.of(ALL);
    }

    /** Fields without the brace in front of them. */
    @Provide
    Arbitrary<String> records() {
        Arbitrary<String> blank = Arbitraries.of("", "", " ", "\n\t");
        Arbitrary<String> name = Arbitraries.of("\"id\"", "\"naïve\"", "\"a b\"", "\"\"", "\"x\"", "\"y/~\"", "\"🌿\"");
        Arbitrary<String> field = Combinators.combine(name, blank, values(2), blank)
                .as((its, before, value, behind) -> its + before + ":" + behind + value + before);
        return field.list().ofMinSize(1).ofMaxSize(5).map(fields -> String.join(",", fields) + "}");
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> plain = Arbitraries.of("null", "true", "false", "0", "-0", "-1", "12345678901234567890");
        Arbitrary<String> number = Arbitraries.of(
                "1.50",
                "-0.0",
                "1e3",
                "1E-400",
                "2.5e+17",
                "9".repeat(40),
                "0." + "1".repeat(35),
                "1e999999999",
                "1e200000");
        Arbitrary<String> text = Arbitraries.of(
                        "a",
                        "é",
                        "🌿",
                        "\\\"",
                        "\\\\",
                        "\\n",
                        "\\/",
                        "\\u0000",
                        "\\u00e9",
                        "\\ud83c\\udf3f",
                        "\\ud800",
                        "{",
                        "]",
                        ",",
                        ":",
                        " ")
                .list()
                .ofMaxSize(6)
                .map(parts -> '"' + String.join("", parts) + '"');
        if (depth == 0) {
            return Arbitraries.oneOf(plain, number, text);
        }
        Arbitrary<String> inner = values(depth - 1);
        Arbitrary<String> list = inner.list().ofMaxSize(3).map(each -> "[" + String.join(" , ", each) + "]");
        Arbitrary<String> object = Combinators.combine(text, inner).as((its, value) -> "{" + its + " : " + value + "}");
        return Arbitraries.frequencyOf(
                Tuple.of(3, plain), Tuple.of(3, number), Tuple.of(4, text), Tuple.of(2, list), Tuple.of(2, object));
    }

    private static byte[] around(String before, ByteArrayOutputStream value, String behind) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(value.toByteArray());
        all.writeBytes(behind.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private static List<String> read(String record, Facts facts) {
        return read(record.getBytes(StandardCharsets.UTF_8), facts);
    }

    /** What becomes of a record: its values and their types by their fields, or why it is refused. */
    private static List<String> read(byte[] record, Facts facts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"total\":1,\"pageSize\":1,\"data\":[".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(record);
        body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        Page page = PageReader.read(1, body.toByteArray(), null, PageFormat.DEFAULT);
        PageRows rows = RecordReader.read(page, TABLE, facts);
        List<String> all = new ArrayList<>();
        new TreeMap<>(rows.slots()).forEach((field, slot) -> {
            if (!field.equals("/z")) {
                rows.rows()
                        .forEach(row -> all.add(field + "=" + row.text(slot) + " "
                                + rows.types().get(slot) + " " + row.plain()));
            }
        });
        rows.refused().forEach(each -> all.add("refused: " + each.reason()));
        return all;
    }
}
