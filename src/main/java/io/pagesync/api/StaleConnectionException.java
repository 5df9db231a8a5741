package io.pagesync.api;

import java.io.IOException;

/**
 * A connection that was kept open ended before a byte of the answer came: the server had closed it, and most likely never
 * saw the request. It says nothing of the server.
 */
public final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The error that the connection ended in. */
    public StaleConnectionException(IOException cause) {
        super("the server closed the connection without an answer", cause);
    }
}
