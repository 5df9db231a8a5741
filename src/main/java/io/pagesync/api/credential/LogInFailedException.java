package io.pagesync.api.credential;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** A log-in that has failed for good, or whose token the API does not take. Every worker gets this one error. */
public final class LogInFailedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    /** An error about the log-in of an API; {@code cause} is null where there is none. */
    public LogInFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
