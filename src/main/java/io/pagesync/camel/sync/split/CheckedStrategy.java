package io.pagesync.camel.sync.split;

import io.pagesync.camel.context.RunProperty;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.RunScope;
import org.apache.camel.Exchange;

/** The aggregator of what is read only to compare. */
public final class CheckedStrategy extends SplitterOutcome {
    @Override
    void take(Exchange ended) {
        RunScope scope = RunProperty.of(ended);
        Run run = scope.run();
        if (ended.getException() != null) {
            run.partition().compareFailed(scope.fetch().request().page(), ended.getException());
        } else if (ended.getMessage().getBody() instanceof Page page) {
            run.partition().compared(page);
        }
    }
}
