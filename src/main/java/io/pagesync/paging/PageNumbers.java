package io.pagesync.paging;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.settings.Naming;

/**
 * Pages by number under a known total. All of them can be asked for at once.
 *
 * @param asking how a page is asked for
 * @param firstNumber the number the API gives its first page, 0 or 1 as a rule
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record PageNumbers(Asking asking, int firstNumber, long askedSize) implements Paging {
    /**
     * As a collection's parameters have it.
     *
     * @throws InvalidSettingException if they name what no number of a page goes with
     */
    static PageNumbers of(PagingParameters given) {
        String cursor = given.text("cursorParameter");
        if (!cursor.isEmpty()) {
            throw new InvalidSettingException(given.names().given(given.sync(), "cursorParameter", cursor)
                    + ", which takes what a page says of the next; say where that is ("
                    + given.names().parameter("next") + ")");
        }
        Asking asking = given.asking(Placeholder.PAGE, given.text("pageParameter"), "");
        return new PageNumbers(asking, given.number("firstPage"), given.askedSize(asking));
    }

    /** Pages whose size is left to the API, asked for by a parameter of the query. */
    public PageNumbers(String path, CollectionQuery query, String parameter, int firstNumber) {
        this(path, query, parameter, firstNumber, 0);
    }

    /** Pages that are asked for by a parameter of the query. */
    PageNumbers(String path, CollectionQuery query, String parameter, int firstNumber, long askedSize) {
        this(Asking.by(path, query, Placeholder.PAGE, parameter), firstNumber, askedSize);
    }

    @Override
    public CollectionQuery query() {
        return asking.query();
    }

    @Override
    public PageRequest first() {
        return style().request(1, 0);
    }

    @Override
    public boolean anyOrder() {
        return true;
    }

    @Override
    public String asksBy() {
        return asking.said("pageParameter");
    }

    @Override
    public int numberOf(int page) {
        return firstNumber + page - 1;
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        return CountedPages.begin(first, format, names, asksBy(), askedSize, style());
    }

    private CountedPages.Style style() {
        return new CountedPages.Style(asking, (page, size) -> (long) firstNumber + page - 1);
    }
}
