package io.pagesync.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class NextPagesTest {
    private static final CollectionQuery QUERY = CollectionQuery.of("a=1&cursor=x", "cursor", "pageSize", 0);
    private static final PageFormat FORMAT = new PageFormat(
            PageFormat.pointer("data"),
            PageFormat.pointer("total"),
            PageFormat.pointer("pageSize"),
            PageFormat.pointer("next"),
            List.of());

    private static final PageFormat KEYED = FORMAT.withKey(List.of(PageFormat.pointer("id")));
    private static final PageFormat DECLARED = new PageFormat(
            KEYED.records(),
            KEYED.recordsAre(),
            "",
            KEYED.total(),
            KEYED.pages(),
            KEYED.size(),
            KEYED.next(),
            KEYED.more(),
            true,
            KEYED.key());

    @Test
    void first_asksWithoutACursor() {
        assertThat(cursors().first()).isEqualTo(new PageRequest(1, "/items", "a=1"));
    }

    @Test
    void request_ofAQueryThatBeginsWithACursor_keepsThatForTheFirstPage() throws InterruptedException {
        NextPages paging = new NextPages(
                URI.create("https://h"), "/items", CollectionQuery.of("cursor=*&a=1", "", "pageSize", 0), "cursor");

        assertThat(paging.first().query()).isEqualTo("cursor=*&a=1");
        assertThat(begin(paging, "\"p2\"").request(2)).isEqualTo(new PageRequest(2, "/items", "a=1&cursor=p2"));
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
    @CsvSource({
        "/items?cursor=c2, c2",
        "https://elsewhere/base/items?cursor=c%202&a=7, c%202",
        "?a=1&cursor=c2#x, c2",
        "/items?token=t, %2Fitems%3Ftoken%3Dt"
    })
    void request_cursorInALink_isTheParametersValue(String link, String cursor) throws InterruptedException {
        assertThat(begin(cursors(), "\"" + link + "\"").request(2))
                .isEqualTo(new PageRequest(2, "/items", "a=1&cursor=" + cursor));
    }

    @ParameterizedTest
    @CsvSource({
        "/items?q=a b&page=2, q=a%20b&page=2",
        "/items?q=a|b&page=2, q=a%7Cb&page=2",
        "https://h/items?q={x}&page=2, q=%7Bx%7D&page=2",
        "?q=100%&page=2, q=100%25&page=2"
    })
    void request_linkWithWhatMayNotStandInAUrl_isEncoded(String link, String query) throws InterruptedException {
        assertThat(begin(links(), "\"" + link + "\"").request(2)).isEqualTo(new PageRequest(2, "/items", query));
    }

    @Test
    void request_linkToAnotherServerWithACursor_saysThatThisMayBeEnough() {
        assertThatThrownBy(() ->
                        begin(links(), "\"https://internal/items?after=p2\"").request(2))
                .hasMessage(
                        "page 1 names a next page to another server, https://internal, which is not followed; if only its"
                                + " cursor counts, say that after takes it (parameter cursorParameter)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other/items", "http://h/items", "https://h:8443/items", "https://me@h/items"})
    void request_linkToAnotherServer_isNotFollowed(String link) {
        assertThatThrownBy(() -> begin(links(), "\"" + link + "\"").request(2))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("page 1 names a next page to another server, ");
    }

    /** As behind a proxy of which the API knows nothing. */
    @Test
    void request_linkToTheSameHostByAnotherScheme_saysWhatToDo() {
        assertThatThrownBy(() -> begin(links(), "\"http://h/items?page=2\"").request(2))
                .hasMessage(
                        "page 1 names a next page to another server, http://h, which is not followed; if the API answers"
                                + " there too, ask it there, by http://h in place of https://h; if it is behind a proxy, let that"
                                + " tell it how it was called (X-Forwarded-Proto, X-Forwarded-Host)");
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
                        "page 2 names a next page that another page has named before: the pages go round in a circle; if that is"
                                + " how the API shows its end, say that it is declared (parameter end)");
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

    /** With a key, so that two pages are not alike by chance: each page by its records and what it names. */
    @ParameterizedTest
    @CsvSource({
        "1 2 > a | 3 4 > b | 5 > b, 3",
        "1 2 > a | 3 > a, 2",
        "1 2 > a | 3 4 > b | 5 > c | 5 > d, 3",
        "1 2 of 4 > a | 3 4 > a, 2",
        "1 2 of 4 > a | 3 4 > b | 3 4 > c, 2",
        "1 2 of 4 > a | 3 4 > b |  > c |  > d, 4"
    })
    void pages_lastOneLeadsToItself_endThereIfItIsShortOrHasAllThatAreLeft(String chain, int last)
            throws InterruptedException {
        PageSequence pages = chain(KEYED, chain);

        assertThat(pages.pages()).hasValue(last);
        assertThat(pages.request(last + 1)).isNull();
        assertThat(pages.doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1 2 > a | 3 4 > b | 5 6 > b | 5 6 > b, 5", "1 2 > a | 3 4 > b | 3 4 > c, 4", "1 2 > a | 1 2 > b, 3"})
    void pages_fullOneLeadsToItself_areNoEnd(String chain, int next) throws InterruptedException {
        PageSequence pages = chain(KEYED, chain);

        assertThat(pages.pages()).isEmpty();
        assertThatThrownBy(() -> pages.request(next))
                .hasMessageContainingAll(
                        "names a next page",
                        "; if that is how the API shows its end, say that it is declared (parameter end)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2 > a | 3 4 > b | 5 6 > b | 5 6 > b", "1 2 > a | 3 4 > b | 5 6 > c | 5 6 > d"})
    void pages_fullOneLeadsToItself_endThereIfThatIsDeclared(String chain) throws InterruptedException {
        assertThat(chain(DECLARED, chain).pages()).hasValue(3);
    }

    /** A scroll: the API counts on by itself, and an empty page, or the last of as many as there are, is the end. */
    @ParameterizedTest
    @CsvSource({
        "1 2 > s | 3 4 > s | 5 6 > s |  > s, 4, 1",
        "1 2 > s | 3 4 > s | 5 > s, 3, 1",
        "1 2 of 6 > s | 3 4 > s | 5 6 > s, 3, 0"
    })
    void pages_oneCursorForAll_areReadToTheEnd_whichOnlyATotalShows(String chain, int last, int doubts)
            throws InterruptedException {
        PageSequence pages = chain(KEYED, chain);

        assertThat(pages.pages()).hasValue(last);
        assertThat(pages.doubts()).hasSize(doubts);
    }

    /** With other bytes each time, such as the time of the answer. */
    @Test
    void pages_oneCursorThatDoesNotMove_areNoProgress() throws InterruptedException {
        PageSequence pages = chain(KEYED, "1 2 > s | 3 4 > s");
        var unused = pages.request(3);
        String again = "{\"data\":[{\"id\":3,\"at\":7},{\"id\":4,\"at\":7}],\"next\":\"s\"}";
        pages.arrived(PageReader.read(3, again.getBytes(StandardCharsets.UTF_8), null, KEYED));

        assertThatThrownBy(() -> pages.request(4)).hasMessageContaining("there is no progress");
    }

    @Test
    void pages_oneCursorThatBringsKnownRecordsInAnotherOrder_areNoProgress() throws InterruptedException {
        PageSequence pages = chain(KEYED, "1 2 > s | 3 4 > s | 5 6 > s | 6 3 > s");

        assertThatThrownBy(() -> pages.request(5)).hasMessageContaining("there is no progress");
    }

    /** The first page of an API that gives 20 records where 100 are asked for, and says nothing of a next one. */
    @ParameterizedTest
    @CsvSource({"20, 1", "17, 0"})
    void doubts_onlyPageIsAsLargeAsAnApiMayGrant_areSaid(int size, int doubts) {
        NextPages paging =
                new NextPages(URI.create("https://h"), Asking.by("/items", QUERY, Placeholder.CURSOR, "cursor"), 100);
        String ids = IntStream.rangeClosed(1, size).mapToObj(Integer::toString).collect(Collectors.joining(" "));

        assertThat(paging.begin(read(1, ids, KEYED), KEYED, Naming.ofFiles("t3"), Paging.Earlier.NOTHING)
                        .doubts())
                .hasSize(doubts);
    }

    private static PageSequence chain(PageFormat format, String chain) throws InterruptedException {
        String[] all = chain.split(" \\| ", -1);
        PageSequence pages =
                cursors().begin(read(1, all[0], format), format, Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
        for (int number = 2; number <= all.length; number++) {
            var unused = pages.request(number);
            pages.arrived(read(number, all[number - 1], format));
        }
        return pages;
    }

    private static Page read(int number, String page, PageFormat format) {
        String[] parts = page.split(" > ", -1);
        String[] counted = parts[0].split(" of ", -1);
        String data = Stream.of(counted[0].strip().split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(","));
        String body = "{\"data\":[" + data + "]" + (counted.length > 1 ? ",\"total\":" + counted[1].strip() : "")
                + (parts.length > 1 ? ",\"next\":\"" + parts[1].strip() + "\"" : "") + "}";
        return PageReader.read(number, body.getBytes(StandardCharsets.UTF_8), null, format);
    }

    private static @Nullable PageRequest request(PageSequence pages, int page) {
        try {
            return pages.request(page);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Google's APIs have it, whose answers leave out what is empty. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"next\":\"3\"} | true",
                "{\"kind\":\"list\",\"warnings\":[],\"next\":\"3\"} | true",
                "{\"next\":\"\"} | false",
                "{\"next\":\"none\"} | false",
                "{\"next\":{\"href\":null}} | false",
                "{\"next\":\"3\",\"other\":[{\"id\":1}]} | false",
                "{\"next\":\"3\",\"error\":\"busy\"} | false",
                "{} | false"
            })
    void page_thatNamesTheNext_mayLeaveOutItsList(String body, boolean empty) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        if (empty) {
            assertThat(PageReader.read(2, bytes, null, FORMAT).getSize()).isZero();
        } else {
            assertThatThrownBy(() -> PageReader.read(2, bytes, null, FORMAT)).isInstanceOf(InvalidPageException.class);
        }
        assertThatThrownBy(() -> PageReader.read(1, bytes, null, FORMAT)).isInstanceOf(InvalidPageException.class);
    }

    @Test
    void page_thatLeavesOutItsList_isTheLastWhereTheEndIsDeclared() {
        byte[] bytes = "{\"kind\":\"list\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(PageReader.read(2, bytes, null, DECLARED).getSize()).isZero();
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
