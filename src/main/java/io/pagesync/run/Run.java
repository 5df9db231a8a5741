package io.pagesync.run;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.partition.Slice;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.run.Delivery.Purpose;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.PageError;
import io.pagesync.run.failure.Participants;
import io.pagesync.run.failure.Refusals;
import io.pagesync.run.fetch.Fetch;
import io.pagesync.run.fetch.RunClock;
import io.pagesync.run.fetch.TrafficCount;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Gathered;
import io.pagesync.run.plan.Marking;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.Room;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import io.pagesync.spool.RunSpool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sync's way over its collection, from opening to verdict, in one pass or more. The routes call it in this order: {@link
 * #hasPass}, {@link #plan}, {@link #openingChecks}, {@link #waves} and {@link #deliver} for each page, {@link #closingChecks},
 * and so on until it has no other pass; {@link #close}. What is certain is in its ledger, from which its verdict is read. Thread-safe.
 */
public final class Run implements RunScope {
    private final RunClock clock = new RunClock();
    private final Api api;
    private final RunLedger ledger;
    private final RunNotes notes;
    private final StopSignal stop = new StopSignal();
    private final TrafficCount traffic = new TrafficCount();
    private final Failures failures = new Failures();
    private final Refusals refusals;
    private final Fetch fetch = new Fetch();
    private final Participants destinations = new Participants();
    private final Gathered gathered;
    private final Room room;
    /** All of the collection; where it is divided, nothing of it is loaded as such. */
    private final Partition only;

    private final @Nullable Marking marking;

    private final PartitionTally tally;
    private volatile RunSpool spool = RunSpool.NONE;
    private final @Nullable PartitionSource partitions;

    private volatile Collection collection;
    private volatile @Nullable RunReport report;
    private boolean begun;
    private boolean asksAgain;

    /** Opens a run; throws a PagesyncException if the ledger cannot be had, and nothing is asked for then. */
    public Run(Collection collection, Api api, Ledger ledger) {
        this(collection, api, ledger.open(RunRequest.of(collection.sync(), collection.shownUrl())));
    }

    /** The same of one that its ledger has opened. */
    public Run(Collection collection, Api api, RunLedger ledger) {
        this.collection = collection;
        this.api = api;
        this.ledger = ledger;
        this.refusals = new Refusals(ledger.keepsRefused());
        // In page order, pages that wait their turn are in workers; as many again may wait for their destinations.
        this.room = new Room(2 * api.settings().concurrency(), stop);
        this.marking = Marking.of(collection, ledger);
        this.only = new Partition(this, collection, this.ledger.partition(""), stop, failures);
        this.tally = new PartitionTally(failures);
        Partitioning division = collection.partitioning();
        this.partitions = division == null
                ? null
                : new PartitionSource(
                        this, division, this.ledger, tally, api.settings().concurrency());
        this.gathered = new Gathered(collection.gather());
        this.notes = new RunNotes(api);
        ledger.whenLost(stop::stop);
    }

    /** Keeps pages that come and fail on the way to a destination; before its first page. */
    public Run keeping(RunSpool pages) {
        spool = pages;
        return this;
    }

    /** Where such pages are kept. */
    RunSpool spool() {
        return spool;
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

    @Override
    public Partition partition() {
        return only;
    }

    /** What it loads is known better now, before its first page is read. */
    public void loads(Collection recognised) {
        collection = recognised;
        only.loads(recognised);
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
        return tally.status(this, only, partitions, refusals.count());
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

    /** What its ledger holds of it. */
    public RunLedger ledger() {
        return ledger;
    }

    /** Checks that no other process has taken it over, before anything is written; waits, as long as the run is not stopped. */
    public void requireHeld() {
        if (ledger.isHeld()) {
            return;
        }
        try {
            stop.whileWaiting(ledger::requireHeld);
        } catch (PagesyncException e) {
            String why = stop.reason();
            throw why == null ? e : new RunStoppedException(why);
        }
    }

    /** One of its destinations cannot be opened: nothing more is asked for. */
    public void destinationFailed(Throwable why) {
        failures.add(0, why, "");
        stop.stop("a destination could not be opened");
    }

    /** Makes the plan from the first page; throws an InvalidPageException if the page does not say enough. */
    public PageSequence plan(Page first) {
        return only.plan(first);
    }

    /** Since when it asks, and which records are left out for that; null if it asks for everything always. */
    public @Nullable Marking marking() {
        return marking;
    }

    /** Whether there is no first page because the API does not take the mark: then there is a pass for everything. */
    public boolean asksForEverything(Throwable error) {
        Optional<Collection> all = marking == null || isDivided() ? Optional.empty() : marking.everything(error);
        all.ifPresent(this::loads);
        asksAgain = all.isPresent();
        return asksAgain;
    }

    /** The first page could not be had, so there is nothing to load. */
    public void firstPageFailed(Throwable error) {
        only.passes().firstPageFailed(error, fetch.afterAttempts());
    }

    /**
     * Whether there is a pass to be made: the first one; or another, if what was read does not agree, or is to be confirmed.
     * Waits for deliveries of the one before.
     */
    public boolean hasPass() {
        if (!begun) {
            begun = true;
            return true;
        }
        if (asksAgain) {
            asksAgain = false;
            return true;
        }
        room.awaitEmpty();
        return !isDivided() && only.passes().again();
    }

    /** Whether a pass begins with the first page of all of it. */
    public boolean readsFirstPage() {
        return !isDivided() && only.passes().readsAll();
    }

    /** What is read before all pages, only to compare. */
    public Iterator<PageRequest> openingChecks() {
        return only.checks().opening();
    }

    /** The waves of pages, each an iterator over their numbers. */
    public Iterator<Iterator<Integer>> waves() {
        PartitionSource all = partitions;
        RunPlan now = only.planned();
        if (all != null) {
            api.demand().begin(this, all::toCome);
            return all.turns().slots();
        }
        if (now != null) {
            api.demand().begin(this, () -> now.toCome(ledger.totals().pages()));
        }
        return only.waves();
    }

    /** What is read after all pages, only to compare; waits for deliveries that went to other threads. */
    public Iterator<PageRequest> closingChecks() {
        room.awaitEmpty();
        return isDivided() ? Collections.emptyIterator() : only.checks().closing();
    }

    /**
     * A page sets out; what becomes of it is told to the answer. Waits while twice as many pages as the API's concurrency
     * are under way: slow destinations slow the fetching down.
     */
    public Delivery deliver(int page) {
        // Without room, because the run has ended, the page will not be asked for, and be told so like the others.
        return new Delivery(only, page, Purpose.PAGE).counted(room.take());
    }

    /** Whether the collection is divided into partitions, whose pages {@link #deliver()} hands out. */
    public boolean isDivided() {
        return partitions != null;
    }

    /**
     * The next page of any partition sets out, whichever has its turn. Waits, also while there is nothing to ask for that may
     * come later; null if there is no more, or the run has stopped.
     */
    public @Nullable Delivery deliver() {
        return partitions == null ? null : counted(partitions.turns().next());
    }

    /** The same without a wait; null if there is nothing to ask for now. */
    @Nullable
    Delivery deliverNow() {
        return partitions == null ? null : counted(partitions.turns().now());
    }

    private @Nullable Delivery counted(@Nullable Delivery next) {
        return next == null ? null : next.counted(room.take());
    }

    /**
     * One of its pages, which this process delivers for the one whose run it is; whoever asks for it ends it with {@link
     * #left}.
     *
     * @param its what is told of the page's end
     * @param slice what it is a page of; null if the collection is not divided
     * @param first what is told of the first page of that
     * @param key the fields of the key of records; empty if there is none
     */
    public Delivery join(PartitionLedger its, @Nullable Slice slice, Page first, List<JsonPointer> key, int page) {
        Partitioning division = collection.partitioning();
        Collection whole = slice == null || division == null
                ? collection
                : division.collections().apply(slice);
        Partition part = new Partition(this, whole, its, stop.child(), new Failures());
        part.join(slice, first, key);
        return new Delivery(part, page, Purpose.PAGE);
    }

    /** Such a page has come to its end. */
    public void left(Delivery page) {
        stop.forget(page.partition().stop());
    }

    /** So many more of its pages may be under way, as other processes deliver them; before its pages set out. */
    public void handsOut(int pages) {
        room.widen(pages);
        if (partitions != null) {
            partitions.turns().widen(pages);
        }
    }

    /** Ends the run: decides the verdict, has the destinations finish by it, and answers with report, pages or records. */
    public Object close() {
        room.awaitEmpty();
        api.demand().end(this);
        RunReport closed = new RunEnding(this, ledger, failures, refusals, clock).report(outcome(), destinations);
        report = closed;
        return gathered.result(closed);
    }

    private Outcome outcome() {
        PartitionSource all = partitions;
        if (all == null) {
            only.outcomes().keepOnlyThese();
            return Outcome.of(only, destinations.contradictions());
        }
        all.close();
        if (all.isOver() && ledger.goesOn() && tally.isWhole()) {
            destinations.keepOnlyThese();
        }
        List<String> drift = new ArrayList<>(destinations.contradictions());
        all.drift().ifPresent(drift::add);
        if (all.isOver() && ledger.goesOn()) {
            tally.gone(ledger.totals()).ifPresent(drift::add);
        }
        return tally.outcome(all.count(), all.isOver(), drift, stop.reason());
    }

    /** How many pages may be under way at once. */
    Room room() {
        return room;
    }

    void gather(Partition partition, Page page) {
        gathered.add(partition.share().place(), page);
    }

    void withdraw(Partition partition, int page) {
        gathered.withdraw(partition.share().place(), page);
        destinations.withdraw(partition.name(), page);
    }

    /** Its destinations, which are told the verdict. */
    public Participants destinations() {
        return destinations;
    }

    /** The records that its destinations could not hold. */
    public Refusals refusals() {
        return refusals;
    }
}
