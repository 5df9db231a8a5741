package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers no page but the first before a crowd of requests is in flight, so that how many a client sends at once does not
 * depend on how fast the machine is. A crowd that does not come is given up after ten seconds.
 */
public final class CrowdServer extends LoopbackServer {
    private final CountDownLatch crowd;
    private final int pages;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private CrowdServer(int crowd, int pages) throws IOException {
        this.crowd = new CountDownLatch(crowd);
        this.pages = pages;
    }

    public static CrowdServer start(int crowd, int pages) throws IOException {
        CrowdServer started = new CrowdServer(crowd, pages);
        started.start("/");
        return started;
    }

    /** The most requests that were in flight at once. */
    public int mostInFlight() {
        return most.get();
    }

    @Override
    void answer(HttpExchange exchange) throws IOException, InterruptedException {
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        if (!exchange.getRequestURI().getQuery().endsWith("page=1")) {
            crowd.countDown();
            var unused = crowd.await(10, TimeUnit.SECONDS);
        }
        // Before the answer is there: who has it may ask again at once.
        inFlight.decrementAndGet();
        send(
                exchange,
                200,
                "{\"data\":[{\"id\":\"" + exchange.getRequestURI() + "\"}],\"pageSize\":1,\"total\":" + pages + "}",
                Map.of());
    }
}
