package io.pagesync.api;

import java.io.IOException;

/** An answer beyond a limit, or in a form that cannot be read; asking again would not change that. */
public final class UnusableAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The error in one sentence without its end. */
    public UnusableAnswerException(String message) {
        super(message);
    }

    /** The error for a body beyond a limit in bytes. */
    public static UnusableAnswerException tooLarge(long limit) {
        return new UnusableAnswerException(
                "the answer is larger than " + limit + " bytes, decompressed; ask for smaller pages");
    }
}
