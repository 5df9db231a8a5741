package io.pagesync.run;

import io.pagesync.api.Api;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.SafeUrl;
import io.pagesync.page.Page;
import io.pagesync.paging.PagePlan;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageRequest.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync over its collection, from opening to verdict. The routes call it in this order: {@link
 * #firstRequest}, {@link #plan}, {@link #openingChecks}, {@link #waves} and {@link #deliver} for each page, {@link
 * #closingChecks}, {@link #close}. Thread-safe.
 */
public final class Run implements RunScope {
    private final RunClock clock = new RunClock();
    private final String id = clock.id();
    private final Collection collection;
    private final Api api;
    private final Ledger ledger;
    private final long pausesBefore;
    private final StopSignal stop = new StopSignal();
    private final PageTurns turns = new PageTurns();
    private final Outstanding outstanding;
    private final Progress progress = new Progress();
    private final Failures failures = new Failures();
    private final Refusals refusals = new Refusals();
    private final Fetch fetch = new Fetch();
    private final Destinations destinations = new Destinations();
    private final Gathered gathered;
    /** Closing checks that are owed and not read yet; nobody knows how many before they begin. */
    private final AtomicInteger unread = new AtomicInteger(Integer.MAX_VALUE);

    private volatile @Nullable Planned planned;
    private volatile @Nullable RunReport report;

    private record Planned(PagePlan plan, PageQueue queue, Checks checks, Evidence evidence, CollectionEnd end) {}

    /** Opens a run. */
    public Run(Collection collection, Api api, Ledger ledger) {
        this.collection = collection;
        this.api = api;
        this.ledger = ledger;
        // In page order, pages that wait their turn are in workers; as many again may wait for their destinations.
        this.outstanding = new Outstanding(2 * api.settings().concurrency());
        this.gathered = new Gathered(collection.gather());
        this.pausesBefore = api.pauses();
        ledger.open(id, collection);
    }

    @Override
    public Run run() {
        return this;
    }

    @Override
    public Fetch fetch() {
        return fetch;
    }

    /** Its id: when it began and a random end; sorts by time. */
    public String id() {
        return id;
    }

    /** What it loads. */
    public Collection collection() {
        return collection;
    }

    /** The API it loads from. */
    public Api api() {
        return api;
    }

    /** What it has done so far. */
    public Progress progress() {
        return progress;
    }

    /** How it is ended early. */
    public StopSignal stop() {
        return stop;
    }

    /** Its report; null before it is closed. */
    public @Nullable RunReport report() {
        return report;
    }

    /** The first error that a page ended in; null as long as there is none. */
    public @Nullable PageError error() {
        return failures.error();
    }

    /** The request for the first page. */
    public PageRequest firstRequest() {
        return new PageRequest(1, collection.query().page(1), Purpose.FIRST);
    }

    /** Makes the plan from the first page; throws if the page does not say enough. */
    public PagePlan plan(Page first) {
        PagePlan plan = FirstPage.plan(first, collection);
        ledger.planned(plan.pages());
        progress.planned(plan.pages(), plan.records());
        PageQueue queue = new PageQueue(plan, first, ledger, stop);
        Evidence evidence = new Evidence(plan.records(), plan.pageSize(), plan.pages());
        planned = new Planned(
                plan, queue, new Checks(plan, collection.verify()), evidence, new CollectionEnd(plan, queue, evidence));
        return plan;
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
        return now == null ? Collections.emptyIterator() : now.checks.opening();
    }

    /** The waves, each an iterator over what the splitter sends on: the first page itself, then requests. */
    public Iterator<Iterator<Object>> waves() {
        Planned now = planned;
        return now == null ? Collections.emptyIterator() : now.queue.waves();
    }

    /** What is read after all pages, only to compare; waits for deliveries that went to other threads. */
    public Iterator<PageRequest> closingChecks() {
        awaitDeliveries();
        Planned now = planned;
        if (now == null) {
            return Collections.emptyIterator();
        }
        List<PageRequest> checks = new ArrayList<>();
        now.checks.closing(now.queue.ended(), now.evidence.mayBeCapped()).forEachRemaining(checks::add);
        unread.set(checks.size());
        return stop.stopped() ? Collections.emptyIterator() : checks.iterator();
    }

    /**
     * A page sets out; what becomes of it is told to the answer. Waits while twice as many pages as the API's concurrency
     * are under way: slow destinations slow the fetching down.
     */
    public Delivery deliver(int page) {
        try {
            stop.whileWaiting(outstanding::beginInTurn);
        } catch (RunStoppedException e) {
            // The page will not be asked for, and be told so like the others.
            outstanding.begin();
        }
        return new Delivery(this, page);
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
        if (now == null || page <= now.plan.pages() || !CollectionEnd.refuses(error)) {
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
        Planned now = planned;
        int pages = now == null ? 0 : now.plan.pages();
        int delivered = (int) progress.pages();
        int gone = now == null ? 0 : now.end.gone(delivered, stop.stopped(), failures);
        List<String> drift = now == null ? List.of() : now.end.drift(delivered, gone);
        // A stop that came when there was nothing left to do has left nothing out.
        boolean done = now != null
                && delivered == pages
                && unread.get() <= 0
                && failures.first().isEmpty();
        String stopped = done ? null : stop.reason();
        Verdict verdict = RunVerdict.of(pages, delivered, gone, refusals.count(), drift, stopped);
        refusals.report(failures);
        List<String> where = destinations.finish(verdict, failures);
        if (verdict.whole() && where.size() < destinations.size()) {
            verdict = Verdict.PARTIAL;
        }
        ledger.close(verdict);
        RunReport closed = new RunReport(
                id,
                collection.sync(),
                SafeUrl.of(collection.url(), String.join("&", collection.query().parameters())),
                collection.scope().values(),
                verdict,
                verdict.whole() ? collection.evidence() : List.of(),
                new RunReport.Pages(pages, delivered, failures.count(), pages - delivered),
                new RunReport.Records(now == null ? null : now.plan.records(), progress.records()),
                drift,
                stopped,
                failures.first(),
                where,
                progress.traffic(
                        clock.seconds(),
                        api.pauses() - pausesBefore,
                        api.settings().rateLimit()),
                clock.started(),
                Math.round(clock.seconds() * 1000) / 1000.0,
                verdict.resumable());
        report = closed;
        return gathered.result(closed);
    }

    void fetched(Page page) {
        Planned now = planned;
        if (now != null) {
            now.evidence.fetched(page);
        }
        if (collection.order() == Collection.Order.PAGE) {
            stop.whileWaiting(() -> turns.await(page.getNumber()));
        }
    }

    void gather(Page page) {
        gathered.add(page);
    }

    void enlist(Destination destination) {
        destinations.enlist(destination);
    }

    void refused(Destination destination, int page, int index, String reason) {
        refusals.add(destination, page, index, reason);
    }

    void delivered(Page page, int refused) {
        ledger.done(page.getNumber(), page.getSize());
        progress.delivered(page.getSize() - refused);
        ended(page.getNumber());
    }

    void failed(Delivery delivery, Throwable error) {
        int page = delivery.number();
        Planned now = planned;
        if (error instanceof PauseTooLongException) {
            failures.note(page, error);
            stop.stop(FailureText.of(error));
        } else if (now != null && page > 1 && CollectionEnd.refuses(error)) {
            now.end.refused(page, error);
        } else if (!(error instanceof RunStoppedException)) {
            failures.add(page, error, afterAttempts(delivery.fetch()));
            if (collection.onPageFailure() == Collection.OnPageFailure.STOP) {
                stop.stop("page " + page + " failed");
            }
        }
        ended(page);
    }

    void failedLate(int page, Throwable error) {
        failures.add(page, error, "");
        stop.stop("page " + page + " failed after its steps had ended");
    }

    private void ended(int page) {
        turns.end(page);
        outstanding.end();
    }

    private void awaitDeliveries() {
        try {
            stop.whileWaiting(outstanding::await);
        } catch (RunStoppedException e) {
            outstanding.awaitGrace();
        }
    }

    private static String afterAttempts(Fetch fetch) {
        return fetch.attempts() > 1 ? " (after " + fetch.attempts() + " attempts)" : "";
    }
}
