package io.pagesync.client;

import java.lang.reflect.Array;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A query as text, to which encoded parameters are added. */
final class QueryText {
    private QueryText() {}

    static String append(String query, String name, @Nullable Object value) {
        if (value == null) {
            return query;
        }
        if (value instanceof Iterable<?> values) {
            String all = query;
            for (Object each : values) {
                all = append(all, name, each);
            }
            return all;
        }
        if (value.getClass().isArray()) {
            String all = query;
            for (int i = 0; i < Array.getLength(value); i++) {
                all = append(all, name, Array.get(value, i));
            }
            return all;
        }
        return query + (query.isEmpty() ? "" : "&") + encode(name) + "=" + encode(value.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
