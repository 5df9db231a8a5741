package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.api.credential.Authorization.Wait;
import io.pagesync.api.credential.Authorization.Worker;
import io.pagesync.api.credential.LogIn;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.RunScope;
import org.apache.camel.Exchange;

/** A worker that fetches a page, and logs in for all others when it is its turn. */
final class LogInWorker implements Worker {
    private final Exchange exchange;
    private final Api api;
    private final RunScope scope;

    LogInWorker(Exchange exchange, Api api) {
        this.exchange = exchange;
        this.api = api;
        this.scope = RunProperty.of(exchange);
    }

    @Override
    public void whileWaiting(Wait wait) {
        scope.partition().stop().whileWaiting(wait::await);
    }

    @Override
    public LogIn.Token logIn(LogIn.Request request) {
        return LogInSteps.of(exchange.getContext(), api.settings().name())
                .run(exchange.getContext(), request, scope.run());
    }
}
