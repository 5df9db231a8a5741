package io.pagesync.camel.http;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import java.net.URI;
import java.util.List;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.slf4j.LoggerFactory;

/**
 * Sets the HTTP client of one API up. It must not retry by itself (HttpClient 5 sleeps for whatever Retry-After says, an
 * hour if told so), nor keep cookies, nor follow a redirect with our credentials.
 */
public final class HttpClientSetup implements HttpClientConfigurer {
    private static final List<String> TELLING_LOGGERS =
            List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

    private final Api api;
    private final RequestCustomizer requests;
    private final OpenCalls calls;

    public HttpClientSetup(Api api, RequestCustomizer requests, OpenCalls calls) {
        this.api = api;
        this.requests = requests;
        this.calls = calls;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        refuseLogsThatTell();
        ApiSettings settings = api.settings();
        LastingConnections connections = new LastingConnections(builder.getConnManager());
        builder.setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .addExecInterceptorFirst("pagesync", new AnswerGuard(requests, calls, connections))
                .setRequestExecutor(new RequestSender(requests, api::sent));
        settings.transport().proxy().map(HttpClientSetup::host).ifPresent(builder::setProxy);
    }

    /** The client logs what it sends, headers and all; no code of ours comes in between. */
    private void refuseLogsThatTell() {
        ApiSettings settings = api.settings();
        for (String logger : TELLING_LOGGERS) {
            if (settings.auth().proves() && LoggerFactory.getLogger(logger).isDebugEnabled()) {
                throw new InvalidSettingException("the logger " + logger
                        + " is on, which would print the secrets of API " + settings.name() + "; set its level to OFF");
            }
        }
    }

    private static HttpHost host(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return new HttpHost(uri.getScheme(), uri.getHost(), port);
    }
}
