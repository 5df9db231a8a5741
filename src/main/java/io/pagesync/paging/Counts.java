package io.pagesync.paging;

import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.WholeNumber;
import io.pagesync.page.read.Outline;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageFormat.RecordsAre;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a first page says of the size of its collection.
 *
 * @param askedSize how many records a page is asked to have; 0 if it is left to the API
 */
record Counts(Page first, PageFormat format, Naming names, long askedSize, CountedPages.Style style) {
    private static final String NULL = "null";

    /** How many pages so many records make. */
    static long pagesOf(long total, long size) {
        return total / size + (total % size == 0 ? 0 : 1);
    }

    /** The number of records; empty where it need not be told and is not. */
    OptionalLong total() {
        String text = first.envelope().total();
        Place at = format.total();
        if (text == null || text.equals(NULL)) {
            if (format.totalMayBeMissing()) {
                // That one object is the record is said by the user, in place of a total.
                return format.recordsAre() == RecordsAre.ONE && format.pages().isNone()
                        ? OptionalLong.of(first.getSize())
                        : OptionalLong.empty();
            }
            Outline outline = outline(at);
            throw invalid("the answer has no total at '" + at + "'" + (text == null ? "" : " (it is null)") + "; "
                    + outline.numbers() + "; "
                    + (outline.hasNumbers()
                            ? "say where the number of records is (" + names.parameter("total") + "), or "
                            : "say ")
                    + "where each page names the next one (" + names.parameter("next")
                    + "), or none, if the API tells no total (" + names.parameter("total") + ")");
        }
        return OptionalLong.of(WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the total at '" + at + "' is " + quoted(text)
                        + ", not a whole number of 0 or more; " + outline(at).numbers()
                        + "; say where the number of records is (" + names.parameter("total")
                        + "), or none, if the API tells none")));
    }

    /** How many records a page has. */
    long size(OptionalLong total) {
        Place at = format.size();
        String text = first.envelope().size();
        int came = first.getSize();
        if (text == null || text.equals(NULL)) {
            if (came == 0 && total.orElse(0) > 0) {
                throw invalid("the answer declares " + total.getAsLong()
                        + " records but holds none and names no page size at '" + at
                        + "'; check the page parameter and the path of the records (" + names.parameter("records")
                        + ")");
            }
            return Math.max(1, came);
        }
        long size = WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the page size at '" + at + "' is " + quoted(text) + ", not a whole number; "
                        + outline(at).numbers() + "; say where the page size is (" + names.parameter("size") + ")"));
        if (sizeCame(total)) {
            return came;
        }
        if (size == 0 && total.orElse(0) > 0) {
            throw invalid("the page size at '" + at + "' is 0 while the total is " + total.getAsLong()
                    + "; ask for a page size (" + names.parameter("pageSize") + ")");
        }
        return Math.max(1, size);
    }

    /** The number of pages; empty where nobody asks for it. */
    OptionalLong pages(long size) {
        Place at = format.pages();
        String text = first.envelope().pages();
        if (at.isNone()) {
            return OptionalLong.empty();
        }
        if (text == null || text.equals(NULL)) {
            if (!isNothing(first.envelope().total())) {
                return OptionalLong.empty();
            }
            // Who names the last page in a link sends none where there is only one.
            if (at.isHeader("Link")) {
                return OptionalLong.of(1);
            }
            throw invalid("the answer has no number of pages at '" + at + "'; "
                    + outline(at).numbers() + "; say where it is (" + names.parameter("pages") + ")");
        }
        return OptionalLong.of(WholeNumber.parse(text).stream()
                .boxed()
                .findFirst()
                .or(() -> ofLastPage(text, size))
                .orElseThrow(() -> invalid("the number of pages at '" + at + "' is " + quoted(text)
                        + ", neither a whole number nor a link to the last page (" + names.parameter("pages") + ")")));
    }

    /** The number of pages by a link to the last one, which names it by its number or its offset. */
    private Optional<Long> ofLastPage(String link, long size) {
        long begin = style.numbering().number(1, size);
        long step = style.numbering().number(2, size) - begin;
        return WholeNumber.parse(style.asking().valueIn(link)).stream()
                .boxed()
                .filter(number -> number >= begin)
                .map(number -> (number - begin) / step + 1)
                .findFirst();
    }

    /** Where what was said does not fit together, or not to what was asked for. */
    List<String> notes(OptionalLong total, long size, OptionalLong pages) {
        List<String> notes = new ArrayList<>();
        int came = first.getSize();
        boolean sizeCame = sizeCame(total);
        if (askedSize > 0 && came != askedSize && (sizeCame || came > askedSize)) {
            notes.add("pages of " + askedSize + " records were asked for, the API gives " + came);
        }
        String said = first.envelope().size();
        long declared = said == null ? came : WholeNumber.parse(said).orElse(came);
        if (declared != came && declared != askedSize && sizeCame) {
            notes.add("the page size at '" + format.size() + "' is " + declared + ", but the first page holds " + came
                    + " records, which is what counts");
        }
        if (total.isPresent()
                && pages.isPresent()
                && Math.max(1, pages.getAsLong()) != Math.max(1, pagesOf(total.getAsLong(), size))) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the total of %,d at '%s' makes %,d pages of %,d records, but there are %,d by '%s'; the higher number"
                            + " was loaded",
                    total.getAsLong(),
                    format.total(),
                    pagesOf(total.getAsLong(), size),
                    size,
                    pages.getAsLong(),
                    format.pages()));
        }
        return notes;
    }

    /** Where a page and what it says of its size differ, what came counts, unless there is only one page. */
    private boolean sizeCame(OptionalLong total) {
        return first.getSize() > 0 && (total.isEmpty() || total.getAsLong() > first.getSize());
    }

    private Outline outline(Place at) {
        return Outline.of(first.toBytes(), at.pointer());
    }

    private static boolean isNothing(@Nullable String text) {
        return text == null || text.equals(NULL);
    }

    /** In quotes, and not the whole of it if it is long. */
    static String quoted(String text) {
        return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 40) + "...'";
    }

    static InvalidPageException invalid(String message) {
        return new InvalidPageException(message, false, null);
    }
}
