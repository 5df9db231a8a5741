package io.pagesync.jms;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** The message broker cannot be reached, or refuses who asks; the message says what to do. */
public final class BrokerException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
