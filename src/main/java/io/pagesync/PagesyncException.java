package io.pagesync;

import org.jspecify.annotations.Nullable;

/**
 * The family of Pagesync's errors. The message is one sentence a person can act on: what happened, where, and what to
 * do. It never holds a secret.
 */
public class PagesyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with its one sentence. */
    public PagesyncException(String message) {
        this(message, null);
    }

    /** An error with its one sentence and what caused it; {@code cause} is null where there is none. */
    public PagesyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
