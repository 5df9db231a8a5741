package io.pagesync.client;

import io.pagesync.settings.QueryEncoding;
import java.lang.reflect.Array;
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
        return query + (query.isEmpty() ? "" : "&") + QueryEncoding.of(name) + "=" + QueryEncoding.of(value.toString());
    }
}
