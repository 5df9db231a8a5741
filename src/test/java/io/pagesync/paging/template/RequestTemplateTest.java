package io.pagesync.paging.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTemplateTest {
    private static final Filling SECOND = Filling.NOTHING
            .with(Placeholder.PAGE, 2)
            .with(Placeholder.OFFSET, 100)
            .with(Placeholder.SIZE, 50)
            .with(Placeholder.CURSOR, TextNode.valueOf("a/b c&d"));

    @ParameterizedTest
    @CsvSource({
        "/page/{page}, /page/2",
        "/page/%7Bpage%7D/items, /page/2/items",
        "/p{page}x{size}.json, /p2x50.json",
        "/after/{cursor}, /after/a%2Fb%20c%26d",
        "/a%20b, /a%20b",
        "/%7Bid%7D/{page}, /%7Bid%7D/2",
        "/, /"
    })
    void path_isFilled(String path, String filled) {
        assertThat(RequestTemplate.of(path, "", "").path(SECOND)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({"/items/{cursor}, /items", "/items/{cursor}/x, /items/x", "/{cursor}, /"})
    void path_cursorThatIsNotKnownYet_isLeftOutWithItsSegment(String path, String filled) {
        assertThat(RequestTemplate.of(path, "", "").path(Filling.NOTHING)).isEqualTo(filled);
    }

    @Test
    void query_pairsWithPlaceholders_areApartFromTheOthers() {
        RequestTemplate template =
                RequestTemplate.of("/", "a=1&page={page},50&b=%7Bx%7D&page[offset]=%7boffset%7d&f={\"x\":1}", "");
        assertThat(template.ownQuery()).isEqualTo("a=1&b=%7Bx%7D&f={\"x\":1}");
        assertThat(template.pairs(SECOND)).containsExactly("page=2,50", "page%5Boffset%5D=100");
    }

    @Test
    void query_cursorThatIsNotKnownYet_isLeftOutWithItsPair() {
        RequestTemplate template = RequestTemplate.of("/", "after={cursor}&size={size}", "");
        assertThat(template.pairs(Filling.NOTHING.with(Placeholder.SIZE, 9))).containsExactly("size=9");
        assertThat(template.pairs(SECOND)).containsExactly("after=a%2Fb%20c%26d", "size=50");
    }

    @Test
    void query_cursorThatIsAnArray_isItsJson() throws JsonProcessingException {
        Filling array = Filling.NOTHING.with(Placeholder.CURSOR, Json.MAPPER.readTree("[1, \"x\"]"));
        assertThat(RequestTemplate.of("/", "after={cursor}", "").pairs(array))
                .containsExactly("after=%5B1%2C%22x%22%5D");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from\":\"{offset}\",\"size\":\"{size}\"}|{\"from\":100,\"size\":50}",
                "{\"q\":\"{page} of {page}\",\"n\":\"{foo}\",\"p\":[\"{page}\"]}|{\"q\":\"{page} of {page}\",\"n\":\"{foo}\",\"p\":[2]}",
                "{\"query\":\"{ a(n: {x: 1}) { b } }\",\"variables\":{\"after\":\"{cursor}\"}}|"
                        + "{\"query\":\"{ a(n: {x: 1}) { b } }\",\"variables\":{\"after\":\"a/b c&d\"}}",
                "[1.50,12345678901234567890,null,true]|[1.50,12345678901234567890,null,true]",
                "{\"ü\":\"é👍\"}|{\"\\u00FC\":\"\\u00E9\\uD83D\\uDC4D\"}"
            })
    void body_stringsThatArePlaceholders_becomeValues(String body, String filled) throws JsonProcessingException {
        String made = RequestTemplate.of("/", "", body).body(SECOND);
        assertThat(made).isEqualTo(filled.replace("1.50", "1.5"));
        assertThat(Json.MAPPER.readTree(made).isContainerNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"after\":\"{cursor}\"}|{\"a\":1}",
                "{\"variables\":{\"after\":\"{cursor}\"}}|{\"variables\":{}}",
                "{\"search_after\":[\"{cursor}\"],\"a\":[]}|{\"a\":[]}",
                "[\"{cursor}\",1]|[1]",
                "[\"{cursor}\"]|{}"
            })
    void body_cursorThatIsNotKnownYet_isLeftOut(String body, String filled) {
        assertThat(RequestTemplate.of("/", "", body).body(Filling.NOTHING)).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,\"x\"]", "12345678901234567890", "1.25", "{\"k\":[true,null]}", "\"t\""})
    void body_cursor_isAsItWasInTheAnswer(String cursor) throws JsonProcessingException {
        Filling filling = Filling.NOTHING.with(Placeholder.CURSOR, Json.MAPPER.readTree(cursor));
        assertThat(RequestTemplate.of("/", "", "{\"after\":\"{cursor}\"}").body(filling))
                .isEqualTo("{\"after\":" + cursor + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"{page}\"", "1", "null", "{\"a\":1", "{\"a\":1}}", "{a:1}", " "})
    void body_thatIsNoObjectOrArray_isNone(String text) {
        assertThat(RequestTemplate.isBody(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/{id}/{page}, '', the path holds {id}", "/, 'a={Page}&b={nr}', the query holds {Page} and {nr}"})
    void nameInBraces_thatStandsForNothing_isRefusedWithThoseThatExist(String path, String query, String what) {
        assertThatThrownBy(() -> RequestTemplate.of(path, query, ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        what + ", which stands for nothing; there are {page}, {offset}, {size}, {cursor}, and a brace"
                                + " that is meant as one is written %7B");
    }

    @ParameterizedTest
    @CsvSource({
        "/page/{page}, a=1, https://h/page/2?a=1, true",
        "/page/{page}, a=1, https://h/page/3, false",
        "/items, 'page={page},50', '/items?a=1&page=2,50', true",
        "/items, 'page={page},50', '/items?page=2', false",
        "/items, a=1, /items?a=1, false"
    })
    void link_leadsToThePage_whereItHoldsWhatWouldBeAskedFor(String path, String query, String link, boolean leads) {
        RequestTemplate template = RequestTemplate.of(path, query, "");
        assertThat(template.isLedToBy(link, Filling.NOTHING.with(Placeholder.PAGE, LongNode.valueOf(2))))
                .isEqualTo(leads);
    }

    @ParameterizedTest
    @CsvSource({
        "/page/{page}, a=1, https://h/v2/page/17?a=1, 17",
        "/page/{page}, a=1, https://h/v2/pages/17?a=1, ''",
        "/items, 'page={page},50', '/items?a=1&page=17,50', 17",
        "/items, 'page={page},{size}', '/items?page=17,50', 17",
        "/items, 'page={page},50', '/items?page=17', ''",
        "/, a=1, /?page=2, ''"
    })
    void value_isFoundInALink(String path, String query, String link, String value) {
        assertThat(RequestTemplate.of(path, query, "").valueIn(link, Placeholder.PAGE))
                .isEqualTo(value);
    }

    @Test
    void where_isTheFirstParameterThatHoldsIt() {
        RequestTemplate template = RequestTemplate.of("/{page}", "x={size}", "{\"o\":\"{offset}\",\"p\":\"{page}\"}");
        assertThat(template.where(Placeholder.PAGE)).hasValue("path");
        assertThat(template.where(Placeholder.SIZE)).hasValue("query");
        assertThat(template.where(Placeholder.OFFSET)).hasValue("body");
        assertThat(template.where(Placeholder.CURSOR)).isEmpty();
    }
}
