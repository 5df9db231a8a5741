package io.pagesync.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.AnswerHeaders;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The style of paging follows from the placeholder that is there. */
class PlaceholdersTest {
    private static final Map<String, String> DEFAULTS = Map.of(
            "pageParameter", "page",
            "sizeParameter", "pageSize",
            "pageSize", "0",
            "firstPage", "1",
            "firstOffset", "0");

    private static Paging paging(String... parameters) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return PagingStyles.paging(new PagingParameters(
                "s", URI.create("https://h"), values.getOrDefault("path", "/items"), values, Naming.ofFiles("a")));
    }

    private static PageSequence begin(Paging paging, String answer) {
        return paging.begin(
                PageReader.read(1, answer.getBytes(StandardCharsets.UTF_8), null, FORMAT, AnswerHeaders.NONE),
                FORMAT,
                Naming.ofFiles("a"),
                Paging.Earlier.NOTHING);
    }

    private static final PageFormat FORMAT = new PageFormat(
            PageFormat.pointer("/data"),
            PageFormat.pointer("/total"),
            PageFormat.pointer("/pageSize"),
            PageFormat.pointer("/next"),
            List.of());

    @Test
    void pageInThePath_isAPageNumber_andNothingIsAdded() throws InterruptedException {
        Paging paging = paging("path", "/items/page/{page}", "query", "a=1&pageSize=2", "firstPage", "0");
        assertThat(paging.first()).isEqualTo(new PageRequest(1, "/items/page/0", "a=1&pageSize=2"));
        PageSequence pages = begin(paging, "{\"data\":[1,2],\"total\":5}");
        assertThat(pages.pages()).hasValue(3);
        assertThat(pages.request(3)).isEqualTo(new PageRequest(3, "/items/page/2", "a=1&pageSize=2"));
        assertThat(pages.leadsNoFurther("https://h/items/page/3?x=1")).isTrue();
        assertThat(pages.leadsNoFurther("https://h/items/page/2")).isTrue();
        assertThat(pages.leadsNoFurther("https://h/items/page/4")).isFalse();
        assertThat(pages.leadsNoFurther("3")).isTrue();
        assertThat(paging.query().names()).containsExactly("a", "pageSize");
        assertThat(paging.asksBy()).isEqualTo("path");
    }

    @Test
    void pageAndSizeInOneParameter_areFilled() {
        Paging paging = paging("query", "page={page},{size}&a=1&page=x", "pageSize", "50");
        assertThat(paging.first()).isEqualTo(new PageRequest(1, "/items", "a=1&page=x&page=1,50"));
        assertThat(paging.query().text()).isEqualTo("a=1&page=x");
    }

    @Test
    void offsetInABody_isAPost() throws InterruptedException {
        Paging paging = paging(
                "body", "{\"from\":\"{offset}\",\"size\":\"{size}\",\"q\":\"{x}\"}", "pageSize", "2", "query", "a=1");
        assertThat(paging.first())
                .isEqualTo(new PageRequest(1, "/items", "a=1", "{\"from\":0,\"size\":2,\"q\":\"{x}\"}"))
                .extracting(PageRequest::method)
                .isEqualTo("POST");
        PageSequence pages = begin(paging, "{\"data\":[1,2],\"total\":5}");
        assertThat(pages.request(2))
                .isEqualTo(new PageRequest(2, "/items", "a=1", "{\"from\":2,\"size\":2,\"q\":\"{x}\"}"));
        assertThat(pages.notes()).isEmpty();
        assertThat(pages.leadsNoFurther("/items")).isFalse();
    }

    @Test
    void cursorInABody_isLeftOutAtFirst() throws InterruptedException {
        Paging paging = paging("body", "{\"after\":\"{cursor}\",\"n\":5}", "next", "/next");
        assertThat(paging.first().body()).isEqualTo("{\"n\":5}");
        assertThat(begin(paging, "{\"data\":[1],\"next\":\"c2\"}").request(2))
                .isEqualTo(new PageRequest(2, "/items", "", "{\"after\":\"c2\",\"n\":5}"));
    }

    @Test
    void cursorInTheQuery_isEncoded() throws InterruptedException {
        Paging paging = paging("query", "after={cursor}&limit={size}", "next", "/next", "pageSize", "7");
        assertThat(paging.first()).isEqualTo(new PageRequest(1, "/items", "limit=7"));
        assertThat(begin(paging, "{\"data\":[1],\"next\":\"c/2\"}").request(2))
                .isEqualTo(new PageRequest(2, "/items", "after=c%2F2&limit=7"));
    }

    @Test
    void body_withoutAPlaceholder_isSentWithEachPageOfAnotherStyle() throws InterruptedException {
        String body = "{\"filter\":1}";
        assertThat(paging("body", body, "pageSize", "9").first())
                .isEqualTo(new PageRequest(1, "/items", "pageSize=9&page=1", body));
        Paging links = paging("body", body, "next", "/next");
        assertThat(begin(links, "{\"data\":[1],\"next\":\"?p=2\"}").request(2))
                .isEqualTo(new PageRequest(2, "/items", "p=2", body));
    }

    @Test
    void size_alone_isFilledBesideThePageParameter() {
        assertThat(paging("body", "{\"n\":\"{size}\"}", "pageSize", "9").first())
                .isEqualTo(new PageRequest(1, "/items", "page=1", "{\"n\":9}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query|page={page}&o={offset}|||the sync s says in several ways how its pages are asked for: {offset} and"
                        + " {page}; leave out all but one",
                "query|o={offset}|offsetParameter|start|the sync s says in several ways how its pages are asked for:"
                        + " {offset} and parameter offsetParameter; leave out all but one",
                "query|p={page}|next|/next|the sync s says in several ways how its pages are asked for: parameter next and"
                        + " {page}; leave out all but one",
                "query|o={offset}|next|/next|the sync s says in several ways how its pages are asked for: parameter next"
                        + " and {offset}; leave out all but one",
                "query|c={cursor}|||the sync s has {cursor}, which takes what a page says of the next; say where that is"
                        + " (parameter next)",
                "query|p={page}&n={size}|||the sync s has {size} in its query, but no page size that it stands for; say"
                        + " which (parameter pageSize)",
                "query|p={page}|pageSize|5|the sync s has pageSize: '5', but nothing is added to a request with"
                        + " placeholders; write {size} where the page size belongs",
                "query|p={pages}|||the query holds {pages}, which stands for nothing; there are {page}, {offset}, {size},"
                        + " {cursor}, and a brace that is meant as one is written %7B"
            })
    void whatDoesNotGoTogether_isRefused(String name, String text, String other, String value, String message) {
        assertThatThrownBy(() -> paging(name, text, other == null ? "x" : other, value == null ? "" : value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message);
    }
}
