package io.pagesync.api;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** A request that got no usable answer: a status other than 200, a broken connection, a time-out. */
public final class CallFailedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean retryable;

    /**
     * An error about one request.
     *
     * @param status the HTTP status; 0 if there was no answer
     * @param retryable whether asking again may help
     * @param message method, URL without secrets, status, and the server's reason or what broke
     * @param cause what broke, null if the server answered
     */
    public CallFailedException(int status, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
    }

    /** The HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** Whether asking again may help. */
    public boolean retryable() {
        return retryable;
    }
}
