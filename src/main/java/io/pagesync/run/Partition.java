package io.pagesync.run;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.evidence.KeysApart;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.partition.Slice;
import io.pagesync.run.Delivery.Purpose;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.PageRefusals;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Marking;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.StopSignal;
import io.pagesync.since.PageChanges;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One collection as a run loads it: its first page, its plan, its pages, the checks at its end, and what became of all of
 * them. A run has one; or one for each slice, if its collection is divided. Thread-safe.
 */
public final class Partition {
    private final Run run;
    private volatile Collection collection;
    private final PartitionLedger ledger;
    private final StopSignal stop;
    private final Failures failures;
    private final LongAdder refused = new LongAdder();
    private volatile long refusedBefore;
    private final PageOutcomes outcomes;
    private final PageChecks checks;
    private final PartitionPasses passes;

    private volatile @Nullable RunPlan plan;

    private @Nullable PartitionLine line;
    private Share share = Share.ALL;

    /**
     * What it is of a collection that is divided.
     *
     * @param place where it stands among all: texts that sort as the partitions do
     * @param slice the slice; null for all of a collection
     * @param apart where its keys must be none of another partition's; null if they may be
     */
    record Share(String place, @Nullable Slice slice, KeysApart.@Nullable Part apart) {
        static final Share ALL = new Share("", null, null);
    }

    /** Of a run, which may be stopped by itself, and whose failures are its own, or the run's. */
    Partition(Run run, Collection collection, PartitionLedger ledger, StopSignal stop, Failures failures) {
        this.run = run;
        this.collection = collection;
        this.ledger = ledger;
        this.stop = stop;
        this.failures = failures;
        this.passes = new PartitionPasses(this, collection.checking());
        this.outcomes = new PageOutcomes(this, ledger, failures);
        this.checks = new PageChecks(this, failures);
    }

    /** Has it be one of many, whose work is done piece by piece. */
    PartitionLine divided(Share its, PartitionSource source) {
        share = its;
        PartitionLine made = new PartitionLine(this, source);
        line = made;
        return made;
    }

    /** What it is of its collection. */
    Share share() {
        return share;
    }

    /** How people call it, such as {@code licenseNumber=C11-0000001-LIC}; empty for all of a collection. */
    public String name() {
        Slice slice = share.slice();
        return slice == null ? "" : slice.name();
    }

    /** The run that loads it. */
    public Run run() {
        return run;
    }

    /** What it loads. */
    public Collection collection() {
        return collection;
    }

    /** What it loads is known better now, before its first page is read. */
    void loads(Collection recognised) {
        collection = recognised;
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

    /** Whether it is known how many pages it has. */
    public boolean knowsItsEnd() {
        RunPlan now = plan;
        return now != null && now.pages().isPresent();
    }

    /** The request for the first page. */
    public PageRequest firstRequest() {
        return collection.paging().first();
    }

    /**
     * Makes the plan from the first page.
     *
     * @throws io.pagesync.page.InvalidPageException if the page does not say enough
     */
    PageSequence plan(Page first) {
        RunPlan made = passes.agreed(first);
        ledger.begin(made.beginning());
        plan = made;
        return made.sequence();
    }

    /** Has it be of a run that is another process's, which tells of the slice, of its first page and of the key of its records. */
    void join(@Nullable Slice slice, Page first, List<JsonPointer> key) {
        share = new Share("", slice, null);
        plan = RunPlan.joined(first, key, collection, stop);
    }

    /**
     * Compares the first page with what it said in an earlier attempt.
     *
     * @throws io.pagesync.page.InvalidPageException if the page does not say enough
     */
    public void compare(Page first) {
        var unused = passes.agreed(first);
    }

    /** Pages from this one on that an earlier attempt has brought, or kept, are none of what this one goes on with. */
    void forgetFrom(int page) {
        ledger.forgetFrom(page);
        run.spool().forgetFrom(name(), page);
    }

    /** What is decided of its passes. */
    PartitionPasses passes() {
        return passes;
    }

    String shown(PageRequest request) {
        return request.method() + " " + run.url(request);
    }

    /** The waves of pages, each an iterator over their numbers. */
    Iterator<Iterator<Integer>> waves() {
        RunPlan now = plan;
        if (now == null) {
            return Collections.emptyIterator();
        }
        return passes.readsAll()
                ? now.waves()
                : List.of(outcomes.again().iterator()).iterator();
    }

    /** The request for the page, the first page itself, or null if there is no such page. */
    @Nullable
    Object ask(int page, Purpose purpose) {
        if (purpose == Purpose.FIRST) {
            return firstRequest();
        }
        RunPlan now = plan;
        if (now == null) {
            return null;
        }
        if (purpose == Purpose.CHECK) {
            return now.requests(List.of(page)).stream().findFirst().orElse(null);
        }
        Object asked = now.ask(page);
        // A later pass is to show what the API has by now.
        if (asked instanceof PageRequest && passes.isFirst()) {
            Page kept = run.spool().find(name(), page, now.format());
            asked = kept == null ? asked : kept;
        }
        PartitionLine its = line;
        if (asked == null && its != null) {
            its.behindTheEnd();
        }
        return asked;
    }

    /**
     * A page has arrived.
     *
     * @return what is to be delivered of it: the page as it is understood; null if nothing is
     */
    @Nullable
    Page arrived(Page page, Purpose purpose) {
        if (purpose == Purpose.CHECK) {
            checks.compared(page);
            return null;
        }
        PartitionLine its = line;
        if (purpose == Purpose.PAGE || its == null) {
            return page;
        }
        var unused = plan(page);
        RunPlan now = planned();
        return now != null && its.planned(now) && now.ask(1) instanceof Page first ? first : null;
    }

    /** Which records of a page are delivered, and what they say of when they were changed. */
    PageChanges look(Page page) {
        Marking marking = run.marking();
        return marking == null || isList() ? PageChanges.none(page) : marking.look(name(), page);
    }

    /** A page is with every destination. */
    void changed(int page, PageChanges its) {
        Marking marking = run.marking();
        if (marking != null && !isList()) {
            marking.delivered(name(), page, its);
        }
    }

    /** A page that is to be delivered was looked at. */
    void reached(Page page) {
        PartitionLine its = line;
        if (its != null) {
            its.reached(page);
        }
    }

    /** Whether it is where partitions are told from, and none of them; its pages are not for the steps of users. */
    boolean isList() {
        return line != null && share.slice() == null;
    }

    /** One piece of work on it has come to its end. */
    void ended(Purpose purpose) {
        PartitionLine its = line;
        if (its != null) {
            its.ended(purpose);
        }
    }

    /** The run is over before it is. */
    void abandon() {
        PartitionLine its = line;
        if (its != null) {
            its.abandon();
        }
    }

    /** One more record of it is refused by a destination. */
    void refuse() {
        refused.increment();
    }

    /** What is kept of a page's records that were refused. */
    List<Refusal> toKeep(Page page, PageRefusals refused) {
        return run.refusals().toKeep(refused, name(), page, format().key(), run.destinations());
    }

    /** A page was read only to compare. */
    public void compared(Page page) {
        checks.compared(page);
    }

    /** A page could not be read to compare; behind the last page, that says something as well. */
    public void compareFailed(int page, Throwable error) {
        checks.failed(page, error);
    }

    /** Another pass begins: there is no plan before its first page is read. */
    void forgetPlan() {
        plan = null;
    }

    /** What is read of it only to compare. */
    PageChecks checks() {
        return checks;
    }

    /** What becomes of its pages. */
    PageOutcomes outcomes() {
        return outcomes;
    }

    /** What it is of a collection that is divided; null if that is not. */
    public @Nullable Slice slice() {
        return share.slice();
    }

    /** What is known once its first page is read; null before. */
    public @Nullable RunPlan planned() {
        return plan;
    }

    PartitionLedger ledger() {
        return ledger;
    }

    Failures failures() {
        return failures;
    }

    /** So many records were refused in earlier attempts at the run, in pages that do not come again. */
    void refusedBefore(long records) {
        refusedBefore = records;
    }

    long refused() {
        return refusedBefore + refused.sum();
    }
}
