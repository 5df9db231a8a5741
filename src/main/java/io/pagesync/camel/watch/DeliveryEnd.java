package io.pagesync.camel.watch;

import io.pagesync.run.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Tells a delivery how an exchange that carries it has ended, also when it ends in another thread. */
public final class DeliveryEnd extends SynchronizationAdapter {
    private final Delivery delivery;

    private DeliveryEnd(Delivery delivery) {
        this.delivery = delivery;
    }

    /** From here on, the delivery waits for this exchange too. */
    public static void follow(Exchange exchange, Delivery delivery) {
        delivery.join();
        exchange.getExchangeExtension().addOnCompletion(new DeliveryEnd(delivery));
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (exchange.getExchangeExtension().isFailureHandled()) {
            delivery.fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        }
        delivery.leave(null);
    }

    @Override
    public void onFailure(Exchange exchange) {
        delivery.leave(ThrownErrors.in(exchange.getException()));
    }
}
