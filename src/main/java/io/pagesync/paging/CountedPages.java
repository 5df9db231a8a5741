package io.pagesync.paging;

import com.fasterxml.jackson.databind.node.LongNode;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.Asking;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The pages under a known total, of records, of pages, or both: {@code ceil(total / pageSize)} of them, at least one, with
 * the page size that the server granted, which need not be the one asked for. Each can be asked for at any time, also the
 * one behind the end, to see that there is nothing.
 */
record CountedPages(Style style, OptionalInt pages, OptionalLong records, OptionalLong pageSize, List<String> notes)
        implements PageSequence {
    /** The most pages a run can have: their state is kept by page, in a bit and eight bytes. */
    static final int MOST_PAGES = 50_000_000;

    /** What a parameter takes to ask for a page, from 1, where all but the last have so many records. */
    interface Numbering {
        long number(int page, long size);
    }

    /** How one page of many is asked for: by a number. */
    record Style(Asking asking, Numbering numbering) {
        PageRequest request(int page, long size) {
            return asking.request(page, number(page, size));
        }

        /** Whether pages are asked for by the number of records in front of them. */
        boolean countsRecords() {
            return numbering.number(2, 2) - numbering.number(1, 2) == 2;
        }

        /** Whether what an answer names as its next page, a link or a number, is this page. */
        boolean leads(String next, int page, long size) {
            LongNode number = number(page, size);
            return next.equals(number.asText()) || asking.isLedToBy(next, number);
        }

        private LongNode number(int page, long size) {
            return LongNode.valueOf(numbering.number(page, size));
        }
    }

    /**
     * The pages that a first one makes.
     *
     * @param asksBy the collection's parameter that names what pages are asked for by, for messages
     * @param askedSize how many records a page is asked to have; 0 if it is left to the API
     * @throws InvalidPageException if the page does not say enough, with the parameter that would help
     */
    static PageSequence begin(Page first, PageFormat format, Naming names, String asksBy, long askedSize, Style style) {
        if (format.endIsUnknown()) {
            return new OpenPages(first, format, names, asksBy, askedSize, style);
        }
        Counts counts = new Counts(first, format, names, askedSize, style);
        OptionalLong total = counts.total();
        long size = counts.size(total);
        OptionalLong told = counts.pages(size);
        long pages = Math.max(1, Math.max(told.orElse(0), Counts.pagesOf(total.orElse(0), size)));
        if (pages > MOST_PAGES) {
            throw Counts.invalid((total.isPresent()
                            ? total.getAsLong() + " records in pages of " + size + " are"
                            : "the answer tells of " + pages + " pages, which are")
                    + " more than " + MOST_PAGES + " pages; ask for larger pages (" + names.parameter("pageSize")
                    + ")");
        }
        return new CountedPages(
                style, OptionalInt.of((int) pages), total, OptionalLong.of(size), counts.notes(total, size, told));
    }

    @Override
    public PageRequest request(int page) {
        return style.request(page, pageSize.orElse(1));
    }

    @Override
    public boolean asksByOffset() {
        return style.countsRecords();
    }

    @Override
    public boolean leadsNoFurther(String next) {
        int last = pages.orElse(0);
        long size = pageSize.orElse(1);
        return style.leads(next, last, size) || style.leads(next, last + 1, size);
    }
}
