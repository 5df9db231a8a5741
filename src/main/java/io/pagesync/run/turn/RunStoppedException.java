package io.pagesync.run.turn;

import io.pagesync.PagesyncException;

/** A page was not asked for, or not handed on, because its run has stopped. */
public final class RunStoppedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** The run stopped for this reason. */
    public RunStoppedException(String reason) {
        super("not loaded, the run has stopped: " + reason);
    }
}
