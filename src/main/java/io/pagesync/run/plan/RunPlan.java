package io.pagesync.run.plan;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.evidence.Evidence;
import io.pagesync.evidence.Identity;
import io.pagesync.evidence.KeySet;
import io.pagesync.evidence.KeysApart;
import io.pagesync.evidence.Scrutiny;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.turn.Guesses;
import io.pagesync.run.turn.PageSlots;
import io.pagesync.run.turn.StopSignal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a run knows once it has its first page: which pages there are, which are done, and what the pages say. */
public final class RunPlan {
    /** Each page takes memory for what tells it from the others; a chain of pages may have no end. */
    private static final int MOST_PAGES = 50_000_000;

    /** What an earlier attempt at a run has delivered. */
    @FunctionalInterface
    public interface Earlier {
        /** The page as it was delivered; null if it is to come now. */
        @Nullable
        DonePage page(int number);
    }

    private final Earlier earlier;
    private final Page first;
    private final PageFormat format;
    private final PageSequence sequence;
    private final StopSignal stop;
    private final PageSlots slots;
    private final Checks checks;
    private final Evidence evidence;
    private final CollectionEnd end;
    /** Null where the end is known, or each page says whether there is a next one. */
    private final @Nullable Guesses guesses;
    /** Whether another process looks at what the pages say. */
    private final boolean joined;

    private RunPlan(
            FirstPage read,
            PageSequence sequence,
            Collection collection,
            Earlier earlier,
            StopSignal stop,
            int atOnce,
            KeysApart.@Nullable Part apart,
            @Nullable KeySet before,
            boolean joined) {
        this.joined = joined;
        boolean bracketed = collection.checking().bracketed();
        Scrutiny scrutiny = new Scrutiny(
                read.identity(),
                bracketed,
                collection.checking().confirmed(),
                collection.checking().end() == Collection.End.CHECKED,
                collection.paging().asksBy(),
                collection.paging().numberOf(1),
                read.format(),
                collection.names());
        this.earlier = earlier;
        this.first = read.page();
        this.format = read.format();
        this.sequence = sequence;
        this.stop = stop;
        this.evidence = new Evidence(sequence, scrutiny, apart, before);
        this.slots = new PageSlots(sequence, collection.batchSize(), page -> earlier.page(page) != null, stop);
        this.guesses = sequence.pages().isPresent() || !collection.paging().anyOrder()
                ? null
                : new Guesses(atOnce, page -> earlier.page(page) != null);
        this.checks = new Checks(sequence, bracketed);
        this.end = new CollectionEnd(
                sequence, slots, evidence, scrutiny.firstNumber() > 0 ? "; " + scrutiny.asksForZero() : "");
    }

    /**
     * The plan that a first page makes.
     *
     * @param earlier the pages that need not come again
     * @param atOnce how many pages may be asked for at once that may turn out to be behind the end
     * @param apart where its keys must be none of another partition's; null if they may, or there is no other
     * @param before the keys that the pass before has read; null if this is the first
     * @throws io.pagesync.page.InvalidPageException if the page does not say enough
     */
    public static RunPlan of(
            Page first,
            Collection collection,
            Earlier earlier,
            StopSignal stop,
            int atOnce,
            KeysApart.@Nullable Part apart,
            @Nullable KeySet before) {
        FirstPage read = FirstPage.of(first, collection);
        PageSequence sequence = collection.paging().begin(read.page(), read.format(), collection.names(), page -> {
            DonePage done = earlier.page(page);
            return done == null ? null : done.next();
        });
        return new RunPlan(read, sequence, collection, earlier, stop, atOnce, apart, before, false);
    }

    /**
     * The plan of a run that is another process's, for one of its pages: what the pages say is looked at there.
     *
     * @param first what that process tells of the first page
     * @param key the fields of the key of records; empty if there is none
     */
    public static RunPlan joined(Page first, List<JsonPointer> key, Collection collection, StopSignal stop) {
        PageFormat format = collection.format().withKey(key);
        PageSequence sequence = collection.paging().begin(first, format, collection.names(), page -> null);
        FirstPage read = new FirstPage(first, format, Identity.NONE);
        return new RunPlan(read, sequence, collection, page -> null, stop, 1, null, null, true);
    }

    /**
     * Looks at the pages that earlier attempts have delivered, before any comes, which may be the same as one of them.
     *
     * @param count how many there are
     * @param keys the ledger that has their keys
     */
    public void leaveOut(int count, PartitionLedger keys) {
        int left = count;
        for (int page = 1; left > 0 && page <= sequence.reach(); page++) {
            DonePage before = earlier.page(page);
            if (before != null) {
                left--;
                if (page == 1) {
                    // It is not delivered again, and is read again at the end where there is a bracket.
                    evidence.compared(first);
                }
                evidence.earlier(page, before.size(), before.fingerprint());
                sequence.earlier(page, before.fingerprint());
            }
        }
        if (count > 0) {
            keys.earlierKeys((its, page) -> {
                if (page <= sequence.reach() && earlier.page(page) != null) {
                    evidence.earlierKeys(page, its);
                }
            });
        }
    }

    /** What the first page says there is, to be compared with what it says another time. */
    public Beginning beginning() {
        return new Beginning(
                sequence.pages(),
                sequence.records(),
                first.keys().size() > 0 ? first.keys().fingerprint() : first.fingerprint());
    }

    /** Where answers keep what, the key included that was found in the first page. */
    public PageFormat format() {
        return format;
    }

    public PageSequence sequence() {
        return sequence;
    }

    public Evidence evidence() {
        return evidence;
    }

    public CollectionEnd end() {
        return end;
    }

    /** How many pages there are; empty as long as nobody knows. */
    public OptionalInt pages() {
        return sequence.pages();
    }

    /** How many pages are to come when so many are done; negative as long as nobody knows. */
    public long toCome(int done) {
        return pages().isEmpty() ? -1 : Math.max(0, pages().getAsInt() - done);
    }

    /** How many records were declared; empty if none were. */
    public OptionalLong records() {
        return sequence.records();
    }

    public Iterator<Iterator<Integer>> waves() {
        return slots.waves();
    }

    /** The pages that are read before all others, only to compare. */
    public List<Integer> openingChecks() {
        return checks.opening();
    }

    /** The pages that are read after all others, only to compare. */
    public List<Integer> closingChecks() {
        return checks.closing(slots.ended(), evidence.wantsALookBehind());
    }

    /** Whether a page of so many records may be the last: it is shorter than the first, or the end is believed. */
    public boolean mayEndWith(int size) {
        return size < first.getSize() || format.endIsDeclared();
    }

    /** Whether the page is known to be behind the last one, and shows nothing any more. */
    public boolean isBehind(int page) {
        return page > sequence.reach();
    }

    /**
     * Waits until a page may be asked for that may turn out to be behind the end.
     *
     * @return whose guess it is, to be given back once it is known; null if it is none
     */
    public @Nullable Guesses guess(int page) {
        Guesses all = guesses;
        if (all == null || page == 1) {
            return null;
        }
        boolean[] guess = new boolean[1];
        stop.whileWaiting(() -> guess[0] = all.take(page, () -> pages().isPresent()));
        return guess[0] ? all : null;
    }

    /** The first page. */
    public Page first() {
        return first;
    }

    /** The request for a page, for which it may have to wait; the first page itself; null if there is no such page. */
    @Nullable
    public Object ask(int page) {
        return page == 1 ? first : request(page);
    }

    /** A page of the run was fetched; returns whether it belongs to the collection, rather than behind its end. */
    public boolean fetched(Page page) {
        // The first one has made the sequence.
        boolean belongs = page.getNumber() == 1 || sequence.arrived(page);
        if (belongs && !joined) {
            evidence.fetched(page);
        }
        return belongs;
    }

    private @Nullable PageRequest request(int page) {
        if (page > MOST_PAGES) {
            throw new InvalidPageException(
                    "the collection has more than " + MOST_PAGES
                            + " pages, which is no end; ask for larger pages, or for" + " a part of it",
                    false,
                    null);
        }
        @Nullable PageRequest[] asked = new PageRequest[1];
        stop.whileWaiting(() -> asked[0] = sequence.request(page));
        return asked[0];
    }

    /** The requests for pages that are read only to compare. */
    public List<PageRequest> requests(List<Integer> pages) {
        List<PageRequest> requests = new ArrayList<>();
        for (int page : pages) {
            PageRequest request = request(page);
            if (request != null) {
                requests.add(request);
            }
        }
        return requests;
    }
}
