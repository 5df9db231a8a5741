package io.pagesync.run;

import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.SafeUrl;
import io.pagesync.evidence.Evidence;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.Page;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageSequence;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync over its collection, from opening to verdict. The routes call it in this order: {@link
 * #firstRequest}, {@link #plan}, {@link #openingChecks}, {@link #waves} and {@link #deliver} for each page, {@link
 * #closingChecks}, {@link #close}. What is certain is in its ledger, from which its verdict is read. Thread-safe.
 */
public final class Run implements RunScope {
    private static final int GRACE_SECONDS = 1;

    private final RunClock clock = new RunClock();
    private final Collection collection;
    private final Api api;
    private final RunLedger ledger;
    private final long pausesBefore;
    private final StopSignal stop = new StopSignal();
    private final PageTurns turns;
    private final TrafficCount traffic = new TrafficCount();
    private final Failures failures = new Failures();
    private final Refusals refusals = new Refusals();
    private final Fetch fetch = new Fetch();
    private final Participants destinations = new Participants();
    private final Gathered gathered;
    /**
     * Deliveries under way, in whatever thread. Where a step hands its page to another thread (a parallel multicast, {@code
     * seda}), the worker is free at once and would fetch the next page, until all of them lie in memory. Measured: a slow
     * queue behind a parallel multicast at concurrency 2 had all pages waiting.
     */
    private final Semaphore room;

    private final int mostUnderWay;
    /** Closing checks that are owed and not read yet; nobody knows how many before they begin. */
    private final AtomicInteger unread = new AtomicInteger(Integer.MAX_VALUE);

    private volatile @Nullable Planned planned;
    private volatile @Nullable RunReport report;

    record Planned(
            Page first, PageSequence sequence, PageSlots slots, Checks checks, Evidence evidence, CollectionEnd end) {}

    /**
     * Opens a run.
     *
     * @throws PagesyncException if the ledger cannot be had; then nothing is asked for
     */
    public Run(Collection collection, Api api, Ledger ledger) {
        this.collection = collection;
        this.api = api;
        this.ledger = ledger.open(collection.sync(), collection.shownUrl());
        this.turns = new PageTurns(page -> this.ledger.earlier(page) != null);
        // In page order, pages that wait their turn are in workers; as many again may wait for their destinations.
        this.mostUnderWay = 2 * api.settings().concurrency();
        this.room = new Semaphore(mostUnderWay, true);
        this.gathered = new Gathered(collection.gather());
        this.pausesBefore = api.pauses();
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

    /** The API it loads from. */
    public Api api() {
        return api;
    }

    /** What it has asked of its API. */
    public TrafficCount traffic() {
        return traffic;
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

    /** Makes the plan from the first page; throws if the page does not say enough. */
    public PageSequence plan(Page first) {
        FirstPageCheck.requireKey(first, collection);
        PageSequence sequence = collection
                .paging()
                .begin(first, collection.format(), collection.names(), page -> {
                    DonePage before = ledger.earlier(page);
                    return before == null ? null : before.next();
                });
        ledger.planned(sequence.pages(), sequence.records());
        Evidence evidence = new Evidence(
                sequence, !collection.format().key().isEmpty(), collection.verify() == Collection.Verify.BRACKETED);
        PageSlots slots = new PageSlots(sequence, collection.batchSize(), page -> isDone(page, evidence), stop);
        planned = new Planned(
                first,
                sequence,
                slots,
                new Checks(sequence, collection.verify() == Collection.Verify.BRACKETED),
                evidence,
                new CollectionEnd(slots, evidence));
        return sequence;
    }

    private boolean isDone(int page, Evidence evidence) {
        DonePage before = ledger.earlier(page);
        if (before != null) {
            evidence.earlier(page, before.size(), before.fingerprint());
        }
        return before != null;
    }

    /** The first page could not be had, so there is nothing to load. */
    public void firstPageFailed(Throwable error) {
        if (!(error instanceof RunStoppedException)) {
            failures.add(1, error, afterAttempts(fetch));
        }
        stop.stop("there is no first page");
    }

    /** What is read before all pages, only to compare. */
    public Iterator<PageRequest> openingChecks() {
        Planned now = planned;
        return now == null
                ? Collections.emptyIterator()
                : requests(now, now.checks.opening()).iterator();
    }

    /** The waves of pages, each an iterator over their numbers. */
    public Iterator<Iterator<Integer>> waves() {
        Planned now = planned;
        return now == null ? Collections.emptyIterator() : now.slots.waves();
    }

    /** What is read after all pages, only to compare; waits for deliveries that went to other threads. */
    public Iterator<PageRequest> closingChecks() {
        awaitDeliveries();
        Planned now = planned;
        if (now == null) {
            return Collections.emptyIterator();
        }
        List<Integer> pages = now.checks.closing(now.slots.ended(), now.evidence.wantsALookBehind());
        unread.set(pages.size());
        return stop.stopped()
                ? Collections.emptyIterator()
                : requests(now, pages).iterator();
    }

    /**
     * A page sets out; what becomes of it is told to the answer. Waits while twice as many pages as the API's concurrency
     * are under way: slow destinations slow the fetching down.
     */
    public Delivery deliver(int page) {
        boolean counted = true;
        try {
            stop.whileWaiting(room::acquire);
        } catch (RunStoppedException e) {
            // The page will not be asked for, and be told so like the others.
            counted = false;
        }
        return new Delivery(this, page, counted);
    }

    /** A page was read only to compare. */
    public void compared(Page page) {
        Planned now = planned;
        if (now != null) {
            now.evidence.compared(page);
            unread.decrementAndGet();
        }
    }

    /** A page could not be read to compare; behind the last page, that is as it should be. */
    public void compareFailed(int page, Throwable error) {
        Planned now = planned;
        if (now == null
                || page <= now.sequence.pages().orElse(Integer.MAX_VALUE)
                || !CollectionEnd.refuses(error)) {
            failures.add(0, "the check of page " + page + " failed: " + FailureText.of(error));
            stop.stop("its evidence could not be read");
        } else {
            unread.decrementAndGet();
        }
    }

    /**
     * Ends the run: decides the verdict, has the destinations finish by it, and reports.
     *
     * @return what the run answers with: its report, its pages or its records
     */
    public Object close() {
        awaitDeliveries();
        RunReport closed = ending().report(destinations);
        report = closed;
        return gathered.result(closed);
    }

    private RunEnding ending() {
        return new RunEnding(
                this,
                planned,
                ledger,
                failures,
                refusals,
                unread.get() <= 0,
                api.pauses() - pausesBefore,
                clock);
    }

    /** The request for the page, the first page itself, or null if there is no such page. */
    @Nullable Object ask(int page) {
        Planned now = planned;
        if (now == null) {
            return null;
        }
        if (page == 1) {
            return now.first;
        }
        @Nullable PageRequest[] asked = new PageRequest[1];
        stop.whileWaiting(() -> asked[0] = now.sequence.request(page));
        return asked[0];
    }

    void fetched(Page page) {
        Planned now = planned;
        if (now != null) {
            if (page != now.first) {
                now.sequence.arrived(page);
            }
            now.evidence.fetched(page);
        }
        if (collection.order() == Collection.Order.PAGE) {
            stop.whileWaiting(() -> turns.await(page.getNumber()));
        }
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

    void delivered(Delivery delivery, Page page, int refused) {
        Planned now = planned;
        String next = now == null ? "" : now.sequence.next(page);
        try {
            ledger.done(
                    page.getNumber(),
                    new DonePage(page.getSize() - refused, page.getSize(), page.fingerprint(), next));
        } catch (PagesyncException e) {
            failed(delivery, e);
            return;
        }
        ended(delivery);
    }

    void failed(Delivery delivery, Throwable error) {
        int page = delivery.number();
        Planned now = planned;
        boolean anyOrder = collection.paging().anyOrder();
        if (error instanceof PauseTooLongException) {
            failures.note(page, error);
            stop.stop(FailureText.of(error));
        } else if (now != null && page > 1 && anyOrder && CollectionEnd.refuses(error)) {
            now.end.refused(page, error);
        } else if (!(error instanceof RunStoppedException)) {
            failures.add(page, error, afterAttempts(delivery.fetch()));
            // Where a page that was not read would have said how to ask for the next, there is nothing to go on with.
            if (collection.onPageFailure() == Collection.OnPageFailure.STOP || !(anyOrder || delivery.hasArrived())) {
                stop.stop("page " + page + " failed");
            }
        }
        if (now != null && !delivery.hasArrived()) {
            now.sequence.lost(page);
        }
        ended(delivery);
    }

    void failedLate(int page, Throwable error) {
        failures.add(page, error, "");
        stop.stop("page " + page + " failed after its steps had ended");
    }

    void ended(Delivery delivery) {
        turns.end(delivery.number());
        if (delivery.counted()) {
            room.release();
        }
    }

    private static List<PageRequest> requests(Planned now, List<Integer> pages) {
        List<PageRequest> requests = new ArrayList<>();
        for (int page : pages) {
            try {
                PageRequest request = now.sequence.request(page);
                if (request != null) {
                    requests.add(request);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunStoppedException("its thread was interrupted");
            }
        }
        return requests;
    }

    private void awaitDeliveries() {
        try {
            stop.whileWaiting(() -> room.acquire(mostUnderWay));
            room.release(mostUnderWay);
        } catch (RunStoppedException e) {
            awaitGrace();
        }
    }

    /** Waits a moment more for deliveries that went to other threads, now that the run has stopped. */
    private void awaitGrace() {
        try {
            if (room.tryAcquire(mostUnderWay, GRACE_SECONDS, TimeUnit.SECONDS)) {
                room.release(mostUnderWay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String afterAttempts(Fetch fetch) {
        return fetch.attempts() > 1 ? " (after " + fetch.attempts() + " attempts)" : "";
    }

    /** How many pages are planned; empty if there is no plan, or the end is not known. */
    static OptionalInt pages(@Nullable Planned planned) {
        return planned == null ? OptionalInt.empty() : planned.sequence().pages();
    }
}
