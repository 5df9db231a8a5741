package io.pagesync.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server for people and probes, a Jetty within limits: eight threads, 64 connections, none idle for more than ten
 * seconds, headers of 8 KB, bodies of 16 KB. Its threads keep no process alive.
 */
public final class ManagementServer implements AutoCloseable {
    private static final int MOST_THREADS = 8;
    private static final int MOST_CONNECTIONS = 64;
    private static final int LARGEST_HEAD = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Server server;
    private final URI uri;

    private ManagementServer(Server server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * Starts it.
     *
     * @param host the address to listen at
     * @param port the port; 0 for any free one
     * @param pages what is shown at a path, for what the client accepts
     * @throws PortTakenException if it cannot listen there
     */
    public static ManagementServer start(String host, int port, Map<String, Function<String, Shown>> pages) {
        return start(host, port, pages, null);
    }

    /**
     * The same, and all other paths are a site's, by GET, HEAD and POST.
     *
     * @param site answers them; null if there is none
     */
    public static ManagementServer start(
            String host, int port, Map<String, Function<String, Shown>> pages, @Nullable Function<Asked, Shown> site) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("pagesync-management");
        threads.setDaemon(true);
        Server server = new Server(threads, new ScheduledExecutorScheduler("pagesync-management-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(LARGEST_HEAD);
        http.setIdleTimeout(IDLE.toMillis());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setHandler(new PageHandler(pages, site, isLoopback(host), MOST_THREADS));
        server.setErrorHandler((request, response, callback) -> PageHandler.write(
                response,
                callback,
                Shown.error(response.getStatus(), "this request is not understood"),
                !request.getMethod().equals("HEAD")));
        try {
            // Before the start, which would log a stack trace where the port is taken.
            connector.open();
            server.start();
        } catch (Exception e) {
            stop(server);
            String address = host + ":" + port;
            String why = e instanceof IOException && e.getCause() != null
                    ? e.getCause().getMessage()
                    : e.getMessage();
            throw new PortTakenException(
                    "the management port " + address + " cannot be opened: " + why
                            + "; set pagesync.management.port to another one, 0 for any free one, or off",
                    e);
        }
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return new ManagementServer(server, URI.create("http://" + shown + ":" + connector.getLocalPort()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Nor will it be listened at.
            return false;
        }
    }

    /** Where it listens, without a path. */
    public URI uri() {
        return uri;
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the management port cannot be closed", e);
        }
    }
}
