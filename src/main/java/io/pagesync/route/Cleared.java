package io.pagesync.route;

import org.apache.camel.Exchange;

/** An exchange without its failure, so that the route goes on behind a split in which a page failed. */
final class Cleared {
    private Cleared() {}

    static Exchange of(Exchange exchange) {
        exchange.setException(null);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getMessage().setBody(null);
        return exchange;
    }
}
