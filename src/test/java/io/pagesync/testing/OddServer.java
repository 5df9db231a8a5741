package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the tests' syncs ask for one, whose pages are as they should be, but for the requests that a test answers
 * otherwise. Its last page is not full, so that nobody looks behind it.
 */
public final class OddServer extends LoopbackServer {
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<Integer, AtomicInteger> times = new ConcurrentHashMap<>();
    private final int pages;
    private final Script script;

    private OddServer(int pages, Script script) throws IOException {
        this.pages = pages;
        this.script = script;
    }

    /**
     * A request.
     *
     * @param uri its path and query
     * @param page the page it asks for
     * @param times how often the page was asked for, this time included
     * @param token what it carries in Authorization; empty if nothing
     * @param nanos when it came
     */
    public record Asked(URI uri, int page, int times, String token, long nanos) {}

    /** An answer. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        public Answer with(String header, String value) {
            Map<String, String> all = new ConcurrentHashMap<>(headers);
            all.put(header, value);
            return new Answer(status, body, all);
        }
    }

    /** What is answered to a request; null where it is the page as it should be. */
    @FunctionalInterface
    public interface Script {
        @Nullable
        Answer answer(Asked request) throws IOException;
    }

    public static OddServer start(int pages, Script script) throws IOException {
        OddServer started = new OddServer(pages, script);
        started.start("/");
        return started;
    }

    /** The requests, in their order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How many records there are: two a page, and one on the last. */
    public static int records(int pages) {
        return 2 * pages - 1;
    }

    /** The page as it should be, with this status. */
    public Answer page(int status, int page) {
        return page(status, page, pages);
    }

    /** The same of a server of so many pages. */
    public static Answer page(int status, int page, int pages) {
        StringBuilder records = new StringBuilder();
        for (int id = 2 * page - 1; id <= Math.min(2 * page, records(pages)); id++) {
            records.append(records.length() == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(id)
                    .append('}');
        }
        return Answer.of(status, "{\"total\":" + records(pages) + ",\"pageSize\":2,\"data\":[" + records + "]}");
    }

    @Override
    void answer(HttpExchange exchange) throws IOException {
        int page = page(exchange);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        Asked request = new Asked(
                exchange.getRequestURI(),
                page,
                times.computeIfAbsent(page, each -> new AtomicInteger()).incrementAndGet(),
                token == null ? "" : token,
                System.nanoTime());
        asked.add(request);
        Answer odd = script.answer(request);
        Answer answer = odd == null ? page(200, page) : odd;
        send(exchange, answer.status, answer.body, answer.headers);
    }
}
