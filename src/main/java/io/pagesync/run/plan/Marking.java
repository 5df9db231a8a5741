package io.pagesync.run.plan;

import io.pagesync.api.CallFailedException;
import io.pagesync.ledger.RunLedger;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.since.Asking;
import io.pagesync.since.PageChanges;
import io.pagesync.since.Reached;
import io.pagesync.since.RunChanges;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mark of a run's sync: which records are left out for it, and how far it goes on. Thread-safe. */
public final class Marking {
    /** How an API refuses a mark: it has no such changes any more, or does not take the value. */
    private static final Set<Integer> REFUSALS = Set.of(400, 410, 422);

    private final RunLedger ledger;
    private final Incremental incremental;
    private volatile RunChanges changes;
    private volatile @Nullable String refused;

    private Marking(RunLedger ledger, Incremental incremental) {
        this.ledger = ledger;
        this.incremental = incremental;
        this.changes = new RunChanges(incremental.since(), ledger.asking());
        if (ledger.goesOn()) {
            ledger.earlierChanges(changes::earlier);
        }
    }

    /** That of a run; null if it asks for everything always, or its ledger keeps no marks. */
    public static @Nullable Marking of(Collection collection, RunLedger ledger) {
        Incremental incremental = collection.incremental();
        return incremental == null || ledger.asking().equals(Asking.EVERYTHING)
                ? null
                : new Marking(ledger, incremental);
    }

    /** Looks at a page that has come. */
    public PageChanges look(String partition, Page page) {
        return changes.look(partition, page);
    }

    /** The page is with every destination. */
    public void delivered(String partition, int page, PageChanges its) {
        if (changes.delivered(its, page == 1 && partition.isEmpty() && !ledger.goesOn())) {
            ledger.changed(partition, page, its);
        }
    }

    /** Whether the run asks only for what has changed. */
    public boolean isIncremental() {
        return ledger.asking().isIncremental();
    }

    /** What the run loads in place of what the API refuses to tell; empty if the error is no such refusal. */
    public Optional<Collection> everything(Throwable error) {
        String why = refusal(error);
        if (why == null) {
            return Optional.empty();
        }
        ledger.asksForAll(why);
        changes = new RunChanges(incremental.since(), ledger.asking());
        return Optional.of(incremental.since(null));
    }

    /** The first page of a partition could not be had; others may have been loaded, so that the next run asks for everything. */
    public void failed(Throwable error) {
        String why = refusal(error);
        if (why != null) {
            refused = why + "; the next run asks for everything";
        }
    }

    private @Nullable String refusal(Throwable error) {
        if (!isIncremental()) {
            return null;
        }
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof CallFailedException call && REFUSALS.contains(call.status())) {
                return "the API refused to tell what has changed since "
                        + ledger.asking().since() + " (status " + call.status() + ")";
            }
        }
        return null;
    }

    /** What the run has come to. */
    public Reached reached(Verdict verdict) {
        String why = refused;
        return why != null ? Reached.refused(why) : verdict.whole() ? changes.reached() : Reached.NOTHING;
    }

    /** What is said of it. */
    public RunReport.Since report(Verdict verdict, Reached reached) {
        Asking asking = ledger.asking();
        String mark = reached.what() == Reached.What.TO ? reached.mark() : asking.mark();
        return new RunReport.Since(
                asking.since(),
                asking.full().isEmpty() ? null : asking.full(),
                mark.isEmpty() || reached.what() == Reached.What.REFUSED ? null : mark,
                changes.repeated(),
                said(verdict, reached));
    }

    private static @Nullable String said(Verdict verdict, Reached reached) {
        if (reached.note().isEmpty()) {
            return verdict.whole() ? null : "the run is not whole, so the mark stays";
        }
        return reached.what() == Reached.What.STAYS ? "the mark stays: " + reached.note() : reached.note();
    }
}
