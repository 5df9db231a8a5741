package io.pagesync.camel.http;

import io.pagesync.api.Attempt;
import io.pagesync.api.StaleConnectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.function.Consumer;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
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
 * strict server to count one too many. And only here is known that a connection was used before: a server that closes such
 * a one just then has not failed, and one that has sent its last answer twice has not answered yet, see
 * {@link StaleConnectionException}.
 */
final class RequestSender extends HttpRequestExecutor {
    private static final String UNASKED = "the connection held an answer that nobody had asked for";

    private final RequestCustomizer requests;
    private final Consumer<Attempt> sent;

    RequestSender(RequestCustomizer requests, Consumer<Attempt> sent) {
        super(DefaultClientConnectionReuseStrategy.INSTANCE);
        this.requests = requests;
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
        EndpointDetails before = connection.getEndpointDetails();
        boolean reused = before != null && before.getRequestCount() > 0;
        long received = before == null ? 0 : before.getReceivedBytesCount();
        if (reused && holdsBytes(connection)) {
            throw new StaleConnectionException(UNASKED);
        }
        String shown = request.getPath();
        Attempt attempt = requests.attempt(context);
        request.setPath(requests.reveal(shown, attempt));
        try {
            ClassicHttpResponse answer = super.execute(
                    request,
                    new TrackedConnection(connection, () -> sent.accept(attempt)),
                    informationCallback,
                    context);
            if (!reused || before.getReceivedBytesCount() != received) {
                return answer;
            }
            answer.close();
        } catch (IOException e) {
            if (reused
                    && requests.mayRepeat()
                    && !(e instanceof InterruptedIOException)
                    && before.getReceivedBytesCount() == received) {
                throw new StaleConnectionException(e);
            }
            throw e;
        } finally {
            request.setPath(shown);
        }
        // It was read with the answer before, so that it answers another request than this one.
        throw requests.mayRepeat() ? new StaleConnectionException(UNASKED) : new IOException(UNASKED);
    }

    /** Whether something has come since the last answer ended. What a TLS socket has not decrypted yet is not seen. */
    private static boolean holdsBytes(HttpClientConnection connection) throws IOException {
        Socket socket = connection instanceof ManagedHttpClientConnection managed ? managed.getSocket() : null;
        return socket != null && socket.getInputStream().available() > 0;
    }
}
