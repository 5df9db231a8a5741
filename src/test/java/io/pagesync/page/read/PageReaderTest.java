package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pagesync.page.Envelope;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class PageReaderTest {
    @Test
    void read_recordsTotalAndSize_areFound() {
        Page page = read("{\"data\":[{\"id\":1},{\"id\":2}],\"total\":12345,\"pageSize\":2}");
        assertThat(page.getSize()).isEqualTo(2);
        assertThat(page.record(1)).hasToString("{\"id\":2}");
        assertThat(page.envelope()).isEqualTo(new Envelope("12345", "2", null));
        assertThat(page.total()).hasValue(12345);
    }

    /** Jackson refuses the name of a field that holds one, and the whole answer with it. */
    @Test
    void read_halfASurrogatePairInAName_keepsThePageAndItsBytes() {
        String[] records = {
            "{\"id\":1,\"\\ud800\":1}",
            "{\"id\":2,\"a\\\\\\uDFFFb\":{\"\\uD83D\\uDE00\":\"\\udc00\"}}",
            "{\"id\":3,\"\\ud800\\ud800\\udc00\":1}"
        };
        Page page = read("{\"total\":3,\"pageSize\":3,\"data\":[" + String.join(",", records) + "]}", "id");

        assertThat(page).map(JsonRecord::toString).containsExactly(records);
        assertThat(page.keys().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | 5",
                "\"5\" | 5",
                "5.0 | 5.0",
                "null | null",
                "true | true",
                "{} | an object",
                "[1] | an array",
                "-1 | -1",
                "\"many\" | many"
            })
    void read_total_isKeptAsItWasWritten(String written, String kept) {
        assertThat(read("{\"data\":[],\"total\":" + written + "}").envelope().total())
                .isEqualTo(kept);
    }

    @Test
    void read_noTotalAndNoSize_leavesThemEmpty() {
        Page page = read("{\"data\":[]}");
        assertThat(page.envelope()).isEqualTo(new Envelope(null, null, null));
        assertThat(page.total()).isEmpty();
    }

    @Test
    void read_totalInAnotherBranch_isFoundBeforeAndAfterTheRecords() {
        PageFormat format = format("/a/items", "/meta/count", "/a/limit", "");
        String records = "\"a\":{\"items\":[1],\"limit\":9}";
        String meta = "\"meta\":{\"x\":[{}],\"count\":7}";
        for (String body : List.of("{" + records + "," + meta + "}", "{" + meta + "," + records + "}")) {
            assertThat(PageReader.read(1, body.getBytes(UTF_8), null, format).envelope())
                    .isEqualTo(new Envelope("7", "9", null));
        }
    }

    @Test
    void read_answerIsAListOfMetaAndRecords_findsBothByPosition() {
        Page page = PageReader.read(
                1,
                "[{\"page\":1,\"per_page\":\"50\",\"total\":304},[{\"id\":\"AFG\"},{\"id\":\"AGO\"}]]".getBytes(UTF_8),
                null,
                format("/1", "/0/total", "/0/per_page", "id"));
        assertThat(page.getSize()).isEqualTo(2);
        assertThat(page.keys().size()).isEqualTo(2);
        assertThat(page.envelope()).isEqualTo(new Envelope("304", "50", null));
    }

    @Test
    void read_recordsNamedTwice_theLastCountsWithItsKeys() {
        Page page = read("{\"data\":[{\"id\":1},{\"id\":2}],\"data\":[{\"id\":3}]}", "id");
        assertThat(page.getSize()).isEqualTo(1);
        assertThat(page.keys().size()).isEqualTo(1);
        assertThat(page.keys().sameAs(read("{\"data\":[{\"id\":3}]}", "id").keys()))
                .isTrue();
    }

    @Test
    void read_numberOfMostDigits_isKept() {
        String number = "7".repeat(Json.LONGEST_NUMBER);
        assertThat(read("{\"data\":[{\"n\":" + number + "}]}").record(0)).hasToString("{\"n\":" + number + "}");
    }

    @Test
    void read_numberOfMoreDigits_goesBeyondALimit() {
        assertThatThrownBy(() -> read("{\"data\":[" + "7".repeat(Json.LONGEST_NUMBER + 1) + "]}"))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("the answer goes beyond a limit: ");
    }

    @Test
    void read_nestedToTheLimit_isKept() {
        int inside = Json.DEEPEST - 2;
        String deep = "[".repeat(inside) + "]".repeat(inside);
        assertThat(read("{\"data\":[" + deep + "]}").record(0)).hasToString(deep);
    }

    @Test
    void read_moreRecordsThanAnybodyGivesAtOnce_endsWithASentence() {
        byte[] body = ("{\"data\":[" + "1,".repeat(8_388_608) + "1]}").getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> PageReader.read(1, body, null, PageFormat.DEFAULT))
                .isInstanceOf(InvalidPageException.class)
                .hasMessage("the answer holds more than 8388608 records; ask for smaller pages");
    }

    @Test
    void read_nestedDeeper_goesBeyondALimitAndIsNotTriedAgain() {
        InvalidPageException error =
                catchThrowableOfType(InvalidPageException.class, () -> read("{\"data\":[" + "[".repeat(100_000)));
        assertThat(error).hasMessageStartingWith("the answer goes beyond a limit: ");
        assertThat(error.cutShort()).isFalse();
    }

    @Test
    void read_moreRecordsThanTheFirstGuess_findsAll() {
        String records = "{\"id\":1},".repeat(9_999) + "{\"id\":2}";
        Page page = read("{\"data\":[" + records + "]}", "id");
        assertThat(page.getSize()).isEqualTo(10_000);
        assertThat(page.record(9_999)).hasToString("{\"id\":2}");
        assertThat(page.keys().size()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    void read_emptyAnswer_isCutShort(String body) {
        InvalidPageException error = catchThrowableOfType(InvalidPageException.class, () -> read(body));
        assertThat(error).hasMessage("the answer is empty where JSON was expected");
        assertThat(error.cutShort()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"a\":t",
                "{\"data\":[{\"a\":tru",
                "{\"data\":[{\"a\":fals",
                "{\"data\":[{\"a\":nul",
                "{\"data\":[1",
                "{\"data\":[-",
                "{\"data\":[1.",
                "{\"data\":[1e",
                "{\"data\":[\"\\",
                "{\"data\":[\"\\u00",
                "{\"da",
                "{\"data\"",
                "{\"data\":"
            })
    void read_answerCutWithinAToken_isCutShort(String body) {
        InvalidPageException error = catchThrowableOfType(InvalidPageException.class, () -> read(body));
        assertThat(error).hasMessage("the answer is cut short: its JSON ends after " + body.length() + " bytes");
        assertThat(error.cutShort()).isTrue();
    }

    @Test
    void read_answerCutWithinACharacter_isCutShort() {
        byte[] whole = "{\"data\":[\"é".getBytes(UTF_8);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        InvalidPageException error = catchThrowableOfType(
                InvalidPageException.class, () -> PageReader.read(1, cut, null, PageFormat.DEFAULT));
        assertThat(error.cutShort()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>busy</html>", "nil", "Warning: no data"})
    void read_noJson_saysHowItBeginsAndStandsInPlaceOfAPage(String body) {
        InvalidPageException error = catchThrowableOfType(InvalidPageException.class, () -> read(body));
        assertThat(error).hasMessage("the answer is no JSON but '" + body + "'");
        assertThat(error.cutShort()).isFalse();
        assertThat(error.inPlaceOfAPage()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{data:[]} | : 'd' at byte 1, after '{'",
                "{'data':[]} | : U+0027 at byte 1, after '{'",
                "{\"data\":[{\"n\": NaN}]} | : NaN at byte 15, after '{\"data\":[{\"n\": '",
                "{\"data\":[{\"n\": -Infinity}]} | : -Infinity at byte 15, after '{\"data\":[{\"n\": '",
                "{\"data\":[tru}]} | : tru at byte 9, after '{\"data\":['",
                "{\"data\":[1,]} | : ']' at byte 11, after '{\"data\":[1,'",
                "{\"data\":[\"a\tb\"]} | : U+0009 at byte 11, after '{\"data\":[\"a'",
                "{\"data\":[01]} | (Invalid numeric value: Leading zeroes not allowed) at byte 10, after '{\"data\":[0'",
                "{\"data\":[]}x | : x at byte 11, after '{\"data\":[]}'"
            })
    void read_nearlyJson_saysWhatStoppedItAndWhere(String body, String said) {
        InvalidPageException error =
                catchThrowableOfType(InvalidPageException.class, () -> read(body.replace("\\t", "\t")));
        assertThat(error).hasMessage("the answer is not valid JSON" + (said.startsWith("(") ? " " : "") + said);
        assertThat(error.cutShort()).isFalse();
        assertThat(error.inPlaceOfAPage()).isFalse();
    }

    @Test
    void read_nearlyJsonFarInside_showsTheLastFortyBytesBeforeIt() {
        String body = "{\"data\":[" + "{\"name\":\"Kühl €\"},".repeat(1000) + "{\"price\":NaN}]}";
        assertThatThrownBy(() -> read(body))
                .hasMessage("the answer is not valid JSON: NaN at byte "
                        + body.substring(0, body.indexOf("NaN")).getBytes(UTF_8).length
                        + ", after '...hl €\"},{\"name\":\"Kühl €\"},{\"price\":'");
    }

    @Test
    void read_textThatIsNotUtf8_namesTheByteAndWhatToDo() {
        byte[] latin = "{\"data\":[{\"name\":\"Smörgås\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PageReader.read(1, latin, null, PageFormat.DEFAULT))
                .hasMessage("the answer is not text in UTF-8: 0xf6 at byte 20, after '{\"data\":[{\"name\":\"Sm'; its"
                        + " server must send UTF-8, or name its charset in Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]} {}", "{\"data\":[]}]", "{\"data\":[]}x"})
    void read_moreAfterTheJson_isRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidPageException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"items\":[]} | there is nothing at /data #; there is an array at /items (0 elements), say where the records are",
                "{\"data\":{}} | at /data is an object of 0 members #; there is no array in the answer, check the path and the query",
                "{\"data\":\"[]\"} | at /data is the text '[]' #; there is no array in the answer, check the path and the query",
                "[1,2] | there is nothing at /data #; there is an array at the answer itself (2 elements), say where the records are",
                "17 | there is nothing at /data #; there is no array in the answer, check the path and the query",
                "{\"data\":{\"a\":{},\"b\":{}}} | at /data is an object of 2 members, each an object #; if its members are the records, say members",
                "{\"error\":\"no\"} | there is nothing at /data #; the answer says 'no'",
                "{\"errors\":[{\"message\":\"no\"}]} | there is nothing at /data #; the answer says 'no'",
                "{\"message\":\"ok\",\"items\":[1]} | there is nothing at /data #; there is an array at /items (1 element), say where the records are"
            })
    void read_noRecordsThere_saysWhatIsAndWhatToDo(String body, String said) {
        InvalidPageException error = catchThrowableOfType(InvalidPageException.class, () -> read(body));
        assertThat(error).hasMessage(said.replace(" #", ", where the array of records was expected"));
        assertThat(error.cutShort()).isFalse();
        String mendedBy = said.endsWith("say where the records are")
                ? " (--records)"
                : said.endsWith("say members") ? " (--recordsAre)" : "";
        assertThat(error.text(name -> "--" + name)).isEqualTo(error.getMessage() + mendedBy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":[],\"error\":\"backend timeout\"} | 'backend timeout'",
                "{\"data\":[],\"errors\":[{\"message\":\"no\"}]} | 'no'",
                "{\"data\":[],\"error\":{\"code\":7,\"message\":\"no\"}} | 'no'",
                "{\"success\":false,\"message\":\"rate exceeded\",\"data\":[]} | 'rate exceeded'",
                "{\"status\":\"ERROR\",\"message\":\"invalid key\",\"data\":[]} | 'invalid key'",
                "{\"data\":null,\"error\":\"no\"} | 'no'"
            })
    void read_emptyListBesideAnError_isNoPage(String body, String said) {
        InvalidPageException error = catchThrowableOfType(InvalidPageException.class, () -> read(body));
        assertThat(error).hasMessageEndingWith("the answer says " + said);
        assertThat(error.inPlaceOfAPage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":null",
                "\"error\":\"\"",
                "\"error\":false",
                "\"error\":0",
                "\"errors\":[]",
                "\"error\":{\"code\":0,\"message\":\"ok\"}",
                "\"success\":true,\"message\":\"nothing found\"",
                "\"status\":200"
            })
    void read_emptyListBesideWhatIsNoError_isAnEmptyPage(String beside) {
        assertThat(read("{\"data\":[]," + beside + "}").getSize()).isZero();
    }

    @Test
    void read_recordsBesideAnError_areAPage() {
        assertThat(read("{\"data\":[1],\"errors\":[\"one source is late\"]}").getSize())
                .isEqualTo(1);
    }

    @Test
    void read_wrongUtf8InAString_isRefused() {
        byte[] latin = "{\"data\":[\"é\"]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PageReader.read(1, latin, null, PageFormat.DEFAULT))
                .isInstanceOf(InvalidPageException.class);
    }

    @Test
    void read_twoByteOrderMarks_doNotShiftTheRecords() {
        byte[] body = "\uFEFF\uFEFF{\"data\":[{\"id\":1}]}".getBytes(UTF_8);
        assertThat(PageReader.read(1, body, null, PageFormat.DEFAULT).record(0)).hasToString("{\"id\":1}");
    }

    @Test
    void read_utf16_findsRecordsInWhatItWasConvertedTo() {
        byte[] body = "{\"data\":[{\"name\":\"é😀\"}]}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(PageReader.read(1, body, null, PageFormat.DEFAULT).record(0)).hasToString("{\"name\":\"é😀\"}");
    }

    public static Page read(String body) {
        return read(body, "");
    }

    public static Page read(String body, String key) {
        return PageReader.read(1, body.getBytes(UTF_8), null, format("/data", "/total", "/pageSize", key));
    }

    static PageFormat format(String records, String total, String size, String key) {
        return new PageFormat(
                PageFormat.pointer(records), PageFormat.pointer(total), PageFormat.pointer(size), PageFormat.key(key));
    }

    @Test
    void read_linksInAList_areFoundByWhatTheyAre() {
        PageFormat format = new PageFormat(
                PageFormat.pointer("data"),
                PageFormat.RecordsAre.ELEMENTS,
                "",
                Place.NONE,
                Place.NONE,
                Place.NONE,
                Place.of("/links/next"),
                Place.NONE,
                false,
                List.of());
        String self = "{\"rel\":\"self\",\"href\":\"/a\"}";
        String next = "{\"href\":\"/a?token=b\",\"rel\":[\"x\",\"next\"]}";
        assertThat(next(format, "[" + self + "," + next + "]")).isEqualTo("\"/a?token=b\"");
        assertThat(next(format, "[" + next + "," + self + "]")).isEqualTo("\"/a?token=b\"");
        assertThat(next(format, "[" + self + "]")).isEqualTo("null");
        assertThat(next(format, "{\"next\":\"/b\"}")).isEqualTo("\"/b\"");
        assertThat(next(format, "5")).isNull();
    }

    private static @Nullable String next(PageFormat format, String links) {
        byte[] body = ("{\"data\":[{\"id\":1}],\"links\":" + links + "}").getBytes(UTF_8);
        return PageReader.read(1, body, null, format).envelope().next();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"code\":429",
                "\"statusCode\":\"500\"",
                "\"errcode\":40001",
                "\"success\":\"false\"",
                "\"error\":\"timeout\""
            })
    void read_noRecordsAndACodeOfAFailure_areNoEmptyPage(String code) {
        assertThatThrownBy(() -> read("{\"data\":[]," + code + "}"))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageContaining("no records at /data, and the answer says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"code\":200", "\"code\":404", "\"errcode\":0", "\"success\":true", "\"error\":0"})
    void read_noRecordsAndACodeOfNone_areAnEmptyPage(String code) {
        assertThat(read("{\"data\":[]," + code + "}").getSize()).isZero();
    }
}
