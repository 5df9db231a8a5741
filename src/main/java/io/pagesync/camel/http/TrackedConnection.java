package io.pagesync.camel.http;

import io.pagesync.api.UnusableAnswerException;
import java.io.IOException;
import java.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Another connection, for one request: one hears when what was written to it has left, and it gives no endless interim
 * answers (1xx).
 */
final class TrackedConnection implements HttpClientConnection {
    /** Servers send one or two (100, 103). */
    private static final int MOST_INTERIM = 20;

    private final HttpClientConnection connection;
    private final Runnable sent;
    private int interim;

    TrackedConnection(HttpClientConnection connection, Runnable sent) {
        this.connection = connection;
        this.sent = sent;
    }

    @Override
    public void flush() throws IOException {
        try {
            connection.flush();
        } finally {
            sent.run();
        }
    }

    @Override
    public boolean isConsistent() {
        return connection.isConsistent();
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        connection.sendRequestHeader(request);
    }

    @Override
    public void terminateRequest(ClassicHttpRequest request) throws HttpException, IOException {
        connection.terminateRequest(request);
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        connection.sendRequestEntity(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = connection.receiveResponseHeader();
        if (response.getCode() < HttpStatus.SC_OK && ++interim > MOST_INTERIM) {
            throw new UnusableAnswerException("there is no answer behind " + MOST_INTERIM
                    + " interim ones (the last is " + response.getCode() + ")");
        }
        return response;
    }

    @Override
    public void receiveResponseEntity(ClassicHttpResponse response) throws HttpException, IOException {
        connection.receiveResponseEntity(response);
    }

    @Override
    public boolean isDataAvailable(Timeout timeout) throws IOException {
        return connection.isDataAvailable(timeout);
    }

    @Override
    public boolean isStale() throws IOException {
        return connection.isStale();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    @Override
    public void close(CloseMode mode) {
        connection.close(mode);
    }

    @Override
    public Timeout getSocketTimeout() {
        return connection.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        connection.setSocketTimeout(timeout);
    }

    @Override
    public @Nullable EndpointDetails getEndpointDetails() {
        return connection.getEndpointDetails();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return connection.getLocalAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return connection.getRemoteAddress();
    }

    @Override
    public @Nullable ProtocolVersion getProtocolVersion() {
        return connection.getProtocolVersion();
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        return connection.getSSLSession();
    }
}
