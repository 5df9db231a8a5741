package io.pagesync.sandbox;

import io.pagesync.sandbox.answer.Answer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** A Jetty for HTTP/1.1 that can be reached from this machine only. */
final class LocalServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 1_024;
    private static final int MAX_THREADS = 64;
    /** Longer than the longest delay that can be ordered. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);

    private final Server server;

    LocalServer(Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("sandbox");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("sandbox-timer", true), null);
        server.setErrorHandler(LocalServer::jsonError);
        server.setHandler(handler);
    }

    /**
     * Starts it; where that fails it is closed.
     *
     * @param port 0 for any free one
     * @return where it listens, without a path
     */
    URI listen(int port) throws IOException {
        ServerConnector connector = connector(port);
        server.addConnector(connector);
        try {
            // Before the start, which would log a stack trace where the port is taken.
            connector.open();
            server.start();
            warmUp(connector.getLocalPort());
        } catch (Exception e) {
            close();
            if (e instanceof IOException && e.getCause() instanceof BindException) {
                String message = "Port " + port + " of " + HOST
                        + " is taken: stop what listens there, or choose another" + " port, or 0 for any free one";
                throw new IOException(message, e);
            }
            throw new IOException("The sandbox cannot be started: " + e.getMessage(), e);
        }
        return URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /**
     * Asks the server once whether it is up: a server that loads its classes while the first request waits would log
     * that one late, and find the second too early.
     */
    private static void warmUp(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request =
                    "GET " + SandboxHandler.HEALTH + " HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    void awaitClose() throws InterruptedException {
        server.join();
    }

    /** Cuts all connections and ends all threads. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox cannot be stopped", e);
        }
    }

    private ServerConnector connector(int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setAcceptedTcpNoDelay(true);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        return connector;
    }

    // For what Jetty refuses before our handler sees it, such as a malformed request line.
    private static boolean jsonError(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(
                true, Answer.error(status, HttpStatus.getMessage(status)).body().view(), callback);
        return true;
    }
}
