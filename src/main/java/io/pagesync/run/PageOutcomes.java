package io.pagesync.run;

import io.pagesync.api.PauseTooLongException;
import io.pagesync.evidence.KeySet;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.PartitionLedger.Held;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery.Purpose;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.failure.PageRefusals;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.CollectionEnd;
import io.pagesync.run.plan.PagesThere;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.PageTurns;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.since.PageChanges;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the pages of a partition, as their deliveries tell it: they are noted in the ledger, or as failures, and whoever
 * waits for them goes on. Thread-safe.
 */
final class PageOutcomes {
    private final Partition partition;
    private final PartitionLedger ledger;
    private final Failures failures;
    private PageTurns turns = new PageTurns(page -> false);
    /** Pages that failed where nobody has told where the collection ends; they may turn out to be behind that. */
    private final Map<Integer, Lost> open = new ConcurrentSkipListMap<>();

    /** Those of them that stop the run, unless they turn out to be behind the end. */
    private final Set<Integer> undecided = ConcurrentHashMap.newKeySet();

    private final PagesThere there = new PagesThere();
    /** Whether this attempt has delivered a page behind the first. */
    private volatile boolean goesFurther;

    /** The last of the pages that came: its number and its size. */
    private Came furthest = new Came(0, 0);

    private record Came(int page, int size) {}

    private record Lost(Throwable error, String afterAttempts) {
        /** Whether it is an answer without any list, as some APIs give behind the end. */
        boolean isWithoutList() {
            return error.getCause() instanceof InvalidPageException answer && answer.isWithoutList();
        }

        String words() {
            return error.getCause() == null ? "" : error.getCause().getMessage() + "";
        }
    }

    PageOutcomes(Partition partition, PartitionLedger ledger, Failures failures) {
        this.partition = partition;
        this.ledger = ledger;
        this.failures = failures;
    }

    /** The plan of a first page, with the pages left out that were delivered before. */
    RunPlan plan(Page first, @Nullable KeySet before) {
        Collection collection = partition.collection();
        if (collection.order() == Collection.Order.PAGE) {
            forgetBehindGap();
        }
        synchronized (this) {
            furthest = new Came(0, 0);
        }
        there.beginPass();
        turns = new PageTurns(page -> ledger.earlier(page) != null);
        RunPlan made = RunPlan.of(
                first,
                collection,
                this::earlier,
                partition.stop(),
                partition.run().api().settings().concurrency(),
                partition.share().apart(),
                before);
        if (partition.run().ledger().goesOn()) {
            made.leaveOut(ledger.totals().pages(), ledger);
        }
        return made;
    }

    /** Where the order counts, no page may have been delivered before one that is still to come. */
    private void forgetBehindGap() {
        int gap = 1;
        while (ledger.earlier(gap) != null) {
            gap++;
        }
        ledger.forgetFrom(gap);
    }

    private @Nullable DonePage earlier(int page) {
        DonePage before = ledger.earlier(page);
        if (before != null) {
            there.earlier(page, before.fingerprint());
            came(page, before.size());
        }
        return before;
    }

    /** Whether a page need not be delivered once more, as an earlier pass has done that. */
    boolean isThere(Page page) {
        return there.has(page, partition.run().destinations().replacePages());
    }

    /** Whether it is there with other records, whose place these cannot take: these are not delivered. */
    boolean isKept(Page page) {
        return there.isKept(page.getNumber());
    }

    /** Whether a destination has the page since an earlier attempt, in which it has failed for another one. */
    boolean isHeld(Page page, Participant destination) {
        Held its = ledger.held(page.getNumber());
        return its != null
                && its.fingerprint() == page.fingerprint()
                && its.destinations().contains(destination.describe());
    }

    /** What destinations have of pages that came again, if it is not what was read now and cannot be told from it. */
    List<String> drift() {
        int page = there.keptUnread();
        return page == 0
                ? List.of()
                : List.of("page " + page + " holds other records than those that were delivered before, whose place"
                        + " they cannot take everywhere");
    }

    /** All pages are there: what an earlier attempt has brought of others, and nobody has noted, is none of them. */
    void keepOnlyThese() {
        RunPlan now = partition.planned();
        int done = ledger.totals().pages();
        if (now != null
                && now.pages().equals(OptionalInt.of(done))
                && partition.run().ledger().goesOn()) {
            partition.run().destinations().keepOnly(partition.name(), there::isInThisPass);
        }
    }

    /** What was delivered before is not what this run goes on with. */
    void forgetEarlier() {
        there.clear();
    }

    /** A pass has had all pages: what an earlier one had besides is no page of the collection any more. */
    void withdrawOthers() {
        there.takeOthers().forEach(page -> partition.run().withdraw(partition, page));
    }

    /**
     * The pages that may be asked for again, in ascending order: those that could not be read. What became of one in the
     * steps of users, which may have handed a part of it on, is for another run to try.
     */
    List<Integer> again() {
        return there.notRead();
    }

    /** A page has arrived; returns whether it is delivered. */
    boolean fetched(Page page) {
        RunPlan now = partition.planned();
        if (now != null) {
            if (!now.fetched(page)) {
                return false;
            }
            came(page.getNumber(), page.getSize());
            String hopeless = now.evidence().hopeless();
            if (hopeless != null && partition.collection().checking().onDrift() == Collection.OnDrift.STOP) {
                partition.stop().stop("it was no use to go on: " + hopeless);
            }
        }
        partition.reached(page);
        ledger.arrived(page);
        return true;
    }

    /** Where page order is asked for, waits until it is the page's turn to be handed on. */
    void awaitTurn(Page page) {
        if (partition.collection().order() == Collection.Order.PAGE) {
            partition.stop().whileWaiting(() -> turns.await(page.getNumber()));
        }
    }

    private synchronized void came(int page, int size) {
        furthest = furthest.page() < page ? new Came(page, size) : furthest;
    }

    private synchronized Came furthest() {
        return furthest;
    }

    /** All destinations have confirmed the page; {@code refused} is what they could not hold of it, null if there is none. */
    void delivered(Delivery delivery, Page page, @Nullable PageRefusals refused) {
        RunPlan now = partition.planned();
        if (page.isTold()) {
            partition.run().destinations().tookElsewhere(page.getSize(), delivery.refusedRecords());
        }
        // What was left out of it is with the destinations, too.
        Page whole = delivery.whole(page);
        String next = now == null ? "" : now.sequence().next(whole);
        long fingerprint = there.delivered(whole);
        try {
            int records = whole.getSize() - delivery.refusedRecords();
            DonePage done = new DonePage(records, whole.getSize(), fingerprint, next);
            PageChanges changes = delivery.changes(page);
            // Of a page that stays as it was, what was noted of its records stays, too.
            if (!isKept(page) || !changes.problem().isEmpty()) {
                partition.changed(page.getNumber(), changes);
            }
            ledger.done(
                    page.getNumber(),
                    done,
                    whole.keys(),
                    refused == null ? List.of() : partition.toKeep(page, refused));
        } catch (RuntimeException e) {
            // Whatever it is: a page of which nobody hears would keep the run from its end.
            failed(delivery, e);
            return;
        }
        partition.run().spool().drop(partition.name(), page.getNumber());
        there.add(page.getNumber(), fingerprint);
        if (page.getNumber() > 1) {
            goesFurther = true;
        }
        Throwable late = delivery.noted();
        if (late != null) {
            failedLate(delivery, late);
        }
        ended(delivery);
    }

    void failed(Delivery delivery, Throwable error) {
        int page = delivery.number();
        RunPlan now = partition.planned();
        if (delivery.purpose() == Purpose.CHECK) {
            partition.checks().failed(page, error);
            ended(delivery);
            return;
        }
        if (delivery.purpose() == Purpose.FIRST && !delivery.hasArrived()) {
            partition.passes().firstPageFailed(error, delivery.fetch().afterAttempts());
            ended(delivery);
            return;
        }
        boolean anyOrder = partition.collection().paging().anyOrder();
        boolean refused = now != null && page > 1 && anyOrder && CollectionEnd.refuses(error);
        boolean ended = error instanceof RunStoppedException || error instanceof PauseTooLongException;
        // Where the run has ended, the page says nothing; but whoever waits for what it would have said is told.
        if (now != null && !delivery.hasArrived() && !refused && !(ended && anyOrder)) {
            now.sequence().lost(page);
        }
        if (now != null && now.isBehind(page) && !delivery.hasArrived()) {
            // Others have shown meanwhile that there is no such page.
            ended(delivery);
            return;
        }
        if (error instanceof PauseTooLongException) {
            failures.note(page, error);
            partition.run().stop().stop(FailureText.of(error));
        } else if (now != null && refused) {
            now.end().refused(page, error);
        } else if (!(error instanceof RunStoppedException)) {
            Lost lost = new Lost(error, delivery.fetch().afterAttempts() + expired(delivery, error));
            delivery.toKeep().ifPresent(its -> partition.run().spool().keep(partition.name(), its));
            boolean mayBeBehind = anyOrder && now != null && now.format().endIsUnknown() && lost.isWithoutList();
            if (anyOrder && !mayBeBehind && !delivery.hasArrived()) {
                there.notRead(page);
            }
            if (now != null && !delivery.hasArrived() && (!now.sequence().asksBehind() || mayBeBehind)) {
                open.put(page, lost);
            } else {
                lost(page, error, lost.afterAttempts(), delivery.held());
            }
            // Where a page that was not read would have said how to ask for the next, there is nothing to go on with.
            boolean stops = partition.collection().onPageFailure() == Collection.OnPageFailure.STOP && !mayBeBehind;
            if ((stops || !(anyOrder || delivery.hasArrived())) && !stopsFor(page)) {
                undecided.add(page);
            }
        }
        ended(delivery);
    }

    /**
     * What an earlier attempt was told of the next page may be refused by now, such as a cursor that has expired: then no
     * attempt would get any further by it.
     */
    private String expired(Delivery delivery, Throwable error) {
        int page = delivery.number();
        boolean refused = CollectionEnd.refuses(error) || error.getCause() instanceof InvalidPageException;
        if (!refused
                || delivery.hasArrived()
                || goesFurther
                || page < 2
                || partition.collection().paging().anyOrder()
                || ledger.earlier(page - 1) == null) {
            return "";
        }
        partition.forgetFrom(2);
        return "; what page " + (page - 1)
                + " has told an earlier attempt may have expired, so the next one asks for all pages"
                + " behind the first again";
    }

    /** All pages have ended: those that failed are failures now, unless the end has shown that there are no such pages. */
    void settle() {
        RunPlan now = partition.planned();
        if (now != null) {
            endWithoutList(now);
            if (!partition.collection().paging().anyOrder()) {
                // An earlier attempt may have met more of them, which stand for none of those that are missing now.
                now.pages().ifPresent(last -> {
                    partition.forgetFrom(last + 1);
                    there.forgetFrom(last + 1);
                });
            }
        }
        open.forEach((page, lost) -> {
            if (open.remove(page, lost) && now != null && !now.isBehind(page)) {
                lost(page, lost.error(), lost.afterAttempts() + advice(now, lost), null);
            }
        });
    }

    private String advice(RunPlan now, Lost lost) {
        boolean mayEndSo =
                now.format().endIsUnknown() || !partition.collection().paging().anyOrder();
        return lost.isWithoutList() && mayEndSo
                ? "; if that is how the API shows its end, say that it is declared ("
                        + partition.collection().names().parameter("end") + ")"
                : "";
    }

    /** Where nothing but answers without any list came behind a page that may be the last, they show the end. */
    private void endWithoutList(RunPlan now) {
        Came last = furthest();
        Lost behind = open.get(last.page() + 1);
        boolean all = open.entrySet().stream()
                .allMatch(each -> each.getKey() < last.page() || each.getValue().isWithoutList());
        if (behind != null && all && now.mayEndWith(last.size())) {
            now.end().withoutList(last.page() + 1, behind.words());
        }
    }

    private void lost(int page, Throwable error, String afterAttempts, @Nullable Held held) {
        failures.add(page, error, afterAttempts);
        String sentence = FailureText.of(error) + afterAttempts;
        if (held == null) {
            ledger.failed(page, sentence);
        } else {
            ledger.failed(page, sentence, held);
        }
    }

    /**
     * Stops the run for a page that failed, unless there is no such page.
     *
     * @return false as long as a page before it may still show that
     */
    private boolean stopsFor(int page) {
        // Of a page that came, and was not delivered, nobody will say that it is not there.
        RunPlan end = open.containsKey(page) ? partition.planned() : null;
        if (end != null && end.sequence().mayEndBefore(page)) {
            return false;
        }
        if (end == null || !end.isBehind(page)) {
            partition.stop().stop("page " + page + " failed");
        }
        return true;
    }

    /** A delivered page has failed in something that nobody waits for, such as an aggregator; it counts as delivered no more. */
    void failedLate(Delivery delivery, Throwable error) {
        int page = delivery.number();
        // A run that has ended is gone on with by nobody.
        if (partition.run().report() == null) {
            delivery.toKeep().ifPresent(its -> partition.run().spool().keep(partition.name(), its));
        }
        lost(page, error, "", delivery.held());
        partition.stop().stop("page " + page + " failed after its steps had ended");
    }

    void ended(Delivery delivery) {
        if (delivery.purpose() != Purpose.CHECK) {
            turns.end(delivery.number());
        }
        if (delivery.counted()) {
            partition.run().room().giveBack();
        }
        undecided.removeIf(this::stopsFor);
        partition.ended(delivery.purpose());
    }
}
