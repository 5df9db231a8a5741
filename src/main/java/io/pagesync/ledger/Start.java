package io.pagesync.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run is asked to begin.
 *
 * @param fresh whether a new run begins, whatever became of the last one
 * @param only the id of the run that is to be gone on with, whatever its age; null for the last one, where it may be
 * @param refused whether it goes on with the pages of which records were refused, too
 * @param due the time this start was due at and was missed: void if a run of the sync has begun since; null for one that was
 *     not missed
 * @param full whether everything is asked for, where the sync asks only for what has changed
 */
public record Start(
        boolean fresh,
        @Nullable String only,
        boolean refused,
        @Nullable Instant due,
        boolean full) {
    /** A run now, which goes on with the last one where it may. */
    public static final Start NOW = new Start(false, null, false, null, false);

    /** A new run. */
    public static final Start FRESH = new Start(true, null, false, null, false);

    /** A run that asks for everything; one that did and was cut short goes on. */
    public static final Start FULL = new Start(false, null, false, null, true);

    /** The same, and asks for everything. */
    public Start inFull() {
        return new Start(fresh, only, refused, due, true);
    }

    /** The run of this id and no other goes on. */
    public static Start goingOnWith(String run) {
        return new Start(false, run, false, null, false);
    }

    /** The same, and asks for the pages again of which records were refused, to deliver these. */
    public static Start deliveringRefusedOf(String run) {
        return new Start(false, run, true, null, false);
    }

    /** A start is made up for that was missed at this time. */
    public static Start missedAt(Instant due) {
        return new Start(false, null, false, due, false);
    }

    /** Whether this start is void, because a run has begun at this time. */
    public boolean madeUpBy(Instant started, Instant now) {
        // A run of the future was begun by a clock that was wrong, and says nothing.
        return due != null && !started.isBefore(due) && !started.isAfter(now);
    }
}
