package io.pagesync.sink;

import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Destination;

/** A destination of one run that takes pages. */
public interface PageDestination extends Destination {
    /**
     * Writes the page's records and confirms them. Called by many threads at once.
     *
     * @throws io.pagesync.PagesyncException if it has not taken the page
     */
    void write(Page page, Delivery delivery);
}
