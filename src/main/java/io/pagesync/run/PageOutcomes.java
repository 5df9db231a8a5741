package io.pagesync.run;

import io.pagesync.api.PauseTooLongException;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.Page;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.CollectionEnd;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.PageTurns;
import io.pagesync.run.turn.Room;
import io.pagesync.run.turn.RunStoppedException;

/**
 * What becomes of the pages of a run, as their deliveries tell it: they are noted in the ledger, or as failures, and whoever
 * waits for them goes on. Thread-safe.
 */
final class PageOutcomes {
    private final Run run;
    private final RunLedger ledger;
    private final Failures failures;
    private final Room room;
    private final PageTurns turns;

    PageOutcomes(Run run, RunLedger ledger, Failures failures, Room room) {
        this.run = run;
        this.ledger = ledger;
        this.failures = failures;
        this.room = room;
        this.turns = new PageTurns(page -> ledger.earlier(page) != null);
    }

    /** A page has arrived; returns whether it is delivered, for which it waits its turn. */
    boolean fetched(Page page) {
        RunPlan now = run.planned();
        if (now != null) {
            if (!now.fetched(page)) {
                return false;
            }
            String hopeless = now.evidence().hopeless();
            if (hopeless != null && run.collection().checking().onDrift() == Collection.OnDrift.STOP) {
                run.stop().stop("it was no use to go on: " + hopeless);
            }
        }
        if (run.collection().order() == Collection.Order.PAGE) {
            run.stop().whileWaiting(() -> turns.await(page.getNumber()));
        }
        return true;
    }

    void delivered(Delivery delivery, Page page, int refused) {
        RunPlan now = run.planned();
        String next = now == null ? "" : now.sequence().next(page);
        try {
            ledger.done(
                    page.getNumber(), new DonePage(page.getSize() - refused, page.getSize(), page.fingerprint(), next));
        } catch (RuntimeException e) {
            // Whatever it is: a page of which nobody hears would keep the run from its end.
            failed(delivery, e);
            return;
        }
        ended(delivery);
    }

    void failed(Delivery delivery, Throwable error) {
        int page = delivery.number();
        RunPlan now = run.planned();
        boolean anyOrder = run.collection().paging().anyOrder();
        if (now != null && now.isBehind(page) && !delivery.hasArrived()) {
            // Others have shown meanwhile that there is no such page.
            ended(delivery);
            return;
        }
        if (error instanceof PauseTooLongException) {
            failures.note(page, error);
            run.stop().stop(FailureText.of(error));
        } else if (now != null && page > 1 && anyOrder && CollectionEnd.refuses(error)) {
            now.end().refused(page, error);
        } else if (!(error instanceof RunStoppedException)) {
            failures.add(page, error, delivery.fetch().afterAttempts());
            // Where a page that was not read would have said how to ask for the next, there is nothing to go on with.
            if (run.collection().onPageFailure() == Collection.OnPageFailure.STOP
                    || !(anyOrder || delivery.hasArrived())) {
                run.stop().stop("page " + page + " failed");
            }
        }
        if (now != null && !delivery.hasArrived()) {
            now.sequence().lost(page);
        }
        ended(delivery);
    }

    void failedLate(int page, Throwable error) {
        failures.add(page, error, "");
        run.stop().stop("page " + page + " failed after its steps had ended");
    }

    void ended(Delivery delivery) {
        turns.end(delivery.number());
        if (delivery.counted()) {
            room.giveBack();
        }
    }
}
