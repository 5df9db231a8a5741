package io.pagesync.route;

import io.pagesync.run.Delivery;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The aggregator of a run's pages. What became of each was told to the run by the page's own delivery, so that here
 * pages are only gathered, where the data itself is asked for. The exchange that is handed on must not be a failed one:
 * a failed page ends a run by its verdict, not by an exception.
 */
final class GatherStrategy implements AggregationStrategy {
    @Override
    public Exchange aggregate(@Nullable Exchange oldExchange, Exchange newExchange) {
        Delivery delivery = RunProperty.delivery(newExchange);
        if (delivery != null) {
            delivery.gather();
            RunProperty.set(newExchange, delivery.run());
        }
        return Cleared.of(oldExchange == null ? newExchange : oldExchange);
    }
}
