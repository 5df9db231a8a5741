package io.pagesync.camel.sync.split;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of our splitters: the exchange that went in. Camel copies the result's exception, properties and flags
 * to the route that goes on, so a page's exchange would hand over whatever the user's steps have left on it: after a
 * {@code stop}, a rollback or a dead letter channel in a branch, the run would end before it is closed.
 */
abstract class SplitterOutcome implements AggregationStrategy {
    /** A part has come to its end, well or not; one at a time. */
    abstract void take(Exchange ended);

    @Override
    public final Exchange aggregate(@Nullable Exchange before, Exchange ended, Exchange input) {
        take(ended);
        return input;
    }

    @Override
    public final Exchange aggregate(@Nullable Exchange before, Exchange ended) {
        throw new UnsupportedOperationException("a splitter gives its input exchange, too");
    }
}
