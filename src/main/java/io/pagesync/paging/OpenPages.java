package io.pagesync.paging;

import com.carrotsearch.hppc.LongIntHashMap;
import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.page.Page;
import io.pagesync.page.PageCap;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which nobody says how many there are. They are asked for in parallel until one shows that the end was passed: it
 * is empty, repeats another, is refused, or says that there is no more. What is under way then, as many pages as there are
 * workers at the most, is void if it shows the same; a page that has records all the same is delivered, and speaks against
 * the end. Memory: two bits and some 50 bytes a page. Guarded by itself.
 */
final class OpenPages implements PageSequence {
    private static final int UNKNOWN = Integer.MAX_VALUE;
    /** After so many pages in a row that could not be had, no more are asked for: nothing would ever show the end. */
    private static final int MOST_LOST = 10;

    private final Page first;
    private final PageFormat format;
    private final Naming names;
    private final String asksBy;
    private final long askedSize;
    private final CountedPages.Style style;
    private final long size;
    private final LongIntHashMap byRecords = new LongIntHashMap();
    private final LongIntHashMap byKeys = new LongIntHashMap();
    private final BitSet there = new BitSet();
    private final BitSet refused = new BitSet();
    private int end = UNKNOWN;
    private String why = "";
    private @Nullable String ending;
    private @Nullable String doubt;
    /** The page that holds what the one behind the end has repeated, where that has arrived first. */
    private int twin;

    private int lost;
    private int highest = 1;
    private int pages = UNKNOWN;

    /** The pages from the first one on. */
    OpenPages(Page first, PageFormat format, Naming names, String asksBy, long askedSize, CountedPages.Style style) {
        this.first = first;
        this.format = format;
        this.names = names;
        this.asksBy = asksBy;
        this.askedSize = askedSize;
        this.style = style;
        this.size = Math.max(1, first.getSize());
        there.set(1);
        note(first);
        if (first.getSize() == 0) {
            endsAt(1, "it is empty", "end seen");
        } else {
            noteMore(first);
        }
    }

    @Override
    public synchronized OptionalInt pages() {
        return pages == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(pages);
    }

    @Override
    public OptionalLong records() {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong pageSize() {
        return OptionalLong.empty();
    }

    @Override
    public boolean asksBehind() {
        return false;
    }

    @Override
    public synchronized @Nullable PageRequest request(int page) {
        if (page > Math.min(end, pages) || page > CountedPages.MOST_PAGES) {
            return null;
        }
        highest = Math.max(highest, page);
        return style.request(page, size);
    }

    @Override
    public synchronized boolean arrived(Page page) {
        int number = page.getNumber();
        lost = 0;
        if (page.getSize() == 0) {
            endsAt(number - 1, "page " + number + " is empty", "end seen");
            return false;
        }
        int same = note(page);
        if (same != 0 && same != number) {
            repeats(page, same);
            return false;
        }
        there.set(number);
        if (format.endIsDeclared() && page.getSize() < first.getSize()) {
            endsAt(number, "page " + number + " is shorter than the first", null);
        }
        noteMore(page);
        count();
        return true;
    }

    @Override
    public synchronized void earlier(int page, long fingerprint) {
        there.set(page);
        byRecords.put(fingerprint, page);
        count();
    }

    @Override
    public synchronized boolean refused(int page, String words, boolean speaksOfACap) {
        refused.set(page);
        if (page - 1 < end) {
            endsAt(page - 1, "page " + page + " was refused (" + words + ")", "end told by the API (" + words + ")");
            doubt = speaksOfACap && !format.endIsDeclared()
                    ? "the API may go no further than page " + (page - 1) + ": it refuses page " + page + " with "
                            + words + advice()
                    : null;
        }
        count();
        return true;
    }

    @Override
    public synchronized void lost(int page) {
        if (!refused.get(page) && ++lost >= MOST_LOST && end == UNKNOWN) {
            // As many as were asked for: all the missing ones count.
            pages = highest;
        }
    }

    @Override
    public synchronized @Nullable String ending() {
        return ending;
    }

    @Override
    public synchronized List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (doubt != null) {
            doubts.add(doubt);
        }
        int behind = behindTheEnd(1);
        if (behind > 0 && behind == twin) {
            behind = behindTheEnd(twin - end + 1);
        }
        if (behind > 0) {
            doubts.add("page " + behind + " holds records, although " + why);
        }
        return doubts;
    }

    /** What a page is the same as: another that has these records, or these keys; 0 if there is none. */
    private int note(Page page) {
        if (page.getSize() == 0) {
            return 0;
        }
        int number = page.getNumber();
        int same = noteFirst(byRecords, page.fingerprint(), number);
        return same != 0 || !hasKey(page) ? same : noteFirst(byKeys, page.keys().fingerprint(), number);
    }

    private static int noteFirst(LongIntHashMap known, long fingerprint, int number) {
        int before = known.get(fingerprint);
        if (before == 0) {
            known.put(fingerprint, number);
        }
        return before;
    }

    private boolean hasKey(Page page) {
        return page.keys().size() > 0 && !format.key().equals(List.of(JsonPointer.empty()));
    }

    private void repeats(Page page, int same) {
        int lower = Math.min(page.getNumber(), same);
        int upper = Math.max(page.getNumber(), same);
        int last = page.getNumber() - 1;
        if (last < end) {
            endsAt(last, "page " + upper + " repeats page " + lower, "end seen");
            // Of two that are the same, the one that came first is delivered, whatever its number.
            twin = same > last ? same : 0;
            doubt = doubtOf(page, lower, upper);
        }
        count();
    }

    private @Nullable String doubtOf(Page page, int lower, int upper) {
        boolean only = askedSize > first.getSize() && !PageCap.maybe(first.getSize());
        if (lower == 1 && !only) {
            return "page " + upper + " holds the same records as page 1: does the API know the parameter by which it is"
                    + " asked? (" + names.parameter(asksBy) + ")";
        }
        boolean mayRepeat = format.key().isEmpty() || (!hasKey(page) && page.isMonotonous());
        return mayRepeat && !format.endIsDeclared()
                ? "page " + upper + " is the same as page " + lower + ", which shows no end where records may repeat ("
                        + names.parameter("key") + ")" + advice()
                : null;
    }

    private void noteMore(Page page) {
        if (!page.envelope().saysMore().orElse(true)) {
            endsAt(
                    page.getNumber(),
                    "page " + page.getNumber() + " says at '" + format.more() + "' that there is no more",
                    "end told by the API ('" + format.more() + "' is "
                            + page.envelope().more() + ")");
        }
    }

    private void endsAt(int last, String shownBy, @Nullable String found) {
        if (last < end) {
            end = last;
            why = shownBy;
            ending = found;
            doubt = null;
            twin = 0;
        }
        count();
    }

    /** The end, and what holds records behind it; a page that was refused before one of those is missing. */
    private void count() {
        if (end != UNKNOWN) {
            int last = there.length() - 1;
            pages = Math.max(1, end)
                    + (last > end
                            ? there.get(end + 1, last + 1).cardinality()
                                    + refused.get(end + 1, last).cardinality()
                            : 0);
        }
    }

    private int behindTheEnd(int by) {
        return end == UNKNOWN ? 0 : Math.max(0, there.nextSetBit(end + by));
    }

    private String advice() {
        return "; if you know that this is the end, say that it is declared (" + names.parameter("end") + ")";
    }
}
