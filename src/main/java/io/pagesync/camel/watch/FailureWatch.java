package io.pagesync.camel.watch;

import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailureEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sees every failure on a page's way, in any branch, thread or queue in memory, also one that a dead letter channel or
 * a doCatch has handled: a multicast forgets all but one of its branches' failures, and a handled one leaves no
 * exception behind. Only failure events are asked for, so that a page that fares well costs nothing.
 */
public final class FailureWatch extends EventNotifierSupport {
    public FailureWatch() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent || event instanceof ExchangeFailureEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
        Delivery delivery = RunProperty.delivery(exchange);
        Throwable error = cause(exchange);
        if (delivery != null && error != null) {
            delivery.fail(error);
        }
    }

    private static @Nullable Throwable cause(Exchange exchange) {
        Throwable error = exchange.getException();
        return error != null ? error : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
