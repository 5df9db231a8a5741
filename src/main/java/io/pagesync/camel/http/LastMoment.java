package io.pagesync.camel.http;

import java.io.IOException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The last handler before the wire: the connection is open, its handshake done. It puts a secret query parameter on a
 * request for no longer than it takes to send it, for every handler above logs the request line at DEBUG; and it tells
 * when a request has left: 10 ms earlier, before a busy machine let the thread go on to its last step, were enough for a
 * strict server to count one too many.
 */
final class LastMoment extends HttpRequestExecutor {
    private final Outgoing outgoing;
    private final Runnable sent;

    LastMoment(Outgoing outgoing, Runnable sent) {
        super(DefaultClientConnectionReuseStrategy.INSTANCE);
        this.outgoing = outgoing;
        this.sent = sent;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        if (Method.CONNECT.isSame(request.getMethod())) {
            // Opens a tunnel through a proxy: the API hears nothing of it.
            return super.execute(request, connection, informationCallback, context);
        }
        String shown = request.getPath();
        request.setPath(outgoing.reveal(shown));
        try {
            return super.execute(request, new HeardConnection(connection, sent), informationCallback, context);
        } finally {
            request.setPath(shown);
        }
    }
}
