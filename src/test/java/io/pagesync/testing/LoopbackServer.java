package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What all servers of the tests share: a free port of loopback, and a thread for each request that is under way. */
abstract class LoopbackServer implements AutoCloseable {
    static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
    }

    /** Answers from now on what is below a path. */
    final void start(String path) {
        server.createContext(path, this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers a request, by {@link #send} as a rule. */
    abstract void answer(HttpExchange exchange) throws IOException, InterruptedException;

    static void send(HttpExchange exchange, int status, String text, Map<String, String> headers) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The parameter page of a request, or 1 without one. */
    static int page(HttpExchange exchange) {
        String query = "&" + exchange.getRequestURI().getQuery();
        return query.contains("&page=") ? Integer.parseInt(query.replaceFirst(".*&page=(\\d+).*", "$1")) : 1;
    }

    public final URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public final void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
