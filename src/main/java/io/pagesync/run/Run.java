package io.pagesync.run;

import io.pagesync.api.Api;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageSequence;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.PageError;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.failure.Participants;
import io.pagesync.run.failure.Refusals;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Gathered;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.Room;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync over its collection, from opening to verdict. The routes call it in this order: {@link
 * #firstRequest}, {@link #plan}, {@link #openingChecks}, {@link #waves} and {@link #deliver} for each page, {@link
 * #closingChecks}, {@link #close}. What is certain is in its ledger, from which its verdict is read. Thread-safe.
 */
public final class Run implements RunScope {
    private final RunClock clock = new RunClock();
    private final Api api;
    private final RunLedger ledger;
    private final RunNotes notes;
    private final StopSignal stop = new StopSignal();
    private final TrafficCount traffic = new TrafficCount();
    private final Failures failures = new Failures();
    private final Refusals refusals = new Refusals();
    private final Fetch fetch = new Fetch();
    private final Participants destinations = new Participants();
    private final Gathered gathered;
    private final Room room;
    private final PageOutcomes outcomes;
    /** Closing checks that are owed and not read yet; nobody knows how many before they begin. */
    private final AtomicInteger unread = new AtomicInteger(Integer.MAX_VALUE);

    private volatile Collection collection;
    private volatile @Nullable RunPlan plan;
    private volatile @Nullable RunReport report;

    /** Opens a run; throws a PagesyncException if the ledger cannot be had, and nothing is asked for then. */
    public Run(Collection collection, Api api, Ledger ledger) {
        this.collection = collection;
        this.api = api;
        this.ledger = ledger.open(collection.sync(), collection.shownUrl());
        // In page order, pages that wait their turn are in workers; as many again may wait for their destinations.
        this.room = new Room(2 * api.settings().concurrency(), stop);
        this.outcomes = new PageOutcomes(this, this.ledger, failures, room);
        this.gathered = new Gathered(collection.gather());
        this.notes = new RunNotes(api);
    }

    @Override
    public Run run() {
        return this;
    }

    @Override
    public Fetch fetch() {
        return fetch;
    }

    /** Its id: when it was opened first and a random end; sorts by time. */
    public String id() {
        return ledger.id();
    }

    /** What it loads. */
    public Collection collection() {
        return collection;
    }

    /** What it loads is known better now, before its first page is read. */
    public void loads(Collection recognised) {
        collection = recognised;
    }

    /** Where answers keep what, with the key that was found, once the first page is read. */
    public PageFormat format() {
        RunPlan now = plan;
        return now == null ? collection.format() : now.format();
    }

    /** The API it loads from. */
    public Api api() {
        return api;
    }

    /** What it has asked of its API. */
    public TrafficCount traffic() {
        return traffic;
    }

    /** What is worth knowing of its answers. */
    public RunNotes notes() {
        return notes;
    }

    /** How it is ended early. */
    public StopSignal stop() {
        return stop;
    }

    /** Where it is now, for whoever shows it. */
    public RunStatus status() {
        return ending().status();
    }

    /** Its report; null before it is closed. */
    public @Nullable RunReport report() {
        return report;
    }

    /** The first error that a page ended in; null as long as there is none. */
    public @Nullable PageError error() {
        return failures.error();
    }

    /** The URL of a request, as it may be shown. */
    public String url(PageRequest request) {
        return SafeUrl.of(api.settings().baseUri() + request.path(), request.query());
    }

    private String shown(PageRequest request) {
        return request.method() + " " + url(request);
    }

    /**
     * The run's open destination of one use of a sink, which is opened when it is asked for first; it is told the verdict.
     *
     * @param use what tells one use from another
     */
    public <D extends Participant> D destination(Object use, Supplier<D> opening) {
        return destinations.open(use, opening);
    }

    /** Ends the run before its first request, because of one of its destinations; its report says why. */
    public void openingFailed(Throwable why) {
        failures.add(0, why, "");
        var unused = close();
    }

    /** The request for the first page. */
    public PageRequest firstRequest() {
        return collection.paging().first();
    }

    /** Makes the plan from the first page; throws an InvalidPageException if the page does not say enough. */
    public PageSequence plan(Page first) {
        try {
            RunPlan made = RunPlan.of(first, collection, ledger, stop);
            plan = made;
            return made.sequence();
        } catch (InvalidPageException e) {
            boolean function = api.settings().baseUri().isOpaque();
            String from = function ? "the page function, page 1" : shown(firstRequest());
            throw new InvalidPageException(from + ": " + api.mask(e.getMessage() + ""), e.cutShort(), e);
        }
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

    /** The first page could not be had, so there is nothing to load. */
    public void firstPageFailed(Throwable error) {
        if (error instanceof PauseTooLongException) {
            failures.note(1, error);
            failures.add(1, shown(firstRequest()) + ": " + FailureText.of(error));
        } else if (!(error instanceof RunStoppedException)) {
            failures.add(1, error, fetch.afterAttempts());
        }
        stop.stop("there is no first page");
    }

    /** What is read before all pages, only to compare. */
    public Iterator<PageRequest> openingChecks() {
        RunPlan now = plan;
        return now == null || stop.stopped()
                ? Collections.emptyIterator()
                : now.requests(now.openingChecks()).iterator();
    }

    /** The waves of pages, each an iterator over their numbers. */
    public Iterator<Iterator<Integer>> waves() {
        RunPlan now = plan;
        if (now == null) {
            return Collections.emptyIterator();
        }
        api.demand().begin(this, () -> now.toCome(ledger.totals().pages()));
        return now.waves();
    }

    /** What is read after all pages, only to compare; waits for deliveries that went to other threads. */
    public Iterator<PageRequest> closingChecks() {
        room.awaitEmpty();
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

    /**
     * A page sets out; what becomes of it is told to the answer. Waits while twice as many pages as the API's concurrency
     * are under way: slow destinations slow the fetching down.
     */
    public Delivery deliver(int page) {
        // Without room, because the run has ended, the page will not be asked for, and be told so like the others.
        return new Delivery(this, page, room.take());
    }

    /** A page was read only to compare. */
    public void compared(Page page) {
        RunPlan now = plan;
        if (now != null) {
            now.evidence().compared(page);
            unread.decrementAndGet();
        }
    }

    /** A page could not be read to compare; behind the last page, that says something as well. */
    public void compareFailed(int page, Throwable error) {
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

    /** Ends the run: decides the verdict, has the destinations finish by it, and answers with report, pages or records. */
    public Object close() {
        room.awaitEmpty();
        api.demand().end(this);
        RunReport closed = ending().report(destinations);
        report = closed;
        return gathered.result(closed);
    }

    private RunEnding ending() {
        return new RunEnding(this, plan, ledger, failures, refusals, unread.get() <= 0, clock);
    }

    /** The request for the page, the first page itself, or null if there is no such page. */
    @Nullable
    Object ask(int page) {
        RunPlan now = plan;
        return now == null ? null : now.ask(page);
    }

    /** What becomes of its pages. */
    PageOutcomes outcomes() {
        return outcomes;
    }

    @Nullable
    RunPlan planned() {
        return plan;
    }

    void gather(Page page) {
        gathered.add(page);
    }

    void enlist(Participant destination) {
        destinations.enlist(destination);
    }

    void refused(Participant destination, int page, int index, String reason) {
        refusals.add(destination, page, index, reason);
    }
}
