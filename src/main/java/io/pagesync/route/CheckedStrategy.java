package io.pagesync.route;

import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.RunScope;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The aggregator of what is read only to compare. */
final class CheckedStrategy implements AggregationStrategy {
    @Override
    public Exchange aggregate(@Nullable Exchange oldExchange, Exchange newExchange) {
        RunScope scope = RunProperty.of(newExchange);
        Run run = scope.run();
        if (newExchange.getException() != null) {
            run.compareFailed(scope.fetch().request().page(), newExchange.getException());
        } else if (newExchange.getMessage().getBody() instanceof Page page) {
            run.compared(page);
        }
        return Cleared.of(oldExchange == null ? newExchange : oldExchange);
    }
}
