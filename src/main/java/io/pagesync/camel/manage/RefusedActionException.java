package io.pagesync.camel.manage;

import io.pagesync.PagesyncException;

/** What a person asked for cannot be done now. */
final class RefusedActionException extends PagesyncException {
    private static final long serialVersionUID = 1;

    RefusedActionException(String sentence) {
        super(sentence);
    }
}
