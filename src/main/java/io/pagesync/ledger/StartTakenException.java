package io.pagesync.ledger;

import io.pagesync.PagesyncException;

/** A missed start was to be made up for, and a run of the sync has begun meanwhile. */
public final class StartTakenException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** This run of the sync has begun. */
    public StartTakenException(String sync, String run) {
        super("a run of " + sync + " has begun meanwhile (run " + run + ")");
    }
}
