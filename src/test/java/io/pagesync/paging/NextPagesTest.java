package io.pagesync.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NextPagesTest {
    private static final CollectionQuery QUERY = CollectionQuery.of("a=1&cursor=x", "cursor", "pageSize", 0);
    private static final PageFormat FORMAT = new PageFormat(
            PageFormat.pointer("data"),
            PageFormat.pointer("total"),
            PageFormat.pointer("pageSize"),
            PageFormat.pointer("next"),
            List.of());

    @Test
    void first_asksWithoutACursor() {
        assertThat(cursors().first()).isEqualTo(new PageRequest(1, "/items", "a=1"));
    }

    @Test
    void request_cursor_isTheParametersValue() throws InterruptedException {
        assertThat(begin(cursors(), "\"p/2&\"").request(2))
                .isEqualTo(new PageRequest(2, "/items", "a=1&cursor=p%2F2%26"));
    }

    @Test
    void request_cursorThatIsANumber_isTakenAsItStands() throws InterruptedException {
        assertThat(begin(cursors(), "12345678901234567890").request(2))
                .isEqualTo(new PageRequest(2, "/items", "a=1&cursor=12345678901234567890"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/other?page=2, /other, page=2",
        "https://H:443/other?page=2, /other, page=2",
        "/other?page=2, /other, page=2",
        "?page=2, /items, page=2",
        "more, /more, ''",
        "https://h, /, ''"
    })
    void request_link_leadsWhereItSays(String link, String path, String query) throws InterruptedException {
        assertThat(begin(links(), "\"" + link + "\"").request(2)).isEqualTo(new PageRequest(2, path, query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other/items", "http://h/items", "https://h:8443/items", "https://me@h/items"})
    void request_linkToAnotherServer_isNotFollowed(String link) {
        assertThatThrownBy(() -> begin(links(), "\"" + link + "\"").request(2))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("page 1 names a next page to another server, ");
    }

    @Test
    void request_whatIsNoLink_saysHowACursorIsTaken() {
        assertThatThrownBy(() -> begin(links(), "\"a b\"").request(2))
                .hasMessage(
                        "page 1 names a next page that is no URL; name the parameter that takes it, if it is a cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false"})
    void pages_lastPageNamesNoNext_areKnownThen(String none) throws InterruptedException {
        PageSequence pages = begin(cursors(), "\"2\"");
        assertThat(pages.pages()).isEmpty();

        var unused = pages.request(2);
        pages.arrived(page(2, none));

        assertThat(pages.pages()).hasValue(2);
        assertThat(pages.request(3)).isNull();
        assertThat(pages.request(4)).isNull();
    }

    @Test
    void request_pageBeforeNotThereYet_waitsForIt() throws Exception {
        PageSequence pages = begin(cursors(), "\"2\"");
        CompletableFuture<@Nullable PageRequest> third = CompletableFuture.supplyAsync(() -> request(pages, 3));

        var unused = pages.request(2);
        pages.arrived(page(2, "\"3\""));

        assertThat(third.get()).isEqualTo(new PageRequest(3, "/items", "a=1&cursor=3"));
    }

    @Test
    void request_pageBeforeIsLost_isThatThereIsNone() throws Exception {
        PageSequence pages = begin(cursors(), "\"2\"");
        CompletableFuture<@Nullable PageRequest> third = CompletableFuture.supplyAsync(() -> request(pages, 3));

        pages.lost(2);

        assertThat(third.get()).isNull();
        assertThat(pages.pages()).isEmpty();
    }

    @Test
    void request_pagesThatGoRoundInACircle_saysSo() throws InterruptedException {
        PageSequence pages = begin(cursors(), "\"2\"");
        var unused = pages.request(2);
        pages.arrived(page(2, "\"2\""));

        assertThatThrownBy(() -> pages.request(3))
                .hasMessage(
                        "page 2 names a next page that another page has named before: the pages go round in a circle");
    }

    @Test
    void request_pageBehindOneThatWasDeliveredEarlier_isAskedForByWhatThatSaid() throws InterruptedException {
        PageSequence pages = begin(cursors(), "\"2\"", page -> page == 2 ? "3" : page == 5 ? "" : null);

        assertThat(pages.request(3)).isEqualTo(new PageRequest(3, "/items", "a=1&cursor=3"));
        assertThat(pages.request(6)).isNull();
        assertThat(pages.pages()).hasValue(5);
    }

    @Test
    void records_declared_areKnown() {
        assertThat(begin(cursors(), "null").records()).isEmpty();
        Page page = PageReader.read(1, "{\"data\":[],\"total\":7}".getBytes(StandardCharsets.UTF_8), null, FORMAT);
        assertThat(cursors()
                        .begin(page, FORMAT, Naming.ofFiles("t3"), Paging.Earlier.NOTHING)
                        .records())
                .hasValue(7);
    }

    private static @Nullable PageRequest request(PageSequence pages, int page) {
        try {
            return pages.request(page);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NextPages cursors() {
        return new NextPages(URI.create("https://h"), "/items", QUERY, "cursor");
    }

    private static NextPages links() {
        return new NextPages(URI.create("https://h"), "/items", QUERY, "");
    }

    private static PageSequence begin(NextPages paging, String next) {
        return begin(paging, next, Paging.Earlier.NOTHING);
    }

    private static PageSequence begin(NextPages paging, String next, Paging.Earlier earlier) {
        return paging.begin(page(1, next), FORMAT, Naming.ofFiles("t3"), earlier);
    }

    private static Page page(int number, String next) {
        String body = "{\"next\":" + next + ",\"data\":[{\"id\":" + number + "}]}";
        return PageReader.read(number, body.getBytes(StandardCharsets.UTF_8), null, FORMAT);
    }
}
