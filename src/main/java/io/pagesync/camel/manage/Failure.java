package io.pagesync.camel.manage;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.report.OneLine;

/**
 * How it is answered that something asked for cannot be, on the page and by REST alike.
 *
 * @param status the HTTP status
 * @param title the kind of it, in a few words
 * @param sentence what the error says, on one line
 */
record Failure(int status, String title, String sentence) {
    static Failure of(PagesyncException error) {
        String sentence = OneLine.of(String.valueOf(error.getMessage()));
        if (error instanceof AlreadyRunningException) {
            return new Failure(409, AlreadyRunningException.TITLE, sentence);
        }
        if (error instanceof RefusedActionException) {
            return new Failure(409, "Not possible", sentence);
        }
        return error instanceof InvalidSettingException
                ? new Failure(404, "Not found", sentence)
                : new Failure(503, "Not available", sentence);
    }
}
