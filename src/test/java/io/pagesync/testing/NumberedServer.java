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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API whose every answer is made by the number of the page that is asked for, at any path. */
public final class NumberedServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    /** An answer: its status, its JSON, and a header more, as {@code name: value}, or none. */
    public record Answer(int status, String body, String header) {
        /** An answer without further headers. */
        public Answer(int status, String body) {
            this(status, body, "");
        }

        /** The same with a header Link. */
        public Answer linked(String to) {
            return with("Link", to);
        }

        /** The same with another header. */
        public Answer with(String name, String value) {
            return new Answer(status, body, name + ": " + value);
        }

        /** A page of these records, with more of the envelope before them; {@code more} ends with a comma, or is empty. */
        public static Answer page(String more, int from, int to) {
            return new Answer(
                    200,
                    "{" + more + "\"data\":"
                            + IntStream.rangeClosed(from, to)
                                    .mapToObj(id -> "{\"id\":" + id + "}")
                                    .collect(Collectors.joining(",", "[", "]"))
                            + "}");
        }
    }

    private volatile IntFunction<Answer> answers;

    private NumberedServer(HttpServer server, IntFunction<Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** Answers otherwise from now on. */
    public void answer(IntFunction<Answer> others) {
        answers = others;
    }

    /** Answers by the query's parameter page, or 1 without one. */
    public static NumberedServer start(IntFunction<Answer> answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        NumberedServer started = new NumberedServer(server, answers);
        server.createContext("/", started::answer);
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = "&" + exchange.getRequestURI().getQuery();
            int page = query.contains("&page=") ? Integer.parseInt(query.replaceFirst(".*&page=(\\d+).*", "$1")) : 1;
            asked.add(page);
            Answer answer = answers.apply(page);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!answer.header().isEmpty()) {
                String[] header = answer.header().split(": ", 2);
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
