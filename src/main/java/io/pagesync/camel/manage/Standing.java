package io.pagesync.camel.manage;

import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.RunReport;
import io.pagesync.view.RunFacts;
import java.time.Instant;
import java.util.Optional;

/** How a sync stands, by its last run and its schedule, with the exit code that a script gets. */
public enum Standing {
    /** Its last run is whole, and not late. */
    FRESH(0),
    /** Somebody runs it. */
    RUNNING(0),
    /** Its last run is whole, and began too long ago: before the start before last, or longer ago than its greatest age. */
    LATE(3),
    /** Its last run is whole, and has deletes that wait for a person's word. */
    BLOCKED(RunReport.Blocked.EXIT_CODE),
    /** Its last run is whole, and has left changes that were not sent. */
    UNSENT(RunReport.Unsent.EXIT_CODE),
    /** The collection changed under its last run. */
    DRIFTED(3),
    /** Whoever ran it last gives no sign of life any more. */
    CUT_SHORT(4),
    /** Its last run has all but the records that a destination could not hold. */
    REFUSED(RunReport.Refused.EXIT_CODE),
    /** Its last run left something out. */
    PARTIAL(4),
    /** The ledger has no run of it. */
    NEVER_RUN(4),
    /** Its last run got nothing. */
    FAILED(1);

    private final int exitCode;

    Standing(int exitCode) {
        this.exitCode = exitCode;
    }

    /** How a sync stands whose last run this is. */
    public static Standing of(Sync sync, Optional<RunEntry> last, Instant now) {
        if (last.isEmpty()) {
            return NEVER_RUN;
        }
        RunReport report = last.get().report();
        if (last.get().state() != RunEntry.State.ENDED || report == null) {
            return last.get().state() == RunEntry.State.RUNNING ? RUNNING : CUT_SHORT;
        }
        return switch (report.verdict()) {
            case COMPLETE, REPAIRED -> isLate(sync, last.get().started(), now) ? LATE : whole(report);
            case DRIFTED -> DRIFTED;
            case PARTIAL -> report.isOnlyRefused() ? REFUSED : PARTIAL;
            case FAILED -> FAILED;
        };
    }

    private static Standing whole(RunReport report) {
        return !report.blocked().isEmpty() ? BLOCKED : report.unsent().isEmpty() ? FRESH : UNSENT;
    }

    private static boolean isLate(Sync sync, Instant started, Instant now) {
        return Schedules.lateFrom(sync, started)
                .filter(from -> !now.isBefore(from))
                .isPresent();
    }

    /** The exit code of a command that looked at this sync alone. */
    public int exitCode() {
        return exitCode;
    }

    /** In words, such as {@code cut short}. */
    public String text() {
        return RunFacts.words(this);
    }
}
