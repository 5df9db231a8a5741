package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers no page but the first before a crowd of requests is in flight, so that how many a client sends at once does not
 * depend on how fast the machine is. A crowd that does not come is given up after ten seconds.
 */
public final class CrowdServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch crowd;
    private final int pages;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private CrowdServer(HttpServer server, int crowd, int pages) {
        this.server = server;
        this.crowd = new CountDownLatch(crowd);
        this.pages = pages;
    }

    public static CrowdServer start(int crowd, int pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CrowdServer started = new CrowdServer(server, crowd, pages);
        server.createContext("/", started::answer);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The most requests that were in flight at once. */
    public int mostInFlight() {
        return most.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            if (!exchange.getRequestURI().getQuery().endsWith("page=1")) {
                crowd.countDown();
                var unused = crowd.await(10, TimeUnit.SECONDS);
            }
            byte[] page = ("{\"data\":[{\"id\":\"" + exchange.getRequestURI() + "\"}],\"pageSize\":1,\"total\":" + pages
                            + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            inFlight.decrementAndGet();
            exchange.getResponseBody().write(page);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
