package io.pagesync.route;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The aggregator of a run's waves: a failed page ends a run by its verdict, so no wave ends in an exception. */
final class WavesStrategy implements AggregationStrategy {
    @Override
    public Exchange aggregate(@Nullable Exchange oldExchange, Exchange newExchange) {
        return Cleared.of(oldExchange == null ? newExchange : oldExchange);
    }
}
