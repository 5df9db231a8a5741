package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import io.pagesync.testing.NumberedServer.Answer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An API whose every answer is made by the parameters of its query, at any path. */
public final class QueryServer extends LoopbackServer {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final Function<Map<String, String>, Answer> answers;

    private QueryServer(Function<Map<String, String>, Answer> answers) throws IOException {
        this.answers = answers;
    }

    public static QueryServer start(Function<Map<String, String>, Answer> answers) throws IOException {
        QueryServer started = new QueryServer(answers);
        started.start("/");
        return started;
    }

    /** The requests, as path and query, in their order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
        }
        answers.apply(parameters).sendTo(exchange);
    }
}
