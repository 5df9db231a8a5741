package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerRuns;
import io.pagesync.ledger.RunRequest;
import io.pagesync.report.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sync's last run goes on.
 *
 * @param goesOn whether it does
 * @param why what it goes on with, or why it does not, in a clause; empty where there is nothing to say
 */
record GoingOn(boolean goesOn, String why) {
    /**
     * Decides it.
     *
     * @param last the sync's last run, of which nobody is working; null if there is none
     * @param request what is to be run
     * @param now the time, in milliseconds since 1970
     */
    static GoingOn of(LedgerRuns.@Nullable Row last, RunRequest request, long now) {
        if (last == null || isOver(last)) {
            return new GoingOn(false, "");
        }
        String its = When.at(last.started(), now) + ", which "
                + (last.verdict() == null ? "was cut short" : "ended " + last.verdict());
        long age = now - last.started();
        if (request.resumeMaxAge().isZero()) {
            return new GoingOn(false, "");
        }
        if (last.asked() != request.asked()) {
            return new GoingOn(false, "a new run: the one of " + its + ", asked for something else");
        }
        if (age >= request.resumeMaxAge().toMillis()) {
            return new GoingOn(
                    false,
                    "a new run: the one of " + its + ", began longer ago than " + When.length(request.resumeMaxAge()));
        }
        return new GoingOn(
                true,
                String.format(
                        Locale.ROOT,
                        "goes on with what this run had by %s: %,d page%s",
                        When.at(last.ended() == null ? last.seen() : last.ended(), now),
                        last.pages(),
                        last.pages() == 1 ? "" : "s"));
    }

    /** Whether there is nothing to go on with: all was delivered, or nothing was. */
    private static boolean isOver(LedgerRuns.Row run) {
        return run.verdict() != null && (!Verdict.valueOf(run.verdict()).resumable() || run.pages() == 0);
    }
}
