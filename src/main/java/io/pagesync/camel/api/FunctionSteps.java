package io.pagesync.camel.api;

import io.pagesync.PagesyncException;
import io.pagesync.api.CallFailedException;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFunction;
import io.pagesync.page.read.PageReader;
import io.pagesync.run.RunScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;

/** Calls a page function where other APIs are asked by HTTP. */
public final class FunctionSteps {
    private final PageFunction function;

    public FunctionSteps(PageFunction function) {
        this.function = function;
    }

    /** Makes the message the page, or throws an error that says which page failed. */
    public void call(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        int page = scope.fetch().request().page();
        int number = scope.partition().collection().paging().numberOf(page);
        ApiSteps.sending(scope);
        byte[] body;
        try {
            body = FunctionAnswer.bytes(function.page(number));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(number, e);
        } catch (PagesyncException e) {
            throw e;
        } catch (Exception | Error e) {
            throw failed(number, e);
        }
        scope.run().traffic().read(body.length);
        scope.run().api().answered(scope.fetch().attempt(), 200);
        exchange.getMessage().setBody(read(page, number, body, scope));
    }

    private static Page read(int page, int number, byte[] body, RunScope scope) {
        try {
            return PageReader.read(page, body, null, scope.partition().format());
        } catch (InvalidPageException e) {
            // Never cut short by a network: to call the function again would not help.
            String what = e.text(scope.partition().collection().names()::parameter);
            throw new InvalidPageException("the page function, page " + number + ": " + what, false, e);
        }
    }

    private static CallFailedException failed(int number, Throwable error) {
        String what = error.getClass().getSimpleName() + (error.getMessage() == null ? "" : ": " + error.getMessage());
        boolean mayPass = error instanceof IOException || error instanceof UncheckedIOException;
        return new CallFailedException(
                new CallFailedException.Call("CALL", "function:" + number, 0, what, false),
                mayPass,
                "the page function failed for page " + number + ": " + what,
                error);
    }
}
