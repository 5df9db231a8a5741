package io.pagesync.destination;

import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.failure.Participant;

/**
 * A destination of one run, which owns it: it takes pages, confirms them, and is told the verdict. Two runs never share
 * one.
 */
public interface Destination extends Participant {
    /**
     * Enlists with {@link Delivery#begin}, writes the page's records, and confirms them with {@link Delivery#confirm}.
     * Called by many threads at once.
     *
     * @throws io.pagesync.PagesyncException if it has not taken the page, which may come again
     */
    void write(Page page, Delivery delivery);
}
