package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.settings.Naming;

/**
 * Pages by the offset of their first record under a known total: each begins as many records behind the one before as the
 * first page has, whatever was asked for. All of them can be asked for at once.
 *
 * @param asking how a page is asked for
 * @param firstOffset the offset of the first record, 0 or 1 as a rule
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record Offsets(Asking asking, int firstOffset, long askedSize) implements Paging {
    /** Meant where a parameter or a placeholder takes an offset. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return !given.text("offsetParameter").isEmpty() || given.holds(Placeholder.OFFSET);
        }

        @Override
        public Paging paging(PagingParameters given) {
            Asking asking = given.asking(Placeholder.OFFSET, given.text("offsetParameter"), "offsetParameter");
            return new Offsets(asking, given.number("firstOffset"), given.askedSize(asking));
        }

        @Override
        public String way(PagingParameters given) {
            return given.way(Placeholder.OFFSET, "offsetParameter");
        }
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
        return asking.said("offsetParameter");
    }

    /** As from 0: an offset is no number of a page that could be counted wrong. */
    @Override
    public int numberOf(int page) {
        return page - 1;
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        return CountedPages.begin(first, format, names, asksBy(), askedSize, style());
    }

    private CountedPages.Style style() {
        return new CountedPages.Style(asking, (page, size) -> firstOffset + (page - 1) * size);
    }
}
