package io.pagesync.cli.record;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.api.AnswerTap;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.RunScope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers that came, of each request one: the first that is none of those after which it is asked again. */
final class SeenAnswers implements AnswerTap {
    private static final long MOST_BYTES = 256L << 20;
    private static final Set<Integer> ASKED_AGAIN = Set.of(401, 403, 408, 425, 429);

    private final Map<List<String>, Seen> byRequest = new LinkedHashMap<>();
    private final List<LoggedIn> logIns = new ArrayList<>();
    private long bytes;

    /** An answer, and what was asked. */
    record Seen(PageRequest request, RawAnswer answer) {}

    /** A log-in's answer, and where it was asked for. */
    record LoggedIn(URI url, byte[] body) {}

    @Override
    public synchronized void answered(RunScope scope, PageRequest request, RawAnswer answer) {
        if (answer.status() >= 500 || ASKED_AGAIN.contains(answer.status())) {
            return;
        }
        bytes += answer.body().length;
        if (bytes > MOST_BYTES) {
            throw new InvalidSettingException("the pages are more than " + (MOST_BYTES >> 20)
                    + " MB, too much for a recording; ask for fewer (--pages) or smaller ones");
        }
        byRequest.putIfAbsent(id(request), new Seen(request, withoutSecrets(scope, answer)));
    }

    /** An API may repeat what it was asked by. */
    private static RawAnswer withoutSecrets(RunScope scope, RawAnswer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        String masked = scope.run().api().mask(text);
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers()
                .forEach((name, value) -> headers.put(name, scope.run().api().mask(value)));
        return new RawAnswer(
                answer.status(),
                headers,
                masked.equals(text) ? answer.body() : masked.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void loggedIn(URI url, byte[] body) {
        logIns.add(new LoggedIn(url, body));
    }

    /** All of them, in the order in which they came. */
    synchronized List<Seen> all() {
        return List.copyOf(byRequest.values());
    }

    /** The answers to log-ins. */
    synchronized List<LoggedIn> logIns() {
        return List.copyOf(logIns);
    }

    private static List<String> id(PageRequest request) {
        return List.of(request.method(), request.path(), request.query(), String.valueOf(request.body()));
    }
}
