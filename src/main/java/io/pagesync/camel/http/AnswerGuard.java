package io.pagesync.camel.http;

import io.pagesync.api.Attempt;
import io.pagesync.api.StaleConnectionException;
import io.pagesync.api.UnusableAnswerException;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * The outermost handler of the HTTP client: puts the API's headers on the request, secrets too, so that no message of a
 * route ever carries one; ends an answer that is too large or takes too long, see {@link GuardedEntity}; and makes of
 * everything that may happen on the way one error that says what it was.
 */
final class AnswerGuard implements ExecChainHandler {
    /** What Java decompresses by itself. Others would come in by whatever library happens to be there. */
    private static final String ENCODINGS = "gzip, x-gzip, deflate";

    private static final String UNKNOWN_ENCODING = "Unsupported Content-Encoding";

    private final RequestCustomizer requests;
    private final OpenCalls calls;
    private final LastingConnections connections;

    AnswerGuard(RequestCustomizer requests, OpenCalls calls, LastingConnections connections) {
        this.requests = requests;
        this.calls = calls;
        this.connections = connections;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!requests.server()
                .getHost()
                .equalsIgnoreCase(scope.route.getTargetHost().getHostName())) {
            throw new IOException("the request was led to another host, " + scope.route.getTargetHost());
        }
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, ENCODINGS);
        Attempt attempt = requests.attempt(scope.clientContext);
        attempt.requirePermit();
        requests.customize(request, attempt);
        OpenCall call = calls.begin(cancellable(scope), requests.limits().total());
        boolean open = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            // The client has decoded the answer and leaves the header on it; Camel would decode it again.
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                response.setEntity(new GuardedEntity(entity, requests.limits(), call, scope.execRuntime));
                open = true;
            }
            return response;
        } catch (IOException e) {
            call.throwIfCut();
            throw explained(e);
        } catch (HttpException e) {
            call.throwIfCut();
            throw explained(e);
        } catch (RuntimeException e) {
            // Of a connection that is closed while it is being opened.
            call.throwIfCut();
            throw e;
        } catch (Error e) {
            scope.execRuntime.discardEndpoint();
            throw e;
        } finally {
            if (!open) {
                call.close();
            }
        }
    }

    private static Cancellable cancellable(ExecChain.Scope scope) {
        return scope.originalRequest instanceof Cancellable request
                ? request
                : () -> {
                    scope.execRuntime.discardEndpoint();
                    return true;
                };
    }

    /** What an error means: itself, or what it was that the client met. */
    private <E extends Exception> E explained(E error) throws IOException {
        if (error instanceof StaleConnectionException) {
            // What else was kept open is most likely closed, too.
            connections.closeIdle();
        }
        if (error instanceof MessageConstraintException beyond) {
            throw beyond(beyond);
        }
        String message = String.valueOf(error.getMessage());
        if (error instanceof HttpException && message.startsWith(UNKNOWN_ENCODING)) {
            throw new UnusableAnswerException(
                    "the answer is compressed in a way that was not asked for, Content-Encoding"
                            + message.substring(UNKNOWN_ENCODING.length()));
        }
        return error;
    }

    /** An answer whose head, chunk sizes or trailers are beyond the limits that the client has as it comes. */
    static UnusableAnswerException beyond(MessageConstraintException error) {
        String said = String.valueOf(error.getMessage());
        Http1Config limits = Http1Config.DEFAULT;
        if (said.contains("line length")) {
            return new UnusableAnswerException("the answer has a line of more than " + limits.getMaxLineLength()
                    + " bytes among its headers, chunk sizes or trailers");
        }
        return new UnusableAnswerException(
                said.contains("header count")
                        ? "the answer has more than " + limits.getMaxHeaderCount() + " headers or trailers"
                        : "the answer begins with more than " + limits.getMaxEmptyLineCount() + " empty lines");
    }
}
