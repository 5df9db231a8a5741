package io.pagesync.route;

import io.pagesync.api.ApiSettings;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;

/**
 * Sets the HTTP client of one API up. It must not retry by itself (HttpClient 5 sleeps for whatever Retry-After says, an
 * hour if told so), nor keep cookies, nor follow a redirect with our credentials.
 */
final class HttpClientSetup implements HttpClientConfigurer {
    private final ApiSettings settings;

    HttpClientSetup(ApiSettings settings) {
        this.settings = settings;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .addExecInterceptorFirst("pagesync", new AnswerGuard(settings));
        settings.transport().proxy().map(HttpClientSetup::host).ifPresent(builder::setProxy);
    }

    private static HttpHost host(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return new HttpHost(uri.getScheme(), uri.getHost(), port);
    }
}
