package io.pagesync.paging;

import io.pagesync.page.Page;
import io.pagesync.page.PageCap;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.EndAdvice;
import io.pagesync.settings.Naming;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which nobody says how many there are. They are asked for in parallel until one shows that the end was passed: it
 * is empty, repeats another, is refused, or says that there is no more. What is under way then, as many pages as there are
 * workers at the most, is void if it shows the same; a page that has records all the same is delivered, and speaks against
 * the end. An empty page may be a slip of the API, so the one behind it is read, too, before the end counts as seen. Memory:
 * four bits and some 50 bytes a page. Guarded by itself.
 */
final class OpenPages implements PageSequence {
    private static final int UNKNOWN = Integer.MAX_VALUE;
    /** After so many pages in a row that could not be had, no more are asked for: nothing would ever show the end. */
    private static final int MOST_LOST = 10;

    private final Page first;
    private final PageFormat format;
    private final Naming names;
    private final RepeatedPage repeated;
    private final CountedPages.Style style;
    private final long size;
    private final KnownPages known;
    private final BitSet there = new BitSet();
    /** Pages that hold no less than the first. */
    private final BitSet full = new BitSet();

    private final BitSet refused = new BitSet();
    private final BitSet unread = new BitSet();
    /** Pages that have come to their end, whatever that was. */
    private final BitSet heard = new BitSet();

    private int end = UNKNOWN;
    private String why = "";
    private @Nullable String ending;
    private @Nullable String doubt;
    /** The page that holds what the one behind the end has repeated, where that has arrived first. */
    private int twin;
    /** The end is shown by what an API may answer as well where it goes no further. */
    private boolean cut;
    /** The end is shown by a page that has no records, or is refused. */
    private boolean nothing;
    /** The page that is read before an empty one is taken for the end; 0 if the end is shown otherwise. */
    private int witness;

    private int lost;
    private int highest = 1;
    private int pages = UNKNOWN;

    /** The pages from the first one on. */
    OpenPages(Page first, PageFormat format, Naming names, String asksBy, long askedSize, CountedPages.Style style) {
        this.first = first;
        this.format = format;
        this.names = names;
        this.repeated = new RepeatedPage(first, format, names, asksBy, askedSize);
        this.style = style;
        this.size = Math.max(1, first.getSize());
        this.known = new KnownPages(format);
        there.set(1);
        heard.set(1);
        full.set(1, PageCap.maybe(first.getSize()));
        known.note(first);
        if (first.getSize() == 0) {
            endsEmpty(1, first);
        } else {
            noteMore(first);
        }
    }

    @Override
    public synchronized OptionalInt pages() {
        return pages == UNKNOWN || awaitsWitness() ? OptionalInt.empty() : OptionalInt.of(pages);
    }

    @Override
    public synchronized int reach() {
        return awaitsWitness() ? witness : pages;
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
    public boolean asksByOffset() {
        return style.countsRecords();
    }

    @Override
    public synchronized @Nullable PageRequest request(int page) {
        if (page > (awaitsWitness() ? witness : Math.min(end, pages)) || page > CountedPages.MOST_PAGES) {
            return null;
        }
        highest = Math.max(highest, page);
        return style.request(page, size);
    }

    @Override
    public synchronized boolean arrived(Page page) {
        int number = page.getNumber();
        lost = 0;
        heard.set(number);
        if (page.getSize() == 0) {
            endsEmpty(number - 1, page);
            return false;
        }
        int same = known.note(page);
        if (same != 0 && same != number) {
            repeats(page, same);
            return false;
        }
        there.set(number);
        full.set(number, page.getSize() >= first.getSize());
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
        heard.set(page);
        known.noteEarlier(page, fingerprint);
        count();
    }

    @Override
    public synchronized boolean refused(int page, String words, boolean speaksOfACap) {
        refused.set(page);
        heard.set(page);
        if (page - 1 < end) {
            endsAt(page - 1, "page " + page + " was refused (" + words + ")", "end told by the API (" + words + ")");
            doubt = speaksOfACap && !format.endIsDeclared()
                    ? "the API may go no further than page " + (page - 1) + ": it refuses page " + page + " with "
                            + words + slices()
                    : null;
            cut = true;
            nothing = true;
        }
        count();
        return true;
    }

    @Override
    public synchronized void lost(int page) {
        heard.set(page);
        unread.set(page);
        if (++lost >= MOST_LOST && end == UNKNOWN) {
            // As many as were asked for: all the missing ones count.
            pages = highest;
        }
    }

    @Override
    public synchronized boolean mayEndBefore(int page) {
        return heard.nextClearBit(1) < page;
    }

    @Override
    public synchronized @Nullable String ending() {
        return ending != null && unread.get(witness) ? ending + " (page " + witness + " could not be read)" : ending;
    }

    @Override
    public synchronized boolean mayBeCut() {
        return cut && !format.endIsDeclared();
    }

    @Override
    public synchronized boolean endsInNothing() {
        return nothing && !format.endIsDeclared() && full.get(end);
    }

    @Override
    public synchronized boolean endsEmpty() {
        return nothing && !cut;
    }

    @Override
    public synchronized List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (doubt != null) {
            doubts.add(doubt);
        }
        int behind = recordsBehind();
        if (behind > 0) {
            doubts.add("page " + behind + " holds records, although " + why);
        }
        return doubts;
    }

    /** The first page that holds records behind the end, and no copy of others; 0 if there is none. */
    private int recordsBehind() {
        int behind = behindTheEnd(1);
        return behind > 0 && behind == twin ? behindTheEnd(twin - end + 1) : behind;
    }

    @Override
    public synchronized boolean passesItsEnd() {
        return recordsBehind() > 0;
    }

    private void repeats(Page page, int same) {
        int lower = Math.min(page.getNumber(), same);
        int upper = Math.max(page.getNumber(), same);
        int last = page.getNumber() - 1;
        if (last < end) {
            endsAt(last, "page " + upper + " repeats page " + lower, "end seen");
            // Of two that are the same, the one that came first is delivered, whatever its number.
            twin = same > last ? same : 0;
            doubt = repeated.doubt(page, KnownPages.hasKey(page, format), lower, upper, advice());
            cut = true;
        }
        count();
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

    /** An empty page; only the one behind it shows that it is no hole, unless the API or the user says so. */
    private void endsEmpty(int last, Page page) {
        int number = page.getNumber();
        if (last < end) {
            endsAt(last, "page " + number + " is empty", "end seen");
            nothing = true;
            witness = page.envelope().saysMore().orElse(true) && !format.endIsDeclared() ? number + 1 : 0;
            String more = format.endIsDeclared() ? null : more(page);
            doubt = more == null ? null : "page " + number + " is empty, but " + more;
        }
        count();
    }

    /** What a page without records says of more, where that is declared or elsewhere, and what to do; null for nothing. */
    private @Nullable String more(Page page) {
        Optional<Boolean> said = page.envelope().saysMore();
        if (said.isPresent()) {
            return said.get() ? saysMoreAt(format.more().toString()) + advice() : null;
        }
        return EndHints.of(page, format).stream()
                .flatMap(hint -> Stream.ofNullable(
                        switch (hint.kind()) {
                            case MORE -> saysMoreAt(hint.at()) + advice();
                            case CAP -> "speaks of a limit: " + hint.text() + slices();
                            default -> null;
                        }))
                .findFirst()
                .orElse(null);
    }

    private static String saysMoreAt(String place) {
        return "says at '" + place + "' that there is more";
    }

    private boolean awaitsWitness() {
        return witness > 0 && !heard.get(witness);
    }

    private void endsAt(int last, String shownBy, @Nullable String found) {
        if (last < end) {
            end = last;
            why = shownBy;
            ending = found;
            doubt = null;
            twin = 0;
            witness = 0;
            cut = false;
            nothing = false;
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
        return new EndAdvice(names).declared();
    }

    private String slices() {
        return new EndAdvice(names).slices();
    }
}
