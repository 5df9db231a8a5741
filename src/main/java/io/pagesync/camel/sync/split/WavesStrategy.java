package io.pagesync.camel.sync.split;

import org.apache.camel.Exchange;

/** The aggregator of a run's waves, whose pages have been gathered already. */
public final class WavesStrategy extends SplitterOutcome {
    @Override
    void take(Exchange ended) {}
}
