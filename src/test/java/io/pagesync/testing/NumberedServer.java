package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API whose every answer is made by the number of the page that is asked for, at any path. */
public final class NumberedServer extends LoopbackServer {
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

        void sendTo(HttpExchange exchange) throws IOException {
            Map<String, String> headers = new HashMap<>(JSON);
            if (!header.isEmpty()) {
                String[] more = header.split(": ", 2);
                headers.put(more[0], more[1]);
            }
            send(exchange, status, body, headers);
        }

        /** A page of a collection of so many pages, all full, whose records are {@code id} 1 and up; an empty one behind them. */
        public static Answer numbered(int page, int pages, int size) {
            int last = page > pages ? 0 : page * size;
            return page(
                    "\"total\":" + pages * size + ",\"pageSize\":" + size + ",",
                    page > pages ? 1 : last - size + 1,
                    last);
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

    private NumberedServer(IntFunction<Answer> answers) throws IOException {
        this.answers = answers;
    }

    /** Answers otherwise from now on. */
    public void answer(IntFunction<Answer> others) {
        answers = others;
    }

    /** Answers by the query's parameter page, or 1 without one. */
    public static NumberedServer start(IntFunction<Answer> answers) throws IOException {
        NumberedServer started = new NumberedServer(answers);
        started.start("/");
        return started;
    }

    /** The pages that were asked for, in the order of their requests. */
    public List<Integer> asked() {
        return List.copyOf(asked);
    }

    @Override
    void answer(HttpExchange exchange) throws IOException {
        int page = page(exchange);
        asked.add(page);
        answers.apply(page).sendTo(exchange);
    }
}
