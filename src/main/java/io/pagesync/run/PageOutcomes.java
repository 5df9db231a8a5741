package io.pagesync.run;

import com.carrotsearch.hppc.IntLongHashMap;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.evidence.KeySet;
import io.pagesync.evidence.KeysApart;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery.Purpose;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.CollectionEnd;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.PageTurns;
import io.pagesync.run.turn.RunStoppedException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
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

    /** The pages that were delivered in this run, by the fingerprints of their records. */
    private @Nullable IntLongHashMap there;

    private final BitSet inThisPass = new BitSet();
    /** The pages that failed and may be asked for again: those that never arrived, and those that did. */
    private final BitSet unread = new BitSet();

    private final BitSet undelivered = new BitSet();

    private record Lost(Throwable error, String afterAttempts) {}

    PageOutcomes(Partition partition, PartitionLedger ledger, Failures failures) {
        this.partition = partition;
        this.ledger = ledger;
        this.failures = failures;
    }

    /** The plan of a first page, with the pages left out that were delivered before. */
    RunPlan plan(Page first, Collection collection, KeysApart.@Nullable Part apart, @Nullable KeySet before) {
        if (collection.order() == Collection.Order.PAGE) {
            forgetBehindGap();
        }
        synchronized (this) {
            inThisPass.clear();
        }
        turns = new PageTurns(page -> ledger.earlier(page) != null);
        return RunPlan.of(first, collection, this::earlier, partition.stop(), apart, before);
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
            note(page, before.fingerprint());
        }
        return before;
    }

    private synchronized void note(int page, long fingerprint) {
        IntLongHashMap pages = there == null ? new IntLongHashMap() : there;
        pages.put(page, fingerprint);
        inThisPass.set(page);
        there = pages;
        unread.clear(page);
        undelivered.clear(page);
    }

    /**
     * Whether a page need not be delivered once more: it was, with these records; or with others, whose place these cannot
     * take.
     */
    synchronized boolean isThere(Page page) {
        IntLongHashMap pages = there;
        return pages != null
                && pages.containsKey(page.getNumber())
                && (pages.get(page.getNumber()) == page.fingerprint()
                        || !partition.run().destinations().replacePages());
    }

    /** A pass has had all pages: what an earlier one had besides is no page of the collection any more. */
    synchronized void withdrawOthers() {
        IntLongHashMap delivered = there;
        if (delivered == null) {
            return;
        }
        for (int page : delivered.keys().toArray()) {
            if (!inThisPass.get(page)) {
                delivered.remove(page);
                partition.run().withdraw(partition, page);
            }
        }
    }

    /** The failed pages that may be asked for again, in ascending order. */
    synchronized List<Integer> again() {
        BitSet again = (BitSet) unread.clone();
        if (partition.run().destinations().knowPages()) {
            again.or(undelivered);
        }
        return again.stream().boxed().toList();
    }

    /** A page has arrived; returns whether it is delivered, for which it waits its turn. */
    boolean fetched(Page page) {
        RunPlan now = partition.planned();
        if (now != null) {
            if (!now.fetched(page)) {
                return false;
            }
            String hopeless = now.evidence().hopeless();
            if (hopeless != null && partition.collection().checking().onDrift() == Collection.OnDrift.STOP) {
                partition.stop().stop("it was no use to go on: " + hopeless);
            }
        }
        partition.reached(page);
        if (partition.collection().order() == Collection.Order.PAGE) {
            partition.stop().whileWaiting(() -> turns.await(page.getNumber()));
        }
        return true;
    }

    void delivered(Delivery delivery, Page page, int refused) {
        RunPlan now = partition.planned();
        String next = now == null ? "" : now.sequence().next(page);
        try {
            ledger.done(
                    page.getNumber(), new DonePage(page.getSize() - refused, page.getSize(), page.fingerprint(), next));
        } catch (RuntimeException e) {
            // Whatever it is: a page of which nobody hears would keep the run from its end.
            failed(delivery, e);
            return;
        }
        note(page.getNumber(), page.fingerprint());
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
            partition.firstPageFailed(error, delivery.fetch().afterAttempts());
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
            if (anyOrder) {
                note(delivery);
            }
            if (now != null && !now.sequence().asksBehind() && !delivery.hasArrived()) {
                open.put(page, new Lost(error, delivery.fetch().afterAttempts()));
            } else {
                lost(page, error, delivery.fetch().afterAttempts());
            }
            // Where a page that was not read would have said how to ask for the next, there is nothing to go on with.
            if (partition.collection().onPageFailure() == Collection.OnPageFailure.STOP
                    || !(anyOrder || delivery.hasArrived())) {
                partition.stop().stop("page " + page + " failed");
            }
        }
        ended(delivery);
    }

    /** All pages have ended: those that failed are failures now, unless the end has shown that there are no such pages. */
    void settle() {
        RunPlan now = partition.planned();
        open.forEach((page, lost) -> {
            if (open.remove(page, lost) && now != null && !now.isBehind(page)) {
                lost(page, lost.error(), lost.afterAttempts());
            }
        });
    }

    private synchronized void note(Delivery failed) {
        (failed.hasArrived() ? undelivered : unread).set(failed.number());
    }

    private void lost(int page, Throwable error, String afterAttempts) {
        failures.add(page, error, afterAttempts);
        ledger.failed(page, FailureText.of(error) + afterAttempts);
    }

    void failedLate(int page, Throwable error) {
        lost(page, error, "");
        partition.stop().stop("page " + page + " failed after its steps had ended");
    }

    void ended(Delivery delivery) {
        if (delivery.purpose() != Purpose.CHECK) {
            turns.end(delivery.number());
        }
        if (delivery.counted()) {
            partition.run().room().giveBack();
        }
        partition.ended(delivery.purpose());
    }
}
