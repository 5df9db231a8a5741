package io.pagesync.kafka.client;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** A page could not be sent to a topic; the message says to which, why, and what to do. */
public final class TopicException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    TopicException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
