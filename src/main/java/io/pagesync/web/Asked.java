package io.pagesync.web;

import io.pagesync.settings.QueryEncoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is asked of the management port.
 *
 * @param method GET, HEAD or POST
 * @param path the path as it was sent, encoded
 * @param query the query as it was sent; empty if there is none
 * @param headers the headers, by their names in lower case; of several the first
 * @param body the body in UTF-8; empty if there is none
 * @param remote the address it comes from
 */
public record Asked(String method, String path, String query, Map<String, String> headers, String body, String remote) {
    /** Copies the headers. */
    public Asked {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A GET. */
    public static Asked get(String path) {
        int query = path.indexOf('?');
        return new Asked(
                "GET",
                query < 0 ? path : path.substring(0, query),
                query < 0 ? "" : path.substring(query + 1),
                Map.of(),
                "",
                "127.0.0.1");
    }

    /** A header; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The parts of the path, decoded; none of {@code /}. */
    public List<String> parts() {
        return Stream.of(path.split("/", -1))
                .skip(1)
                .filter(part -> !part.isEmpty())
                .map(part -> QueryEncoding.decoded(part.replace("+", "%2B")))
                .toList();
    }

    /** What the query says, by name; of a name that comes twice the last. */
    public Map<String, String> parameters() {
        return fields(query);
    }

    /** What a form has sent, by name; empty if the body is none. */
    public Map<String, String> form() {
        return header("content-type").startsWith("application/x-www-form-urlencoded") ? fields(body) : Map.of();
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        QueryEncoding.decoded(pair.substring(0, equals)),
                        QueryEncoding.decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** Secrets may be among what was sent. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
