package io.pagesync.web;

import io.pagesync.PagesyncException;

/** The management port cannot be opened. */
public final class PortTakenException extends PagesyncException {
    private static final long serialVersionUID = 1;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
