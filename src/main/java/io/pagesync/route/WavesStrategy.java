package io.pagesync.route;

import org.apache.camel.Exchange;

/** The aggregator of a run's waves, whose pages have been gathered already. */
final class WavesStrategy extends SplitterOutcome {
    @Override
    void take(Exchange ended) {}
}
