package io.pagesync.camel.sync;

import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sync has missed by its schedule while nobody ran: a start, if its last run began before the last one was due; or
 * the rest of that run, if it was cut short. A sync that has never run has missed nothing.
 */
final class MissedStart {
    private MissedStart() {}

    /** The start that makes up for it; empty if there is none, or the sync's misfire leaves it out. */
    static Optional<Start> of(Sync sync, Optional<RunEntry> last, Instant now) {
        if (sync.misfire() != Sync.Misfire.RUN || last.isEmpty()) {
            return Optional.empty();
        }
        RunEntry run = last.get();
        Optional<Instant> due = Schedules.last(sync, now);
        if (run.state() == RunEntry.State.RUNNING || due.isEmpty()) {
            return Optional.empty();
        }
        if (run.started().isBefore(due.get())) {
            return due.map(Start::missedAt);
        }
        return isCutShort(run) ? Optional.of(Start.goingOnWith(run.id())) : Optional.empty();
    }

    /** Of a run that was stopped, the rest is missing, too; of one with failures, the next start is soon enough. */
    private static boolean isCutShort(RunEntry run) {
        RunReport report = run.report();
        return run.state() == RunEntry.State.CUT_SHORT
                || (report != null
                        && report.verdict() == Verdict.PARTIAL
                        && report.resumable()
                        && report.stopped() != null
                        && report.failures().isEmpty());
    }

    /** What it makes up for, in one sentence. */
    static String text(Start start) {
        return start.due() == null
                ? "the last run was cut short; it goes on now"
                : "the start of " + start.due() + " was missed; it is made up for now";
    }
}
