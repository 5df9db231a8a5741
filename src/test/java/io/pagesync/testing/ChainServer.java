package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * A collection at {@code /items} with one record a page. Each page declares the total and names the next one, as a number
 * under {@code /next} and as a link under {@code /link}; so it can be asked for by page numbers, cursors and links.
 */
public final class ChainServer extends LoopbackServer {
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final int pages;
    private volatile IntFunction<String> link = page -> "/items?page=" + page;
    private volatile int broken;

    private ChainServer(int pages) throws IOException {
        this.pages = pages;
    }

    /** A collection of so many pages. */
    public static ChainServer start(int pages) throws IOException {
        ChainServer started = new ChainServer(pages);
        started.start("/items");
        return started;
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

    @Override
    void answer(HttpExchange exchange) throws IOException {
        int page = page(exchange);
        asked.add(page);
        boolean last = page >= pages;
        String body = "{\"total\":" + pages + ",\"pageSize\":1,\"next\":" + (last ? "null" : page + 1)
                + ",\"link\":"
                + (last ? "null" : "\"" + link.apply(page + 1) + "\"") + ",\"data\":"
                + (page > pages ? "[]" : "[{\"id\":" + page + "}]") + "}";
        send(exchange, page == broken ? 500 : 200, body, Map.of());
    }
}
