package io.pagesync.ledger;

import io.pagesync.PagesyncException;

/** A sync was to run while a run of it is open. Exit code 5. */
public final class AlreadyRunningException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** The sync has this run open. */
    public AlreadyRunningException(String sync, String run) {
        super("the sync " + sync + " is running already (run " + run + "); it never runs twice at once");
    }
}
