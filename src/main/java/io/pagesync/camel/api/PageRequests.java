package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.Attempt;
import io.pagesync.camel.http.RequestCustomizer;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * The requests for pages: they carry the API's headers and the newest credential there is when they leave. A POST asks, as a
 * GET does, and changes nothing, so it may be sent twice.
 */
public final class PageRequests implements RequestCustomizer {
    private final Api api;

    public PageRequests(Api api) {
        this.api = api;
    }

    @Override
    public URI server() {
        return api.settings().baseUri();
    }

    @Override
    public AnswerLimits limits() {
        return api.settings().limits();
    }

    @Override
    public void customize(ClassicHttpRequest request, Attempt attempt) {
        api.settings().headers().forEach(request::setHeader);
        api.credentialToSend(attempt).headers().forEach((name, secret) -> request.setHeader(name, secret.reveal()));
    }

    @Override
    public String reveal(String pathAndQuery, Attempt attempt) {
        return attempt.credential().reveal(pathAndQuery);
    }
}
