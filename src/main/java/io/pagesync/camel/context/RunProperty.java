package io.pagesync.camel.context;

import io.pagesync.PagesyncException;
import io.pagesync.run.Delivery;
import io.pagesync.run.RunScope;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The one exchange property in which a run travels. Camel copies it to every branch, thread and queue in memory. */
public final class RunProperty {
    private static final String NAME = "PagesyncRun";

    private RunProperty() {}

    public static void set(Exchange exchange, RunScope scope) {
        exchange.setProperty(NAME, scope);
    }

    public static @Nullable RunScope find(Exchange exchange) {
        return exchange.getProperty(NAME) instanceof RunScope scope ? scope : null;
    }

    public static RunScope of(Exchange exchange) {
        RunScope scope = find(exchange);
        if (scope == null) {
            throw new PagesyncException("this message belongs to no run; its route must begin with"
                    + " kamelet:collection-source, and a broker in between loses the run");
        }
        return scope;
    }

    public static @Nullable Delivery delivery(Exchange exchange) {
        return exchange.getProperty(NAME) instanceof Delivery delivery ? delivery : null;
    }
}
