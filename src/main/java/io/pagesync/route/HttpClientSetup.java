package io.pagesync.route;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Sets the HTTP client of one API up. It must not retry by itself (HttpClient 5 sleeps for whatever Retry-After says, an
 * hour if told so), nor keep cookies, nor follow a redirect with our credentials.
 */
final class HttpClientSetup implements HttpClientConfigurer {
    private final Api api;

    HttpClientSetup(Api api) {
        this.api = api;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        ApiSettings settings = api.settings();
        builder.disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .addExecInterceptorFirst("pagesync", new AnswerGuard(settings))
                // The last handler before the wire: the connection is open, its handshake done.
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "pagesync-sent", this::leave);
        settings.transport().proxy().map(HttpClientSetup::host).ifPresent(builder::setProxy);
    }

    private ClassicHttpResponse leave(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        api.sent();
        return chain.proceed(request, scope);
    }

    private static HttpHost host(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return new HttpHost(uri.getScheme(), uri.getHost(), port);
    }
}
