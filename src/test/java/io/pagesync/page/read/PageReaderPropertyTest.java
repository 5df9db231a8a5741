package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.JsonTexts;
import io.pagesync.page.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PageReaderPropertyTest {
    private static final PageFormat ARRAY =
            new PageFormat(PageFormat.pointer(""), PageFormat.pointer("t"), PageFormat.pointer("s"), List.of());

    private static final ObjectWriter PLAIN = Json.MAPPER.writer();
    private static final ObjectWriter PRETTY = PLAIN.withDefaultPrettyPrinter();

    @Provide
    Arbitrary<List<String>> records() {
        return JsonTexts.values().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> spaces() {
        return JsonTexts.spaces();
    }

    /** Field names and, as "#2", positions in an array. */
    @Provide
    Arbitrary<List<String>> paths() {
        Arbitrary<String> names =
                Arbitraries.of("data", "", "~", "a/b", "0", "17", "é😀", "with \"quotes\"", "~1", "#0", "#2");
        return names.list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> noise() {
        return JsonTexts.values();
    }

    @Property(tries = 150)
    void read_recordsAnywhere_keepsEachByteForByte(
            @ForAll("records") List<String> records,
            @ForAll("paths") List<String> path,
            @ForAll("noise") String noise,
            @ForAll("spaces") String space)
            throws IOException {
        String body = JsonTexts.array(records, space);
        for (int i = path.size() - 1; i >= 0; i--) {
            body = embed(path.get(i), body, noise, space);
        }
        Page page = PageReader.read(1, (space + body + space).getBytes(UTF_8), null, formatOf(path));
        assertThat(page).map(JsonRecord::toString).containsExactlyElementsOf(records);
    }

    @Property(tries = 150)
    void jsonLines_anyRecords_haveOneLineEachThatParsesBackEqual(
            @ForAll("records") List<String> records, @ForAll("spaces") String space) throws IOException {
        Page page = PageReader.read(1, JsonTexts.array(records, space).getBytes(UTF_8), null, ARRAY);
        String lines = new String(page.jsonLines(), UTF_8);
        assertThat(lines.chars().filter(c -> c == '\n').count()).isEqualTo(records.size());
        assertThat(lines).doesNotContain("\r");
        assertThat(values(lines.lines().toList())).isEqualTo(values(records));
    }

    @Property(tries = 150)
    void jsonLines_anyRecords_isTheirLinesJoined(
            @ForAll("records") List<String> records, @ForAll("spaces") String space) {
        Page page = PageReader.read(1, JsonTexts.array(records, space).getBytes(UTF_8), null, ARRAY);
        StringBuilder joined = new StringBuilder();
        page.forEach(record -> joined.append(record.toLine()).append('\n'));
        assertThat(page.jsonLines()).isEqualTo(joined.toString().getBytes(UTF_8));
    }

    @Property(tries = 150)
    void jsonLines_prettyPrintedRecords_areTheirCompactText(@ForAll("records") List<String> records)
            throws IOException {
        List<String> pretty = new ArrayList<>();
        StringBuilder compact = new StringBuilder();
        for (String record : records) {
            JsonNode value = Json.MAPPER.readTree("{\"value\":" + withoutHalves(record) + "}");
            pretty.add(PRETTY.writeValueAsString(value));
            compact.append(PLAIN.writeValueAsString(value)).append('\n');
        }
        Page page = PageReader.read(1, JsonTexts.array(pretty, "\n").getBytes(UTF_8), null, ARRAY);
        assertThat(new String(page.jsonLines(), UTF_8)).isEqualTo(compact.toString());
    }

    @Property(tries = 150)
    void read_answerThatEndsAnywhereBeforeItsEnd_isCutShort(
            @ForAll("records") List<String> records, @ForAll double where) {
        byte[] body = ("{\"data\":" + JsonTexts.array(records, " ") + ",\"ok\":true}").getBytes(UTF_8);
        byte[] cut = java.util.Arrays.copyOf(body, (int) (Math.abs(where % 1) * body.length));
        InvalidPageException error = catchThrowableOfType(
                InvalidPageException.class, () -> PageReader.read(1, cut, null, PageFormat.DEFAULT));
        assertThat(error).isNotNull();
        assertThat(error.cutShort())
                .as("%s from '%s'", error.getMessage(), new String(cut, UTF_8))
                .isTrue();
    }

    /** Half a surrogate pair can be escaped, yet not be written in UTF-8. */
    private static String withoutHalves(String text) {
        return text.replace("\\uD800", "").replace("\\udc00", "");
    }

    private static String embed(String step, String body, String noise, String space) throws IOException {
        if (step.startsWith("#")) {
            int before = Integer.parseInt(step.substring(1));
            return "[" + (noise + ",").repeat(before) + space + body + space + "," + noise + "]";
        }
        String name = Json.MAPPER.writeValueAsString(step);
        return "{\"before\":" + noise + "," + name + space + ":" + space + body + ",\"after\"" + space + ":" + noise
                + "}";
    }

    private static PageFormat formatOf(List<String> path) {
        JsonPointer pointer = JsonPointer.empty();
        for (String step : path) {
            pointer = step.startsWith("#")
                    ? pointer.appendIndex(Integer.parseInt(step.substring(1)))
                    : pointer.appendProperty(step);
        }
        return new PageFormat(
                JsonPointer.compile(pointer.toString()),
                ARRAY.total().pointer(),
                ARRAY.size().pointer(),
                List.of());
    }

    private static List<JsonNode> values(List<String> texts) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (String text : texts) {
            values.add(Json.MAPPER.readTree(text));
        }
        return values;
    }
}
