package io.pagesync.api.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is at some places of a JSON text by a streaming parser, and stops when it has them all. */
final class PointerValues {
    private final int wanted;
    private final Map<JsonPointer, String> found = new HashMap<>();

    private PointerValues(int wanted) {
        this.wanted = wanted;
    }

    /** A place, and what is left of the way to it. */
    private record Way(JsonPointer whole, JsonPointer rest) {}

    /** The texts of the plain values at these places; a place that has none, or an object or array, is left out. */
    static Map<JsonPointer, String> of(byte[] body, List<JsonPointer> places) {
        PointerValues values = new PointerValues(places.size());
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != null) {
                values.walk(
                        parser,
                        places.stream().map(place -> new Way(place, place)).toList());
            }
        } catch (IOException e) {
            // No JSON, or not to its end: what was found before counts.
        }
        return values.found;
    }

    private void walk(JsonParser parser, List<Way> ways) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
            for (Way way : ways) {
                if (way.rest.matches()) {
                    found.put(way.whole, parser.getText());
                }
            }
        } else if (ways.isEmpty() || found.size() == wanted) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            while (found.size() < wanted && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                walk(parser, below(ways, name, -1));
            }
        } else {
            for (int i = 0; found.size() < wanted && parser.nextToken() != JsonToken.END_ARRAY; i++) {
                walk(parser, below(ways, null, i));
            }
        }
    }

    private static List<Way> below(List<Way> ways, @Nullable String name, int index) {
        return ways.stream()
                .filter(way -> !way.rest.matches())
                .map(way -> {
                    JsonPointer rest = name == null ? way.rest.matchElement(index) : way.rest.matchProperty(name);
                    return rest == null ? null : new Way(way.whole, rest);
                })
                .filter(way -> way != null)
                .toList();
    }
}
