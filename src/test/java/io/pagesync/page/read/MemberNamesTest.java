package io.pagesync.page.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat.RecordsAre;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are members of an object, or the object itself. */
class MemberNamesTest {
    private static PageFormat format(String records, RecordsAre are, String memberName, String key) {
        return new PageFormat(
                PageFormat.pointer(records),
                are,
                memberName,
                Place.of("total"),
                Place.NONE,
                Place.of("pageSize"),
                Place.of("next"),
                Place.NONE,
                false,
                PageFormat.key(key));
    }

    private static Page read(String body, PageFormat format) {
        return PageReader.read(1, body.getBytes(UTF_8), null, format);
    }

    private static List<String> records(Page page) {
        return StreamSupport.stream(page.spliterator(), false)
                .map(JsonRecord::toString)
                .toList();
    }

    @Test
    void read_members_areTheRecordsAsTheyArrived() {
        Page page = read(
                "{\"total\":3,\"data\":{\"a\": {\"v\": 1.0} ,\"b\":[2],\"c\":null},\"next\":\"n\"}",
                format("data", RecordsAre.MEMBERS, "", ""));

        assertThat(records(page)).containsExactly("{\"v\": 1.0}", "[2]", "null");
        assertThat(page.envelope().total()).isEqualTo("3");
        assertThat(page.envelope().next()).isEqualTo("\"n\"");
    }

    @Test
    void read_membersWithTheirNames_haveThemAsTheirFirstFieldAndNothingElseChanged() {
        Page page = read(
                "{\"data\":{\"a\\\"\\u00e9\": { \"v\": 1.0 },\"b\":{},\"\":{ \n\"w\":2}},\"total\":3}",
                format("data", RecordsAre.MEMBERS, "co\"de", "co\"de"));

        assertThat(records(page))
                .containsExactly(
                        "{\"co\\\"de\":\"a\\\"\\u00e9\", \"v\": 1.0 }",
                        "{\"co\\\"de\":\"b\"}",
                        "{\"co\\\"de\":\"\", \n\"w\":2}");
        assertThat(page.record(0).get("co\"de")).isEqualTo("a\"\u00e9");
        assertThat(page.keys().size()).isEqualTo(3);
        assertThat(page.keys().areAllDifferent()).isTrue();
        assertThat(page.total()).hasValue(3);
    }

    @Test
    void again_pageWhoseRecordsHaveTheirNames_doesNotPutThemInAgain() {
        PageFormat format = format("", RecordsAre.MEMBERS, "code", "");
        Page page = read("{\"a\":{\"v\":1},\"b\":{\"v\":2}}", format);

        Page again = PageReader.again(page, format.withKey(PageFormat.key("code")));

        assertThat(records(again)).isEqualTo(records(page));
        assertThat(again.keys().size()).isEqualTo(2);
    }

    @Test
    void read_halvesOfCharactersInNames_areKept() {
        assertThat(records(read("{\"data\":{\"x\\ud800\":{\"v\":1}}}", format("data", RecordsAre.MEMBERS, "code", ""))))
                .containsExactly("{\"code\":\"x\\ud800\",\"v\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"a\":{\"code\":1}}} | the member 'a' has a field 'code' of its own, which cannot be its name as well; call that otherwise (parameter memberName)",
                "{\"data\":{\"a\":1}} | the member 'a' is no object, so there is no place for its name in it",
                "{\"data\":[1]} | at /data is an array of 1 element, where the object whose members are the records was expected; if its elements are the records, say elements (parameter recordsAre)",
                "{\"data\":{\"a\":{ | the answer is cut short: its JSON ends after 14 bytes"
            })
    void read_membersThatCannotBe_saysWhy(String body, String said) {
        assertThatThrownBy(() -> read(body, format("data", RecordsAre.MEMBERS, "code", "")))
                .isInstanceOfSatisfying(
                        InvalidPageException.class, error -> assertThat(error.text(name -> "parameter " + name))
                                .isEqualTo(said));
    }

    @Test
    void read_emptyArrayInPlaceOfAnObject_isThatThereAreNone() {
        assertThat(read("{\"data\":[]}", format("data", RecordsAre.MEMBERS, "code", ""))
                        .getSize())
                .isZero();
    }

    @Test
    void read_one_isTheObjectThatMaySayOfTheOthers() {
        Page page = read("{\"id\":7,\"total\":9,\"next\":{\"a\":1}}", format("", RecordsAre.ONE, "", "id"));

        assertThat(records(page)).containsExactly("{\"id\":7,\"total\":9,\"next\":{\"a\":1}}");
        assertThat(page.total()).hasValue(9);
        assertThat(page.envelope().next()).isEqualTo("{\"a\":1}");
        assertThat(page.keys().size()).isEqualTo(1);
    }

    @Test
    void read_oneWhereThereAreMany_saysSo() {
        assertThatThrownBy(() -> read("[1,2]", format("", RecordsAre.ONE, "", "")))
                .hasMessage(
                        "the answer is an array of 2 elements, where the object that is the record was expected; if its"
                                + " elements are the records, say elements");
    }
}
