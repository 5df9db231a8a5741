package io.pagesync.camel.sink;

import io.pagesync.PagesyncException;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import org.apache.camel.Exchange;

/**
 * A page as it comes to one of our sinks.
 *
 * @param page the page
 * @param delivery its delivery, to which the sink confirms it
 */
record SinkPage(Page page, Delivery delivery) {
    /**
     * The page on the message.
     *
     * @throws PagesyncException if the message carries something else, with the cure
     */
    static SinkPage of(Exchange exchange, String kamelet) {
        Delivery delivery = RunProperty.delivery(exchange);
        Object body = exchange.getMessage().getBody();
        if (delivery == null || !(body instanceof Page page)) {
            throw new PagesyncException("kamelet:" + kamelet + " takes the pages of a kamelet:collection-source, not "
                    + (body == null ? "an empty body" : body.getClass().getSimpleName())
                    + "; put it before steps that change the body");
        }
        return new SinkPage(page, delivery);
    }
}
