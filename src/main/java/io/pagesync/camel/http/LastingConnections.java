package io.pagesync.camel.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A client's pool of connections that outlives an {@link Error}: the client closes its pool at once, for good, when a
 * request ends in one, such as memory that has run out for a moment. Then no request of the API would ever go out again.
 * The connection on which it happened is closed by {@link AnswerGuard}.
 */
final class LastingConnections implements HttpClientConnectionManager {
    private final HttpClientConnectionManager pool;

    LastingConnections(HttpClientConnectionManager pool) {
        this.pool = pool;
    }

    /** Closes those that nobody uses now. */
    void closeIdle() {
        if (pool instanceof ConnPoolControl<?> control) {
            control.closeIdle(TimeValue.ZERO_MILLISECONDS);
        }
    }

    /** Gracefully when the client is closed, immediately after an Error. */
    @Override
    public void close(CloseMode mode) {
        if (mode != CloseMode.IMMEDIATE) {
            pool.close(mode);
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, @Nullable Object state) {
        return pool.lease(id, route, timeout, state);
    }

    @Override
    public void release(ConnectionEndpoint endpoint, @Nullable Object state, TimeValue validFor) {
        pool.release(endpoint, state, validFor);
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) throws IOException {
        pool.connect(endpoint, timeout, context);
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        pool.upgrade(endpoint, context);
    }
}
