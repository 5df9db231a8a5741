package io.pagesync.run;

import io.pagesync.api.CallFailedException;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.evidence.KeySet;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Marking;
import io.pagesync.run.plan.Passes;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.RunStoppedException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The passes over a partition: the plan of each, made from its first page, and whether another follows. One at a time, so what
 * is kept between them needs no lock.
 */
final class PartitionPasses {
    private final Partition partition;
    private final Passes passes;
    private @Nullable KeySet keysBefore;
    /** What would have been said without the pass that is under way. */
    private @Nullable Outcome before;

    PartitionPasses(Partition partition, Collection.Checking checking) {
        this.partition = partition;
        this.passes = new Passes(checking);
    }

    /** The plan, which leaves out what was delivered before, as long as the collection seems to be the same. */
    RunPlan agreed(Page first) {
        RunPlan made = planOf(first);
        if (passes.isAgain()) {
            return made;
        }
        Beginning earlier = partition.ledger().earlier();
        String differs = earlier == null ? null : earlier.differs(made.beginning());
        if (differs == null) {
            int lacking = lacking(made.pages());
            if (lacking == 0) {
                return made;
            }
            partition.forgetFrom(lacking);
        } else if (partition.run().isDivided()) {
            partition.forgetFrom(1);
        } else {
            partition.run().ledger().beginAnew(differs);
            partition.run().spool().forget();
        }
        partition.outcomes().forgetEarlier();
        return planOf(first);
    }

    /**
     * The first page that was delivered before and is not with every destination any more, as where somebody has removed a
     * file; 0 if there is none. The records of those before it that were refused then are refused still.
     */
    private int lacking(OptionalInt pages) {
        PartitionLedger ledger = partition.ledger();
        int left = ledger.totals().pages();
        long refused = 0;
        int end = pages.orElse(Integer.MAX_VALUE - 1);
        for (int page = 1; left > 0 && page <= end; page++) {
            DonePage its = ledger.earlier(page);
            if (its != null) {
                left--;
                if (!partition.run().destinations().hold(partition.name(), page, its.fingerprint())) {
                    partition.refusedBefore(refused);
                    return page;
                }
                refused += its.size() - its.records();
            }
        }
        partition.refusedBefore(refused);
        return 0;
    }

    private RunPlan planOf(Page first) {
        try {
            return partition.outcomes().plan(first, keysBefore);
        } catch (InvalidPageException e) {
            Run run = partition.run();
            boolean function = run.api().settings().baseUri().isOpaque();
            String from = function ? "the page function, page 1" : partition.shown(partition.firstRequest());
            throw new InvalidPageException(from + ": " + run.api().mask(e.getMessage() + ""), e.cutShort(), e);
        }
    }

    /** The first page could not be had, so there is nothing to load; {@code more} is what there is to say of its attempts. */
    void firstPageFailed(Throwable error, String more) {
        Marking marking = partition.run().marking();
        if (marking != null && !partition.isList()) {
            marking.failed(error);
        }
        if (error instanceof PauseTooLongException) {
            partition.failures().note(1, error);
            partition.run().stop().stop(FailureText.of(error));
            partition.failures().add(1, partition.shown(partition.firstRequest()) + ": " + FailureText.of(error));
        } else if (!(error instanceof RunStoppedException)) {
            partition.failures().add(1, error, more);
            if (isOfAll(error)) {
                partition.run().stop().stop(FailureText.of(error));
            }
        }
        partition.stop().stop("there is no first page");
    }

    /** Whether it is no partition's own: who is not known to the API, is not for any of them. */
    private static boolean isOfAll(Throwable error) {
        return error instanceof LogInFailedException
                || (error instanceof CallFailedException call && call.status() == 401);
    }

    /** Whether no page has been asked for in a pass before. */
    boolean isFirst() {
        return !passes.isAgain() && readsAll();
    }

    /** Whether this pass asks for all pages, the first one included. */
    boolean readsAll() {
        return passes.now() == Passes.Next.ALL_PAGES;
    }

    /** Whether the evidence that was asked for lacks a pass. */
    boolean owesPass() {
        return passes.owesPass();
    }

    /** Whether something was read again because it was not right at first. */
    boolean repaired() {
        return passes.repaired();
    }

    /** What was to be said of the pass before, as long as there is no first page of this one; null if there was none. */
    @Nullable
    Outcome before() {
        return partition.hasBegun() ? null : before;
    }

    /** A pass is over: whether another one follows, and is prepared. */
    boolean again() {
        RunPlan done = partition.planned();
        if (done == null) {
            return false;
        }
        Run run = partition.run();
        Outcome outcome = Outcome.of(partition, List.of());
        if (passes.isAgain() && outcome.pages().missing() == 0) {
            partition.outcomes().withdrawOthers();
        }
        // A page behind the end may have failed, which stops a run that has all the same all pages.
        if (partition.stop().stopped() || partition.refused() > 0) {
            return false;
        }
        boolean changed = done.evidence().changed() || done.end().isBefore();
        Passes.Next next = passes.after(new Passes.Ended(
                outcome.verdict(),
                partition.outcomes().again().size(),
                done.evidence().isConfirmed(),
                changed ? outcome.drift() : List.of(),
                run.destinations().replacePages()));
        if (next == Passes.Next.NONE) {
            return false;
        }
        String whose = partition.name().isEmpty() ? "" : partition.name() + ": ";
        outcome.whyAgain().ifPresent(why -> run.notes().add(whose + why));
        partition.checks().begin();
        if (next == Passes.Next.FAILED_PAGES) {
            partition.failures().forget(partition.outcomes().again());
        } else {
            partition.failures().forgetPages();
            before = outcome;
            keysBefore = done.evidence().keys();
            partition.forgetFrom(1);
            partition.forgetPlan();
        }
        return true;
    }
}
