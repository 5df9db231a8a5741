package io.pagesync.camel.api;

import io.pagesync.api.CallFailedException;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.page.InvalidPageException;
import io.pagesync.run.Delivery;
import io.pagesync.run.RunScope;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed attempt may be followed by another. */
public final class Retry {
    public Retry() {}

    /** Whether the page is asked for again: the failure may pass, attempts are left, and the run goes on. */
    public boolean again(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        return mayPass(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                && scope.fetch().attempts() < scope.run().api().settings().attempts()
                && !scope.partition().stop().stopped()
                && !(scope instanceof Delivery delivery && delivery.isBehindTheEnd());
    }

    static boolean mayPass(@Nullable Throwable error) {
        if (error instanceof CallFailedException call) {
            return call.retryable();
        }
        return error instanceof InvalidPageException page && page.cutShort();
    }
}
