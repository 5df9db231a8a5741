package io.pagesync.route;

import java.io.IOException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a secret query parameter on a request for no longer than it takes to send it: every handler above this one logs
 * the request line at DEBUG.
 */
final class LastMoment extends HttpRequestExecutor {
    private final Outgoing outgoing;

    LastMoment(Outgoing outgoing) {
        super(Http1Config.DEFAULT, DefaultClientConnectionReuseStrategy.INSTANCE, null);
        this.outgoing = outgoing;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        String shown = request.getPath();
        request.setPath(outgoing.reveal(shown));
        try {
            return super.execute(request, connection, informationCallback, context);
        } finally {
            request.setPath(shown);
        }
    }
}
