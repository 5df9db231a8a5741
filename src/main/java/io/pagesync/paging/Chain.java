package io.pagesync.paging;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.JsonValue;
import io.pagesync.page.Page;
import io.pagesync.page.PageCap;
import io.pagesync.page.PageKeys;
import io.pagesync.page.Place;
import io.pagesync.page.read.EndHints;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.settings.EndAdvice;
import io.pagesync.settings.Naming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What each page said of the one behind it, until that is asked for. Guarded by itself. */
final class Chain implements PageSequence {
    private static final int UNKNOWN = Integer.MAX_VALUE;
    /** Some APIs give empty pages in between, while they search. */
    private static final int MOST_EMPTY = 100;
    /** So many pages in a row that are the same are no progress, also where records may repeat. */
    private static final int MOST_ALIKE = 3;
    /** What is kept of a page that says that there is more, and not how to ask for it. */
    private static final String NOT_NAMED = "null";

    private final NextPages paging;
    private final PageFormat format;
    private final Naming names;
    private final Paging.Earlier earlier;
    private final OptionalLong records;
    private final boolean shortFirst;
    private final int firstSize;
    private final Map<Integer, String> said = new HashMap<>();
    private final LongHashSet followed = new LongHashSet();
    private final LongHashSet bodies = new LongHashSet();
    private boolean told;
    private boolean toldMore;
    private boolean keyed;
    private boolean scrolled;
    /** All keys of a scroll from its second page on, which alone show that it goes on; empty for others. */
    private final LongHashSet scrolledKeys = new LongHashSet();

    private long body;
    private PageKeys keys;
    private String asked = "";
    private int lastAsked = 1;
    private int size;
    private long came;
    private int inARow;
    private int repeated;
    private int empty;
    private int end = UNKNOWN;
    private int lost = UNKNOWN;

    Chain(NextPages paging, Page first, PageFormat format, Naming names, Paging.Earlier earlier) {
        this.paging = paging;
        this.format = format;
        this.names = names;
        this.earlier = earlier;
        // An only page may be empty or short enough to show by itself that it is the only one, unless it is as large as
        // the API
        // may grant at the most; the header Link is one place that nobody takes by mistake.
        this.shortFirst = first.getSize() < Math.max(1, paging.askedSize())
                && (format.next().isHeader("Link") || !PageCap.maybe(first.getSize()));
        this.firstSize = first.getSize();
        this.keys = first.keys();
        OptionalLong total = first.total();
        // A total of the page's own records, where there is a next one, counts these and no more.
        String next = named(first);
        boolean believed = next.isEmpty() || isFirst(next) || total.orElse(0) > first.getSize();
        this.records = believed ? total : OptionalLong.empty();
        requireMore(first);
        var unused = arrived(first);
    }

    @Override
    public synchronized OptionalInt pages() {
        return end == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(end);
    }

    @Override
    public OptionalLong records() {
        return records;
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
    public synchronized @Nullable PageRequest request(int page) throws InterruptedException {
        if (page == 1) {
            return paging.first();
        }
        while (page <= Math.min(end, lost)) {
            String next = said.containsKey(page - 1) ? said.remove(page - 1) : earlier.nextOf(page - 1);
            if (next == null) {
                wait();
            } else if (next.isEmpty()) {
                end = page - 1;
                notifyAll();
            } else {
                return request(page, next);
            }
        }
        return null;
    }

    private PageRequest request(int page, String next) {
        if (next.equals(NOT_NAMED)) {
            throw notNamed(page - 1);
        }
        if (empty > MOST_EMPTY) {
            throw NextPages.invalid(page, "as did the " + empty + " empty pages before it: no end is in sight");
        }
        if (repeated == page - 1) {
            throw NextPages.invalid(
                    page, "but holds the same records as a page before it: there is no progress" + advice());
        }
        if (page > CountedPages.MOST_PAGES) {
            throw NextPages.invalid(page, "behind " + CountedPages.MOST_PAGES + " pages, which are the most");
        }
        boolean again = !followed.add(Fingerprint.of(next));
        // A scroll has one cursor for all pages: that others came by it, only a key shows.
        if (again && !(keyed && next.equals(asked))) {
            throw NextPages.invalid(
                    page, "that another page has named before: the pages go round in a circle" + advice());
        }
        told = true;
        scrolled |= again;
        asked = next;
        lastAsked = page;
        return paging.request(page, new JsonValue(next), format.next(), names);
    }

    private String advice() {
        return "; if that is how the API shows its end, say that it is declared (" + names.parameter("end") + ")";
    }

    private InvalidPageException notNamed(int page) {
        boolean last = format.next().kind() == Place.Kind.LAST_RECORD;
        if (last && empty > 0) {
            return new InvalidPageException(
                    "page " + page + " says at '" + format.more() + "' that there are more pages, but has no record"
                            + " by which the next is asked for" + advice(),
                    false,
                    null);
        }
        return new InvalidPageException(
                (last
                                ? "the last record of page " + page + " has nothing at '"
                                        + format.next().pointer() + "', by which the page behind it is asked for"
                                : "page " + page + " says at '" + format.more()
                                        + "' that there are more pages, but names no next one at '" + format.next()
                                        + "'")
                        + " (" + names.parameter("next") + ")",
                false,
                null);
    }

    @Override
    public synchronized boolean arrived(Page page) {
        String next = named(page);
        if (page.getNumber() > 2 && repeatsTheLast(page) && isTheLast(format.endIsDeclared())) {
            end = page.getNumber() - 1;
            notifyAll();
            return false;
        }
        size = page.getSize();
        came += size;
        told |= page.envelope().next() != null;
        toldMore |= page.envelope().saysMore().isPresent();
        empty = page.getSize() == 0 ? empty + 1 : 0;
        if (page.getSize() > 0 && !bodies.add(page.fingerprint()) && !page.isMonotonous()) {
            inARow = page.fingerprint() == body ? inARow + 1 : 0;
            // Where records may repeat, so may pages.
            repeated = format.key().isEmpty() && inARow < MOST_ALIKE ? repeated : page.getNumber();
        }
        keyed = KnownPages.hasKey(page, format);
        if (scrolled && keyed && !bringsKeys(page.keys())) {
            repeated = page.getNumber();
        }
        body = page.fingerprint();
        keys = page.keys();
        // An empty page that names itself, or another that was read, is how some say that there is no more for now; two
        // empty ones are the end behind as many records as were declared.
        if (next.isEmpty()
                || (empty > 0 && followed.contains(Fingerprint.of(next)))
                || (empty > 1 && came >= records.orElse(Long.MAX_VALUE))
                || (namesItself(page.getNumber(), next) && isTheLast(format.endIsDeclared() && !keyed))) {
            end = page.getNumber();
        }
        said.put(page.getNumber(), next);
        notifyAll();
        return true;
    }

    /** Whether it holds the records of the page before it, which are no others that look like them. */
    private boolean repeatsTheLast(Page page) {
        return page.getSize() > 0
                && page.fingerprint() == body
                && (KnownPages.hasKey(page, format) || (!format.key().isEmpty() && !page.isMonotonous()));
    }

    /** Whether a page of a scroll has a key that none before it had. */
    private boolean bringsKeys(PageKeys its) {
        if (scrolledKeys.isEmpty()) {
            add(keys);
        }
        return add(its);
    }

    private boolean add(PageKeys its) {
        boolean anyNew = false;
        for (int i = 0; i < its.size(); i++) {
            anyNew |= scrolledKeys.add(its.get(i));
        }
        return anyNew;
    }

    /** Whether what a page names is what it was asked for with itself. */
    private boolean namesItself(int page, String next) {
        return page == 1 ? isFirst(next) : next.equals(asked);
    }

    private boolean isFirst(String next) {
        if (next.isEmpty() || next.equals(NOT_NAMED)) {
            return false;
        }
        try {
            return paging.request(1, new JsonValue(next), format.next(), names).equals(paging.first());
        } catch (InvalidPageException e) {
            // Said when it is asked for.
            return false;
        }
    }

    /**
     * Whether the page that came last may be the last one: all records are there, or it is shorter than the first, or than was
     * asked for. A full one that leads nowhere may as well be a cursor that does not move, or one for all pages.
     */
    private boolean isTheLast(boolean declared) {
        boolean isShort = size < firstSize || (shortFirst && bodies.size() < 2);
        return isShort || declared || came >= records.orElse(Long.MAX_VALUE);
    }

    @Override
    public synchronized void lost(int page) {
        lost = Math.min(lost, page);
        notifyAll();
    }

    @Override
    public synchronized @Nullable String ending() {
        return end == UNKNOWN ? null : "followed to the end";
    }

    /** A place that is in no page at all looks like the end, and is a mistake as a rule. */
    @Override
    public synchronized List<String> doubts() {
        if (scrolled && end != UNKNOWN && records.isEmpty() && !format.endIsDeclared()) {
            return List.of(
                    "one cursor asks for all pages, so the API counts on by itself, and nothing shows whether it has left"
                            + " out one whose answer was lost: say where the total is (" + names.parameter("total")
                            + ")"
                            + new EndAdvice(names).declared());
        }
        return told || shortFirst || records.isPresent() || format.endIsDeclared() || (toldMore && end == 1)
                ? List.of()
                : List.of("no page has anything at '" + format.next()
                        + "', not even null: say where the next page is named ("
                        + names.parameter("next") + "), or that there is one page only by declaring the end ("
                        + names.parameter("end") + ")");
    }

    @Override
    public synchronized List<String> notes() {
        return format.more().isNone() || toldMore
                ? List.of()
                : List.of("no page says at '" + format.more() + "' whether there are more (" + names.parameter("more")
                        + ")");
    }

    /** As JSON; empty if there is none. */
    @Override
    public synchronized String next(Page page) {
        return page.getNumber() == end ? "" : named(page);
    }

    private String named(Page page) {
        boolean more = page.envelope().saysMore().orElse(false);
        boolean noMore = !page.envelope().saysMore().orElse(true);
        String next = page.envelope().next();
        boolean ofRecord = format.next().kind() == Place.Kind.LAST_RECORD;
        if (noMore) {
            return "";
        }
        if (next != null
                && !next.equals(NOT_NAMED)
                && !(ofRecord ? next.equals("\"\"") : EndHints.isNothing(new JsonValue(next)))) {
            return next;
        }
        // Where the last record says what comes next, only an empty page says nothing.
        if (ofRecord && page.getSize() == 0 && format.endIsDeclared()) {
            return "";
        }
        return more || (ofRecord && page.getSize() > 0) ? NOT_NAMED : "";
    }

    @Override
    public synchronized boolean isBehind(String link) {
        // Pages of an earlier attempt were not asked for here.
        return end == lastAsked
                && paging.isBehind(
                        end == 1 ? paging.first() : paging.request(end, new JsonValue(asked), format.next(), names),
                        link);
    }

    private void requireMore(Page first) {
        String more = first.envelope().more();
        if (more != null && !more.equals("null") && first.envelope().saysMore().isEmpty()) {
            throw new InvalidPageException(
                    "the first page has at '" + format.more() + "' neither true nor false: "
                            + Counts.quoted(more) + " ("
                            + names.parameter("more") + ")",
                    false,
                    null);
        }
    }
}
