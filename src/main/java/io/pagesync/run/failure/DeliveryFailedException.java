package io.pagesync.run.failure;

import io.pagesync.PagesyncException;

/** A page that was fetched but did not reach every destination. */
public final class DeliveryFailedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    public DeliveryFailedException(String why) {
        super("not delivered: " + why);
    }
}
