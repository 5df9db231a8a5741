package io.pagesync.camel.sync.split;

import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.Delivery;
import org.apache.camel.Exchange;

/**
 * The aggregator of a run's pages. What became of each was told to the run by the page's own delivery, so that here
 * pages are only gathered, where the data itself is asked for.
 */
public final class GatherStrategy extends SplitterOutcome {
    @Override
    void take(Exchange ended) {
        Delivery delivery = RunProperty.delivery(ended);
        if (delivery != null) {
            delivery.gather();
        }
    }
}
