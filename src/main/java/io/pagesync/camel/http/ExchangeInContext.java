package io.pagesync.camel.http;

import io.pagesync.PagesyncException;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.RunScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Shows the client's handlers the exchange that a request is of. Camel puts it into the client's context only where
 * somebody listens to what the client does.
 */
public final class ExchangeInContext implements HttpActivityListener {
    private static final String NAME = "org.apache.camel.Exchange";

    private ExchangeInContext() {}

    /** For each HTTP endpoint of ours that is made in a Camel context. */
    public static void addTo(CamelContext context) {
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof HttpEndpoint http
                    && http.getHttpClientConfigurer() instanceof HttpClientSetup
                    && http.getHttpActivityListener() == null) {
                http.setHttpActivityListener(new ExchangeInContext());
            }
            return endpoint;
        });
    }

    /** The run, page or log-in that a request is of. */
    static RunScope of(HttpContext context) {
        if (context.getAttribute(NAME) instanceof Exchange exchange) {
            return RunProperty.of(exchange);
        }
        throw new PagesyncException("a request of the HTTP client of an API is of no exchange");
    }

    @Override
    public void onRequestSubmitted(
            Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {}

    @Override
    public void onResponseReceived(
            Object source,
            Exchange exchange,
            HttpHost host,
            HttpResponse response,
            HttpEntity entity,
            long elapsedMillis) {}
}
