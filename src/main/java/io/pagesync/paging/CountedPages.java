package io.pagesync.paging;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.LongNode;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import io.pagesync.page.read.Outline;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The pages under a known total: {@code ceil(total / pageSize)} of them, at least one, with the page size that the server
 * granted, which need not be the one asked for. Each can be asked for at any time, also the one behind the end, to see that
 * there is nothing.
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
     * @param askedSize how many records a page is asked to have; 0 if it is left to the API
     * @throws InvalidPageException if the page does not say enough, with the parameter that would help
     */
    static PageSequence begin(Page first, PageFormat format, Naming names, long askedSize, Style style) {
        long total = total(first, format, names);
        long size = size(first, format, names, total);
        long pages = Math.max(1, total / size + (total % size == 0 ? 0 : 1));
        if (pages > MOST_PAGES) {
            throw invalid(total + " records in pages of " + size + " are more than " + MOST_PAGES
                    + " pages; ask for larger pages (" + names.parameter("pageSize") + ")");
        }
        return new CountedPages(
                style,
                OptionalInt.of((int) pages),
                OptionalLong.of(total),
                OptionalLong.of(size),
                notes(first, format, total, askedSize));
    }

    @Override
    public PageRequest request(int page) {
        return style.request(page, pageSize.orElse(1));
    }

    @Override
    public boolean leadsBehind(String next) {
        return style.leads(next, pages.orElse(0) + 1, pageSize.orElse(1));
    }

    private static long total(Page first, PageFormat format, Naming names) {
        String at = format.total().toString();
        String text = first.envelope().total();
        if (text == null || text.equals("null")) {
            Outline outline = Outline.of(first.toBytes(), format.total());
            throw invalid("the answer has no total at '" + at + "'" + (text == null ? "" : " (it is null)") + "; "
                    + outline.numbers() + "; "
                    + (outline.hasNumbers()
                            ? "say where the number of records is (" + names.parameter("total") + "), or "
                            : "say ")
                    + "where each page names the next one (" + names.parameter("next") + ")");
        }
        return WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the total at '" + at + "' is " + quoted(text)
                        + ", not a whole number of 0 or more; " + numbers(first, format.total())
                        + "; say where the number of records is (" + names.parameter("total") + ")"));
    }

    private static String numbers(Page first, JsonPointer asked) {
        return Outline.of(first.toBytes(), asked).numbers();
    }

    /** Where a page and what it says of its size differ, what came counts, unless there is only one page. */
    private static boolean sizeCame(Page first, long total) {
        return first.getSize() > 0 && total > first.getSize();
    }

    private static List<String> notes(Page first, PageFormat format, long total, long askedSize) {
        List<String> notes = new ArrayList<>();
        int came = first.getSize();
        if (askedSize > 0 && came != askedSize && (sizeCame(first, total) || came > askedSize)) {
            notes.add("pages of " + askedSize + " records were asked for, the API gives " + came);
        }
        String said = first.envelope().size();
        long declared = said == null ? came : WholeNumber.parse(said).orElse(came);
        if (declared != came && declared != askedSize && sizeCame(first, total)) {
            notes.add("the page size at '" + format.size() + "' is " + declared + ", but the first page holds " + came
                    + " records, which is what counts");
        }
        return notes;
    }

    private static long size(Page first, PageFormat format, Naming names, long total) {
        String at = format.size().toString();
        String text = first.envelope().size();
        if (text == null || text.equals("null")) {
            if (first.getSize() == 0 && total > 0) {
                throw invalid("the answer declares " + total + " records but holds none and names no page size at '"
                        + at + "'; check the page parameter and the path of the records ("
                        + names.parameter("records") + ")");
            }
            return Math.max(1, first.getSize());
        }
        long size = WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the page size at '" + at + "' is " + quoted(text)
                        + ", not a whole number; " + numbers(first, format.size()) + "; say where the page size is ("
                        + names.parameter("size") + ")"));
        if (sizeCame(first, total)) {
            return first.getSize();
        }
        if (size == 0 && total > 0) {
            throw invalid("the page size at '" + at + "' is 0 while the total is " + total + "; ask for a page size ("
                    + names.parameter("pageSize") + ")");
        }
        return Math.max(1, size);
    }

    private static String quoted(String text) {
        return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 40) + "...'";
    }

    private static InvalidPageException invalid(String message) {
        return new InvalidPageException(message, false, null);
    }
}
