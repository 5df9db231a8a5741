package io.pagesync.route;

import java.io.IOException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The last handler before the wire: the connection is open, its handshake done. It puts a secret query parameter on a
 * request for no longer than it takes to send it, for every handler above logs the request line at DEBUG; and it tells
 * when a request leaves, its head written and all classes for that loaded: 30 ms earlier, at the first request of a
 * connection, were enough for a strict server to count one too many.
 */
final class LastMoment extends HttpRequestExecutor {
    private final Outgoing outgoing;

    LastMoment(Outgoing outgoing, Runnable sent) {
        super(Http1Config.DEFAULT, DefaultClientConnectionReuseStrategy.INSTANCE, new Leaving(sent));
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

    /** Hears of each request when its head has been written, those included that open a tunnel through a proxy. */
    private record Leaving(Runnable sent) implements Http1StreamListener {
        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {
            if (!Method.CONNECT.isSame(request.getMethod())) {
                sent.run();
            }
        }

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {
            // Nothing is told of answers.
        }

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
            // Nor of their ends.
        }
    }
}
