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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first page may say, and what is wrong with it, is in RunTest. */
class PageNumbersTest {
    private static final CollectionQuery QUERY = CollectionQuery.of("a=1", "page", "pageSize", 0);

    @ParameterizedTest
    @CsvSource({"0,10,1", "1,10,1", "10,10,1", "11,10,2", "100,1,100", "9223372036854775807,9223372036854775807,1"})
    void pages_areTheTotalByThePageSizeRoundedUp(long total, long size, int pages) throws InterruptedException {
        assertThat(begin(total, size).pages()).hasValue(pages);
    }

    @Test
    void pages_asManyAsCanBe_areAccepted() {
        assertThat(begin(50_000_000, 1).pages()).hasValue(50_000_000);
    }

    @ParameterizedTest
    @CsvSource({"50000001,1", "9223372036854775807,1", "9223372036854775807,2"})
    void begin_moreThanCanBe_saysSo(long total, long size) {
        assertThatThrownBy(() -> begin(total, size))
                .isInstanceOf(InvalidPageException.class)
                .hasMessage(total + " records in pages of " + size
                        + " are more than 50000000 pages; ask for larger pages (parameter pageSize)");
    }

    @Test
    void request_anyPage_namesItsNumber() throws InterruptedException {
        PageSequence pages = begin(2, 1);
        assertThat(pages.request(1)).isEqualTo(new PageRequest(1, "/items", "a=1&page=1"));
        assertThat(pages.request(2)).isEqualTo(new PageRequest(2, "/items", "a=1&page=2"));
    }

    @Test
    void request_behindTheEnd_isPossible() throws InterruptedException {
        assertThat(begin(2, 1).request(3)).isEqualTo(new PageRequest(3, "/items", "a=1&page=3"));
    }

    @Test
    void request_firstPageIsZero_countsFromThere() throws InterruptedException {
        PageNumbers fromZero = new PageNumbers("/items", QUERY, "page", 0);
        assertThat(fromZero.first().query()).isEqualTo("a=1&page=0");
        assertThat(fromZero.numberOf(7)).isEqualTo(6);
    }

    @Test
    void request_highestNumbers_doNotOverflow() throws InterruptedException {
        PageSequence pages = new PageNumbers("/items", QUERY, "page", 1_000_000)
                .begin(page(1, 1), PageFormat.DEFAULT, Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
        assertThat(pages.request(Integer.MAX_VALUE)).isNotNull().satisfies(request -> assertThat(request.query())
                .isEqualTo("a=1&page=2148483646"));
    }

    private static PageSequence begin(long total, long size) {
        return new PageNumbers("/items", QUERY, "page", 1)
                .begin(page(total, size), PageFormat.DEFAULT, Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
    }

    private static Page page(long total, long size) {
        String body = "{\"data\":[],\"total\":" + total + ",\"pageSize\":" + size + "}";
        return PageReader.read(1, body.getBytes(StandardCharsets.UTF_8), null, PageFormat.DEFAULT);
    }
}
