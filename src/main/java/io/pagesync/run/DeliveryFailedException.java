package io.pagesync.run;

import io.pagesync.PagesyncException;

/** A page that was fetched but did not reach every destination. */
public final class DeliveryFailedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    DeliveryFailedException(String why) {
        super("not delivered: " + why);
    }
}
