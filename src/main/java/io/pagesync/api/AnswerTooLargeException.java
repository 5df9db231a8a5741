package io.pagesync.api;

import java.io.IOException;

/** An answer larger than the limit; asking again would not make it smaller. */
public final class AnswerTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The error for a limit in bytes. */
    public AnswerTooLargeException(long limit) {
        super("the answer is larger than " + limit + " bytes, decompressed; ask for smaller pages");
    }
}
