package io.pagesync.api;

import java.io.IOException;
import java.time.Duration;

/** An answer that took longer than an answer may, from the request to its last byte. */
public final class AnswerTooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The error for a limit. */
    public AnswerTooSlowException(Duration limit) {
        super("the answer took longer than " + text(limit) + " from the request to its last byte");
    }

    private static String text(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
