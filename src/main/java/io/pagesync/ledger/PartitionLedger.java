package io.pagesync.ledger;

import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** What the ledger holds of one partition of an open run: its pages, which are numbered anew in each. Thread-safe. */
public interface PartitionLedger {
    /** What its first page said when it began, in an earlier attempt at the run; null if it did not. */
    default @Nullable Beginning earlier() {
        // Nor where nobody goes on.
        return null;
    }

    /** What was said of it at its end, in an earlier attempt at the run; null if it has not come to that. */
    default @Nullable Verdict earlierVerdict() {
        return null;
    }

    /** The page as an earlier attempt at the run has delivered it, to every destination; null if this one has to. */
    default @Nullable DonePage earlier(int page) {
        return null;
    }

    /** Hands over the keys of pages that earlier attempts at the run have delivered, as far as it has them, each page once. */
    default void earlierKeys(ObjIntConsumer<PageKeys> to) {
        // Where nobody goes on, nobody keeps them.
    }

    /**
     * The run knows what there is, as far as it can be known from the first page.
     *
     * @throws io.pagesync.PagesyncException if that cannot be noted
     */
    void begin(Beginning beginning);

    /**
     * The pages from this one on are to come again, or are there no more: they are not done, whatever became of them before.
     * Where it is not 1, only as long as this attempt has done none of them.
     */
    void forgetFrom(int page);

    /** A page has come, and is delivered from here on. */
    default void arrived(Page page) {
        // What there is to keep of it comes with its end.
    }

    /**
     * Every destination has confirmed the page; a failure of it is forgotten.
     *
     * @throws io.pagesync.PagesyncException if that cannot be noted; the page does not count as delivered then
     */
    void done(int page, DonePage what);

    /**
     * The same with the keys of its records, which a later attempt looks at in place of the page; they may be left out where
     * they take too much room.
     *
     * @throws io.pagesync.PagesyncException as above
     */
    default void done(int page, DonePage what, PageKeys keys) {
        done(page, what);
    }

    /**
     * The same of a page of which destinations have refused records. These are kept in the same step, in the place of what
     * was refused of the page before.
     *
     * @param refused all of them, in their order; none where they take too much room
     * @throws io.pagesync.PagesyncException as above
     */
    default void done(int page, DonePage what, PageKeys keys, List<Refusal> refused) {
        done(page, what, keys);
    }

    /**
     * What was refused of a page that is to come again, and whose other records every destination has confirmed: by an
     * earlier attempt at the run, of the same records.
     *
     * @param fingerprint what tells of the page as it comes now whether its records are the same
     * @return all of it; empty if nothing is known, and the page comes as if for the first time
     */
    default List<Refusal> refused(int page, long fingerprint) {
        return List.of();
    }

    /** The page failed for good, with this error, in one sentence. */
    void failed(int page, String error);

    /** The same of a page that these destinations hold all the same. */
    default void failed(int page, String error, Held held) {
        failed(page, error);
    }

    /** Which destinations hold a page that has failed in an earlier attempt at the run; null if none is known to. */
    default @Nullable Held held(int page) {
        return null;
    }

    /**
     * Destinations that have confirmed all records of a page that another one has not.
     *
     * @param fingerprint of these records
     * @param destinations as they describe themselves
     */
    record Held(long fingerprint, Set<String> destinations) {
        /** Copies the set. */
        public Held {
            destinations = Set.copyOf(destinations);
        }
    }

    /** How much of it is done, earlier attempts included. */
    Totals totals();

    /**
     * The partition has come to its end, and is not asked about again by this run.
     *
     * @param verdict what is said of it
     * @throws io.pagesync.PagesyncException if that cannot be noted; the run's report says so
     */
    void ended(Verdict verdict);
}
