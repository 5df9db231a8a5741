package io.pagesync.recognise;

import io.pagesync.page.look.RawAnswer;
import io.pagesync.settings.Naming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API of the tests: what it answers to which query. */
final class ScriptedApi {
    private static final Map<String, String> DEFAULTS = Map.of(
            "records", "/data",
            "recordsAre", "elements",
            "total", "/total",
            "pageParameter", "page",
            "firstPage", "1",
            "firstOffset", "0",
            "sizeParameter", "pageSize");

    private final Function<String, RawAnswer> answers;
    private final List<String> asked = new ArrayList<>();
    private Recognised recognised = new Recognised(Map.of(), "", List.of(), true, true);

    ScriptedApi(Function<String, RawAnswer> answers) {
        this.answers = answers;
    }

    /** One that answers the same, whatever is asked. */
    static ScriptedApi always(String body, String... headers) {
        return new ScriptedApi(query -> json(body, headers));
    }

    static RawAnswer json(String body, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new RawAnswer(200, all, body.getBytes(StandardCharsets.UTF_8));
    }

    static RawAnswer status(int status) {
        return new RawAnswer(status, Map.of(), new byte[0]);
    }

    /** The records from one to another number, as they stand in an array. */
    static String records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"n" + id + "\"}")
                .collect(Collectors.joining(","));
    }

    /** Those of a page, of which {@code all} are there. */
    static String page(int offset, int size, int all) {
        return "[" + records(offset + 1, Math.min(offset + size, all)) + "]";
    }

    /** The number that a query's parameter has. */
    static int number(String query, String parameter, int without) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(parameter + "=")) {
                return Integer.parseInt(pair.substring(parameter.length() + 1));
            }
        }
        return without;
    }

    static boolean has(String query, String parameter) {
        return ("&" + query).contains("&" + parameter + "=");
    }

    /** What is recognised of a URL, otherwise than the defaults. */
    Map<String, String> at(String pathAndQuery, String... given) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            options.put(given[i], given[i + 1]);
        }
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        Asked first = Asked.of(path, mark < 0 ? "" : pathAndQuery.substring(mark + 1), options, Naming.ofFiles("shop"));
        recognised = Recogniser.of(first, answers.apply(first.query().text()), query -> {
            asked.add(query);
            return answers.apply(query);
        });
        Map<String, String> others = new LinkedHashMap<>(recognised.parameters());
        others.entrySet().removeIf(each -> each.getValue().equals(DEFAULTS.get(each.getKey())));
        return others;
    }

    Recognised recognised() {
        return recognised;
    }

    /** The queries that were asked for after the first one. */
    List<String> asked() {
        return asked;
    }
}
