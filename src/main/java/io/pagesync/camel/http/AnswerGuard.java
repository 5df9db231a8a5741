package io.pagesync.camel.http;

import io.pagesync.api.AnswerTooLargeException;
import io.pagesync.api.ApiSettings.AnswerLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The outermost handler of the HTTP client: puts the API's headers on the request, secrets too, so that no message of a
 * route ever carries one; and ends an answer that is too large, decompressed, or takes too long. It closes the
 * connection then, because a client that merely closes the stream reads what is left of it, however much that is.
 */
final class AnswerGuard implements ExecChainHandler {
    private final Outgoing outgoing;

    AnswerGuard(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!outgoing.server()
                .getHost()
                .equalsIgnoreCase(scope.route.getTargetHost().getHostName())) {
            throw new IOException("the request was led to another host, " + scope.route.getTargetHost());
        }
        outgoing.dress(request);
        long deadline = System.nanoTime() + outgoing.limits().total().toNanos();
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new GuardedEntity(entity, outgoing.limits(), deadline, scope.execRuntime));
        }
        return response;
    }

    private static final class GuardedEntity extends HttpEntityWrapper {
        private final AnswerLimits limits;
        private final long deadline;
        private final ExecRuntime connection;

        GuardedEntity(HttpEntity entity, AnswerLimits limits, long deadline, ExecRuntime connection) {
            super(entity);
            this.limits = limits;
            this.deadline = deadline;
            this.connection = connection;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new GuardedStream(super.getContent(), limits, deadline, connection);
        }
    }

    private static final class GuardedStream extends FilterInputStream {
        private final AnswerLimits limits;
        private final long deadline;
        private final ExecRuntime connection;
        private long read;

        GuardedStream(InputStream in, AnswerLimits limits, long deadline, ExecRuntime connection) {
            super(in);
            this.limits = limits;
            this.deadline = deadline;
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int count, int result) throws IOException {
            read += count;
            if (read > limits.bytes()) {
                connection.discardEndpoint();
                throw new AnswerTooLargeException(limits.bytes());
            }
            if (System.nanoTime() - deadline > 0) {
                connection.discardEndpoint();
                throw new SocketTimeoutException(
                        "the answer took longer than " + limits.total().toSeconds() + " s");
            }
            return result;
        }
    }
}
