package io.pagesync.paging;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import io.pagesync.page.read.Outline;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Naming;
import io.pagesync.settings.QueryEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Pages by number under a known total: {@code ceil(total / pageSize)} of them, at least one, with the page size that the
 * server granted, which need not be the one asked for. All of them can be asked for at once.
 *
 * @param path the collection's encoded path
 * @param query the collection's own parameters
 * @param parameter the name of the parameter that takes the page's number
 * @param firstNumber the number the API gives its first page, 0 or 1 as a rule
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
public record PageNumbers(String path, CollectionQuery query, String parameter, int firstNumber, long askedSize)
        implements Paging {
    /** The most pages a run can have: their state is kept by page, in a bit and eight bytes. */
    public static final int MOST_PAGES = 50_000_000;

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
        String parameter = given.text("pageParameter");
        CollectionQuery query = given.query(parameter);
        long asked = query.values(given.text("sizeParameter")).stream()
                .mapToLong(size -> WholeNumber.parse(size).orElse(0))
                .findFirst()
                .orElse(0);
        return new PageNumbers(given.path(), query, parameter, given.number("firstPage"), asked);
    }

    /** Pages whose size is left to the API. */
    public PageNumbers(String path, CollectionQuery query, String parameter, int firstNumber) {
        this(path, query, parameter, firstNumber, 0);
    }

    @Override
    public PageRequest first() {
        return request(1);
    }

    @Override
    public boolean anyOrder() {
        return true;
    }

    @Override
    public int numberOf(int page) {
        return firstNumber + page - 1;
    }

    @Override
    public boolean leadsTo(int number, String link) {
        String pair = QueryEncoding.of(parameter) + "=" + number;
        return link.equals(Integer.toString(number))
                || Arrays.asList(link.replaceFirst("#.*", "").split("[?&]", -1)).contains(pair);
    }

    @Override
    public PageSequence begin(Page first, PageFormat format, Naming names, Earlier earlier) {
        long total = total(first, format, names);
        long size = size(first, format, names, total);
        long pages = Math.max(1, total / size + (total % size == 0 ? 0 : 1));
        if (pages > MOST_PAGES) {
            throw invalid(total + " records in pages of " + size + " are more than " + MOST_PAGES
                    + " pages; ask for larger pages (" + names.parameter("pageSize") + ")");
        }
        return new Numbered(
                this,
                OptionalInt.of((int) pages),
                OptionalLong.of(total),
                OptionalLong.of(size),
                notes(first, format, total));
    }

    private PageRequest request(int page) {
        return new PageRequest(page, path, query.with(parameter, Long.toString((long) firstNumber + page - 1)));
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

    private List<String> notes(Page first, PageFormat format, long total) {
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

    /** All pages, each of which can be asked for, also one behind the end, to see that there is nothing. */
    private record Numbered(
            PageNumbers style, OptionalInt pages, OptionalLong records, OptionalLong pageSize, List<String> notes)
            implements PageSequence {
        @Override
        public PageRequest request(int page) {
            return style.request(page);
        }

        @Override
        public boolean leadsBehind(String next) {
            return style.leadsTo(style.numberOf(pages.orElse(0) + 1), next);
        }
    }
}
