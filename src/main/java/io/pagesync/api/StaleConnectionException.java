package io.pagesync.api;

import java.io.IOException;

/**
 * A connection that was kept open ended before a byte of the answer came: the server had closed it, and most likely never
 * saw the request. Or it held bytes of an answer that nobody had asked for, which would have been taken for the next one. It
 * says nothing of the server but that this connection is of no use.
 */
public final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The error that the connection ended in. */
    public StaleConnectionException(IOException cause) {
        super("the server closed the connection without an answer", cause);
    }

    /** What is wrong with the connection, in one clause. */
    public StaleConnectionException(String message) {
        super(message);
    }
}
