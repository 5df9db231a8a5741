package io.pagesync.run;

import io.pagesync.api.PauseTooLongException;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageSequence;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One collection as a run loads it: its first page, its plan, its pages, the checks at its end, and what became of all of
 * them. A run has one; or one for each slice, if its collection is divided. Thread-safe.
 */
public final class Partition {
    private final Run run;
    private final Collection collection;
    private final PartitionLedger ledger;
    private final StopSignal stop;
    private final Failures failures;
    private final LongAdder refused = new LongAdder();
    private final PageOutcomes outcomes;
    /** Closing checks that are owed and not read yet; nobody knows how many before they begin. */
    private final AtomicInteger unread = new AtomicInteger(Integer.MAX_VALUE);

    private volatile @Nullable RunPlan plan;

    /** Of a run, which may be stopped by itself, and whose failures are its own, or the run's. */
    Partition(Run run, Collection collection, PartitionLedger ledger, StopSignal stop, Failures failures) {
        this.run = run;
        this.collection = collection;
        this.ledger = ledger;
        this.stop = stop;
        this.failures = failures;
        this.outcomes = new PageOutcomes(this, ledger, failures);
    }

    /** The run that loads it. */
    public Run run() {
        return run;
    }

    /** What it loads. */
    public Collection collection() {
        return collection;
    }

    /** How it is ended early. */
    public StopSignal stop() {
        return stop;
    }

    /** Where answers keep what, with the key that was found, once the first page is read. */
    public PageFormat format() {
        RunPlan now = plan;
        return now == null ? collection.format() : now.format();
    }

    /** Whether its first page was read, and says what there is to load. */
    public boolean hasBegun() {
        return plan != null;
    }

    /** Whether the page is one of those that the first page has declared, not the one behind them. */
    public boolean hasInside(int page) {
        RunPlan now = plan;
        return now != null && !now.isBehind(page);
    }

    /** The request for the first page. */
    PageRequest firstRequest() {
        return collection.paging().first();
    }

    /**
     * Makes the plan from the first page.
     *
     * @throws io.pagesync.page.InvalidPageException if the page does not say enough
     */
    PageSequence plan(Page first) {
        try {
            RunPlan made = RunPlan.of(first, collection, ledger, stop);
            plan = made;
            return made.sequence();
        } catch (InvalidPageException e) {
            boolean function = run.api().settings().baseUri().isOpaque();
            String from = function ? "the page function, page 1" : "GET " + run.url(firstRequest());
            throw new InvalidPageException(from + ": " + run.api().mask(e.getMessage() + ""), e.cutShort(), e);
        }
    }

    /** The first page could not be had, so there is nothing to load; {@code more} is what there is to say of its attempts. */
    void firstPageFailed(Throwable error, String more) {
        if (error instanceof PauseTooLongException) {
            failures.note(1, error);
            failures.add(1, "GET " + run.url(firstRequest()) + ": " + FailureText.of(error));
        } else if (!(error instanceof RunStoppedException)) {
            failures.add(1, error, more);
        }
        stop.stop("there is no first page");
    }

    /** What is read before all pages, only to compare. */
    Iterator<PageRequest> openingChecks() {
        RunPlan now = plan;
        return now == null || stop.stopped()
                ? Collections.emptyIterator()
                : now.requests(now.openingChecks()).iterator();
    }

    /** The waves of pages, each an iterator over their numbers. */
    Iterator<Iterator<Integer>> waves() {
        RunPlan now = plan;
        return now == null ? Collections.emptyIterator() : now.waves();
    }

    /** What is read after all pages, only to compare. */
    Iterator<PageRequest> closingChecks() {
        RunPlan now = plan;
        if (now == null) {
            return Collections.emptyIterator();
        }
        List<Integer> pages = now.closingChecks();
        unread.set(pages.size());
        return stop.stopped()
                ? Collections.emptyIterator()
                : now.requests(pages).iterator();
    }

    /** A page was read only to compare. */
    void compared(Page page) {
        RunPlan now = plan;
        if (now != null) {
            now.evidence().compared(page);
            unread.decrementAndGet();
        }
    }

    /** A page could not be read to compare; behind the last page, that says something as well. */
    void compareFailed(int page, Throwable error) {
        RunPlan now = plan;
        boolean ended = error instanceof RunStoppedException || error instanceof PauseTooLongException;
        if (now != null && now.isBehind(page) && !ended) {
            now.end().refusedBehind(error);
            unread.decrementAndGet();
        } else {
            failures.add(0, "the check of page " + page + " failed: " + FailureText.of(error));
            stop.stop("its evidence could not be read");
        }
    }

    /** The request for the page, the first page itself, or null if there is no such page. */
    @Nullable
    Object ask(int page) {
        RunPlan now = plan;
        return now == null ? null : now.ask(page);
    }

    /** One more record of it is refused by a destination. */
    void refuse() {
        refused.increment();
    }

    /** What becomes of its pages. */
    PageOutcomes outcomes() {
        return outcomes;
    }

    @Nullable
    RunPlan planned() {
        return plan;
    }

    PartitionLedger ledger() {
        return ledger;
    }

    Failures failures() {
        return failures;
    }

    long refused() {
        return refused.sum();
    }

    /** Whether all that was to be read again has been. */
    boolean isChecked() {
        return unread.get() <= 0;
    }
}
