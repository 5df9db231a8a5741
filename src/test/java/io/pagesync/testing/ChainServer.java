package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A collection at {@code /items} with one record a page. Each page declares the total and names the next one, as a number
 * under {@code /next} and as a link under {@code /link}; so it can be asked for by page numbers, cursors and links.
 */
public final class ChainServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final int pages;
    private volatile IntFunction<String> link = page -> "/items?page=" + page;
    private volatile int broken;

    private ChainServer(HttpServer server, int pages) {
        this.server = server;
        this.pages = pages;
    }

    /** A collection of so many pages. */
    public static ChainServer start(int pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ChainServer started = new ChainServer(server, pages);
        server.createContext("/items", started::answer);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The pages that were asked for, in the order of their requests. */
    public List<Integer> asked() {
        return List.copyOf(asked);
    }

    /** What a page says of the next one, which has this number. */
    public void link(IntFunction<String> to) {
        link = to;
    }

    /** This page is answered 500. */
    public void breakPage(int page) {
        broken = page;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            int page = query.contains("page=") ? Integer.parseInt(query.replaceFirst(".*page=(\\d+).*", "$1")) : 1;
            asked.add(page);
            boolean last = page >= pages;
            byte[] body = ("{\"total\":" + pages + ",\"pageSize\":1,\"next\":" + (last ? "null" : page + 1) + ",\"link\":"
                            + (last ? "null" : "\"" + link.apply(page + 1) + "\"") + ",\"data\":"
                            + (page > pages ? "[]" : "[{\"id\":" + page + "}]") + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == broken ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
