package io.pagesync.event;

import io.pagesync.report.RunReport;
import java.util.Locale;
import java.util.Optional;

/** How a sync stands after a run. */
public enum SyncState {
    /** Whole. */
    OK,
    /** Whole, but deletes wait for a person's word. */
    BLOCKED,
    /** The collection changed while it was read. */
    DRIFTED,
    /** Something is missing. */
    PARTIAL,
    /** Nothing was loaded. */
    FAILED;

    /** What a run says of it; empty of a run that was only stopped, and will go on. */
    public static Optional<SyncState> of(RunReport report) {
        boolean onlyStopped = report.stopped() != null && report.failures().isEmpty() && report.resumable();
        return switch (report.verdict()) {
            case COMPLETE, REPAIRED -> Optional.of(report.blocked().isEmpty() ? OK : BLOCKED);
            case DRIFTED -> Optional.of(DRIFTED);
            case PARTIAL -> onlyStopped ? Optional.empty() : Optional.of(PARTIAL);
            case FAILED -> onlyStopped ? Optional.empty() : Optional.of(FAILED);
        };
    }

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
