package io.pagesync.queue;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** A page could not be sent to a queue; the message says to which, why, and what to do. */
public final class QueueException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    QueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
