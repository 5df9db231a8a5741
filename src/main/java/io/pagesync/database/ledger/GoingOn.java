package io.pagesync.database.ledger;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.own.LedgerRuns;
import io.pagesync.database.own.LedgerSince;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.ledger.StartTakenException;
import io.pagesync.ledger.When;
import io.pagesync.report.ReportText;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Instant;
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
     * @throws StartTakenException if a missed start was made up for by that run
     * @throws InvalidSettingException if one run was asked for that cannot go on
     */
    static GoingOn of(LedgerRuns.@Nullable Row last, RunRequest request, long now) {
        Start start = request.start();
        if (last != null && start.madeUpBy(Instant.ofEpochMilli(last.started()), Instant.ofEpochMilli(now))) {
            throw new StartTakenException(request.sync(), last.id());
        }
        if (start.only() != null) {
            return new GoingOn(true, goesOn(requireFit(last, request, start.only()), now));
        }
        if (last == null) {
            return new GoingOn(false, "");
        }
        String its = When.at(last.started(), now) + ", which "
                + (last.verdict() == null ? "was cut short" : "ended " + last.verdict());
        String over = over(last, false);
        if (over != null) {
            return new GoingOn(false, over.isEmpty() ? "" : "a new run: the one of " + its + ", " + over);
        }
        long age = now - last.started();
        if (start.fresh() || request.resumeMaxAge().isZero()) {
            return new GoingOn(false, start.fresh() ? "a new run, as asked for: the one of " + its : "");
        }
        if (last.asked() != request.asked()) {
            return new GoingOn(false, "a new run: the one of " + its + ", asked for something else");
        }
        if (age >= request.resumeMaxAge().toMillis()) {
            return new GoingOn(
                    false,
                    "a new run: the one of " + its + ", began longer ago than " + When.length(request.resumeMaxAge()));
        }
        return new GoingOn(true, goesOn(last, now));
    }

    /**
     * The same of a sync that asks only for what has changed: a run goes on only as it has asked before, and not where
     * everything is to be asked for now.
     *
     * @param since what is known of how the last run has asked; null if nothing is, or the sync asks for everything always
     */
    GoingOn asking(RunRequest request, LedgerRuns.@Nullable Row last, LedgerSince.@Nullable Row since) {
        if (!goesOn
                || request.since() == null
                || last == null
                || request.start().only() != null) {
            return this;
        }
        if (since == null || !since.run().equals(last.id())) {
            return new GoingOn(false, "a new run: nobody knows how the last one has asked");
        }
        boolean incremental = since.asking().isIncremental();
        return incremental && (request.start().full() || since.known().mark().isEmpty())
                ? new GoingOn(false, "a new run: the last one asked only for what had changed")
                : this;
    }

    private static String goesOn(LedgerRuns.Row last, long now) {
        return String.format(
                Locale.ROOT,
                "goes on with what this run had by %s: %,d page%s",
                When.at(last.ended() == null ? last.seen() : last.ended(), now),
                last.pages(),
                last.pages() == 1 ? "" : "s");
    }

    private static LedgerRuns.Row requireFit(LedgerRuns.@Nullable Row last, RunRequest request, String only) {
        String over = last == null ? null : over(last, request.start().refused());
        String why = last == null || !last.id().equals(only)
                ? "it is not the last one of " + request.sync()
                : over != null
                        ? "it ended " + last.verdict() + ", "
                                + (over.isEmpty() ? "with nothing to go on with" : "and " + over)
                        : last.asked() == request.asked() ? "" : "it asked for something else than the sync does now";
        if (last == null || !why.isEmpty()) {
            throw new InvalidSettingException(
                    "run " + only + " cannot go on: " + why + "; pagesync run " + request.sync() + " begins anew");
        }
        return last;
    }

    /**
     * Why a run is not gone on with, whoever asks, in a clause; empty where that needs no word: all pages were delivered, refused
     * records or not, or none was. Null if it may be.
     *
     * @param refused whether records that were refused are to be delivered
     */
    private static @Nullable String over(LedgerRuns.Row run, boolean refused) {
        if (run.verdict() == null) {
            return null;
        }
        RunReport report = ReportText.read(run.report());
        if (RunReport.cameToNothing(run.pages(), report)
                || !Verdict.valueOf(run.verdict()).resumable()) {
            return "";
        }
        if (report != null && report.isOnlyRefused() && !refused) {
            return "";
        }
        if (report == null || report.partitions() != null) {
            return null;
        }
        boolean all = !refused && report.pages().planned() > 0 && report.pages().missing() == 0;
        return all ? "" : report.canGoOn() ? null : "met changes of the collection";
    }
}
