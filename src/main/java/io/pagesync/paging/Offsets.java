package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;

/**
 * Pages by the offset of their first record under a known total: each begins as many records behind the one before as the
 * first page has, whatever was asked for. All of them can be asked for at once.
 *
 * @param path the collection's encoded path
 * @param query the collection's own parameters
 * @param parameter the name of the parameter that takes the offset
 * @param firstOffset the offset of the first record, 0 or 1 as a rule
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record Offsets(String path, CollectionQuery query, String parameter, int firstOffset, long askedSize)
        implements Paging {
    /** Meant where a parameter is named that takes an offset. */
    public static final class Style implements PagingStyle {
        @Override
        public boolean isMeantBy(PagingParameters given) {
            return !given.text("offsetParameter").isEmpty();
        }

        @Override
        public Paging paging(PagingParameters given) {
            String parameter = given.text("offsetParameter");
            CollectionQuery query = given.query(parameter);
            return new Offsets(given.path(), query, parameter, given.number("firstOffset"), given.askedSize(query));
        }
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
        return "offsetParameter";
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
        return new CountedPages.Style(path, query, parameter, (page, size) -> firstOffset + (page - 1) * size);
    }
}
