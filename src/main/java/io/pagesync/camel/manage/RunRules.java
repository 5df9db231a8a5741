package io.pagesync.camel.manage;

import io.pagesync.ledger.RunEntry;
import io.pagesync.report.RunReport;
import org.jspecify.annotations.Nullable;

/** What may be done with a run that is over, whoever asks for it: the command line, the page, the REST interface. */
public final class RunRules {
    private RunRules() {}

    /** Why a run is not gone on with, to follow its id; null if nothing speaks against it. */
    public static @Nullable String noRetry(RunEntry run, RunEntry last, boolean refusedToo) {
        RunReport report = run.state() == RunEntry.State.ENDED ? run.report() : null;
        String anew = " pagesync run " + run.sync() + " begins anew";
        if (report != null && report.verdict().whole()) {
            return "is whole (" + report.verdict() + "), so there is nothing to load";
        }
        if (report != null && !report.canGoOn()) {
            return "is " + report.verdict() + ": the collection changed under it, and the rest of it would not fit;"
                    + anew;
        }
        if (!last.id().equals(run.id())) {
            return "is not the last one of " + run.sync() + ", which is " + last.id()
                    + "; what came later is not loaded over";
        }
        if (report != null && report.isOnlyRefused() && !refusedToo) {
            return "has all pages, and lacks only records that were refused: mend the cause, then pagesync retry "
                    + run.id() + " --refused";
        }
        if (report != null && report.refused() == null && refusedToo) {
            return "has no refused records; leave --refused out";
        }
        return run.state() == RunEntry.State.ENDED
                        && RunReport.cameToNothing(run.done().pages(), report)
                ? "has no page to go on from;" + anew
                : null;
    }

    /** Why nothing of a run can be approved, to follow its id; null if nothing speaks against it. */
    public static @Nullable String noApproval(RunEntry run, RunEntry last) {
        RunReport report = run.report();
        if (run.state() != RunEntry.State.ENDED || report == null) {
            return "has not come to its end";
        }
        if (report.blocked().isEmpty() && !report.isApproved()) {
            return "has deleted all that it was to delete, so nothing waits";
        }
        return last.id().equals(run.id())
                ? null
                : "is not the last one of " + run.sync() + ", which is " + last.id()
                        + "; what was gone then may be back";
    }
}
