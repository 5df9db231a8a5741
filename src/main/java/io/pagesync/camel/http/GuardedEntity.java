package io.pagesync.camel.http;

import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.UnusableAnswerException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that ends with an error when it is too large, decompressed, or when its call is cut off. The connection is
 * closed then, because a client that merely closes the stream reads what is left of it, however much that is.
 */
final class GuardedEntity extends HttpEntityWrapper {
    private final AnswerLimits limits;
    private final OpenCall call;
    private final ExecRuntime connection;

    GuardedEntity(HttpEntity entity, AnswerLimits limits, OpenCall call, ExecRuntime connection) {
        super(entity);
        this.limits = limits;
        this.call = call;
        this.connection = connection;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new Guarded(super.getContent());
    }

    private interface Reading {
        int read() throws IOException;
    }

    private final class Guarded extends FilterInputStream {
        private long read;

        Guarded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = guarded(super::read);
            count(next < 0 ? -1 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = guarded(() -> super.read(bytes, from, length));
            count(count);
            return count;
        }

        private int guarded(Reading reading) throws IOException {
            try {
                int result = reading.read();
                call.throwIfCut();
                return result;
            } catch (IOException e) {
                throw broken(e);
            } catch (RuntimeException e) {
                // Of a connection that was closed meanwhile, or a run that has stopped.
                throw broken(e);
            }
        }

        private void count(int count) throws IOException {
            if (count < 0) {
                call.close();
                return;
            }
            read += count;
            if (read > limits.bytes()) {
                throw broken(UnusableAnswerException.tooLarge(limits.bytes()));
            }
        }

        private <E extends Exception> E broken(E error) throws IOException {
            call.close();
            connection.discardEndpoint();
            call.throwIfCut();
            if (error instanceof MessageConstraintException beyond) {
                throw AnswerGuard.beyond(beyond);
            }
            return error;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                call.close();
            }
        }
    }
}
