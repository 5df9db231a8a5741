package io.pagesync.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A collection at any path, in pages of twenty, that pages as the API does after which its shape is called. */
public final class ShapeServer extends LoopbackServer {
    private static final int SIZE = 20;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Shape shape;
    private final int records;

    /** How it pages. */
    public enum Shape {
        WORDPRESS,
        GITHUB,
        GITLAB,
        SHOPIFY,
        STRIPE,
        DRF,
        DRF_OFFSET,
        DRF_CURSOR,
        ODATA,
        JSON_API,
        SPRING_DATA_REST,
        ELASTICSEARCH,
        MEDIAWIKI,
        NOTION,
        DUMMYJSON,
        COUNT_OF_THE_PAGE,
        MEMBERS,
        JSON_SERVER_0,
        JSON_SERVER_1,
        LIST_BY_NUMBER,
        LIST_BY_NUMBER_FROM_ZERO,
        LIST_BY_OFFSET,
        STRICT_LIST_BY_OFFSET,
        NEXT_IS_AN_OFFSET,
        NO_LIST_BEHIND_THE_END,
        LAST_NAMES_ITSELF,
        IGNORES_PARAMETERS
    }

    private record Page(String body, Map<String, String> headers) {
        Page(String body, String... headers) {
            this(body, new LinkedHashMap<>(JSON));
            for (int i = 0; i < headers.length; i += 2) {
                this.headers.put(headers[i], headers[i + 1]);
            }
        }
    }

    private ShapeServer(Shape shape, int records) throws IOException {
        this.shape = shape;
        this.records = records;
    }

    public static ShapeServer start(Shape shape, int records) throws IOException {
        ShapeServer started = new ShapeServer(shape, records);
        started.start("/");
        return started;
    }

    /** The decoded queries that were asked for, in the order of their requests. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    void answer(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        asked.add(query);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            parameters.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=?", ""));
        }
        Page page = page(parameters, baseUri() + exchange.getRequestURI().getPath());
        send(exchange, page.body.startsWith("{\"error\"") ? 400 : 200, page.body, page.headers);
    }

    private String list(int offset) {
        return list(offset, SIZE);
    }

    private String list(int offset, int size) {
        return IntStream.rangeClosed(offset + 1, Math.min(offset + size, records))
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static int number(Map<String, String> query, String parameter, int without) {
        String value = query.getOrDefault(parameter, "");
        return value.isEmpty() ? without : Integer.parseInt(value);
    }

    private Page page(Map<String, String> query, String url) {
        String name = url.replaceFirst(".*/", "").replaceFirst("\\.json$", "");
        int page = number(query, "page", 1);
        int byPage = SIZE * (page - 1);
        boolean more = byPage + SIZE < records;
        int offset = number(query, "offset", 0);
        return switch (shape) {
            case WORDPRESS ->
                byPage >= records
                        ? new Page("{\"error\":\"rest_post_invalid_page_number\"}")
                        : new Page(list(byPage), "X-WP-Total", records + "", "X-WP-TotalPages", pages() + "");
            case GITLAB ->
                new Page(list(byPage), "X-Total", records + "", "X-Total-Pages", pages() + "", "X-Page", page + "");
            case GITHUB ->
                new Page(
                        list(byPage),
                        "Link",
                        more
                                ? "<" + url + "?page=" + (page + 1) + ">; rel=\"next\", <" + url + "?page=" + pages()
                                        + ">; rel=\"last\""
                                : "<" + url + "?page=1>; rel=\"first\"");
            case SHOPIFY -> {
                int from = number(query, "page_info", 0);
                yield query.containsKey("page")
                        ? new Page("{\"error\":\"page cannot be passed\"}")
                        : from + SIZE < records
                                ? new Page(
                                        "{\"" + name + "\":" + list(from) + "}",
                                        "Link",
                                        "<" + url + "?page_info=" + (from + SIZE) + ">; rel=\"next\"")
                                : new Page("{\"" + name + "\":" + list(from) + "}");
            }
            case STRIPE -> {
                int from = number(query, "starting_after", 0);
                yield new Page("{\"object\":\"list\",\"url\":\"/items\",\"has_more\":" + (from + SIZE < records)
                        + ",\"data\":" + list(from) + "}");
            }
            case DRF -> drf(byPage, more ? url + "?page=" + (page + 1) : null, true);
            case DRF_OFFSET ->
                drf(offset, offset + SIZE < records ? url + "?limit=20&offset=" + (offset + SIZE) : null, true);
            case DRF_CURSOR -> {
                int from = number(query, "cursor", 0);
                yield drf(from, from + SIZE < records ? url + "?cursor=" + (from + SIZE) : null, false);
            }
            case ODATA -> {
                int from = number(query, "$skiptoken", 0);
                yield new Page("{\"@odata.context\":\"$metadata#items\",\"value\":" + list(from)
                        + (from + SIZE < records
                                ? ",\"@odata.nextLink\":\"" + url + "?$skiptoken=" + (from + SIZE) + "\"}"
                                : "}"));
            }
            case JSON_API -> {
                int number = number(query, "page[number]", 1);
                String last = ",\"last\":\"" + url + "?page[number]=" + pages() + "\"";
                yield new Page("{\"data\":" + list(SIZE * (number - 1)) + ",\"links\":{\"next\":"
                        + (number < pages() ? "\"" + url + "?page[number]=" + (number + 1) + "\"" : "null") + last
                        + "}}");
            }
            case SPRING_DATA_REST -> {
                int number = number(query, "page", 0);
                yield new Page("{\"_embedded\":{\"" + name + "\":" + list(SIZE * number)
                        + "},\"_links\":{\"self\":{\"href\":\""
                        + url + "\"}"
                        + (number + 1 < pages() ? ",\"next\":{\"href\":\"" + url + "?page=" + (number + 1) + "\"}" : "")
                        + "},\"page\":{\"size\":20,\"totalElements\":" + records + ",\"totalPages\":" + pages()
                        + ",\"number\":" + number + "}}");
            }
            case ELASTICSEARCH ->
                new Page("{\"took\":1,\"timed_out\":false,\"hits\":{\"total\":{\"value\":" + records
                        + ",\"relation\":\"eq\"},\"hits\":" + list(number(query, "from", 0)) + "}}");
            case MEDIAWIKI -> {
                int from = number(query, "apcontinue", 0);
                yield new Page("{\"batchcomplete\":true,"
                        + (from + SIZE < records
                                ? "\"continue\":{\"apcontinue\":\"" + (from + SIZE) + "\",\"continue\":\"-||\"},"
                                : "")
                        + "\"query\":{\"allpages\":" + list(from) + "}}");
            }
            case NOTION -> {
                int from = number(query, "start_cursor", 0);
                boolean left = from + SIZE < records;
                yield new Page("{\"object\":\"list\",\"results\":" + list(from) + ",\"next_cursor\":"
                        + (left ? "\"" + (from + SIZE) + "\"" : "null") + ",\"has_more\":" + left + "}");
            }
            case DUMMYJSON -> {
                int from = number(query, "skip", 0);
                yield new Page("{\"" + name + "\":" + list(from) + ",\"total\":" + records + ",\"skip\":" + from
                        + ",\"limit\":20}");
            }
            case COUNT_OF_THE_PAGE -> {
                String its = list(byPage);
                yield new Page("{\"count\":" + its.chars().filter(c -> c == '{').count() + ",\"data\":" + its
                        + ",\"page\":" + page + ",\"size\":20}");
            }
            case MEMBERS ->
                new Page("{\"data\":"
                        + list(byPage)
                                .replaceAll("\\{\"id\":(\\d+)}", "\"k$1\":{\"id\":$1}")
                                .replace('[', '{')
                                .replace(']', '}')
                        + ",\"total\":" + records + ",\"pageSize\":20}");
            case JSON_SERVER_0 -> {
                int number = number(query, "_page", 0);
                yield number == 0
                        ? new Page(list(0, records), "X-Powered-By", "Express")
                        : new Page(list(SIZE * (number - 1)), "X-Powered-By", "Express", "X-Total-Count", records + "");
            }
            case JSON_SERVER_1 -> {
                int number = number(query, "_page", 0);
                yield number == 0
                        ? new Page(query.containsKey("page") ? "[]" : list(0, records), "X-Powered-By", "tinyhttp")
                        : new Page("{\"first\":1,\"last\":" + pages() + ",\"pages\":" + pages() + ",\"items\":"
                                + records + ",\"data\":" + list(SIZE * (number - 1)) + "}");
            }
            case LIST_BY_NUMBER -> new Page(list(byPage));
            case LIST_BY_NUMBER_FROM_ZERO -> new Page(list(SIZE * number(query, "page", 0)));
            case LIST_BY_OFFSET -> new Page(list(offset));
            case STRICT_LIST_BY_OFFSET ->
                query.containsKey("page") ? new Page("{\"error\":\"unknown parameter page\"}") : new Page(list(offset));
            case NEXT_IS_AN_OFFSET ->
                new Page("{\"items\":" + list(offset) + ",\"next\":"
                        + (offset + SIZE < records ? offset + SIZE : "null") + "}");
            case NO_LIST_BEHIND_THE_END ->
                new Page(byPage < records ? "{\"items\":" + list(byPage) + "}" : "{\"message\":\"no more\"}");
            case LAST_NAMES_ITSELF -> {
                int from = number(query, "after", 0);
                int next = from + SIZE < records ? from + SIZE : from;
                yield new Page("{\"items\":" + list(from) + ",\"next\":\"" + url + "?after=" + next + "\"}");
            }
            case IGNORES_PARAMETERS -> new Page(list(0));
        };
    }

    private int pages() {
        return (records + SIZE - 1) / SIZE;
    }

    private Page drf(int from, @Nullable String next, boolean count) {
        return new Page("{" + (count ? "\"count\":" + records + "," : "") + "\"next\":"
                + (next == null ? "null" : "\"" + next + "\"") + ",\"previous\":null,\"results\":" + list(from) + "}");
    }
}
