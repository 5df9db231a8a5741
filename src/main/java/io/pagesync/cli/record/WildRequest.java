package io.pagesync.cli.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pagesync.page.Json;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.recording.RecordedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the requests for all pages have in common: where two of them differ, anything may stand. */
final class WildRequest {
    private static final String ANY = "*";

    private WildRequest() {}

    static RecordedRequest of(PageRequest one, PageRequest other) {
        return new RecordedRequest(
                one.method(),
                merged(one.path(), other.path(), "/"),
                query(one.query(), other.query()),
                body(one.body(), other.body()));
    }

    private static String merged(String one, String other, String separator) {
        String[] parts = one.split(separator, -1);
        String[] others = other.split(separator, -1);
        for (int i = 0; i < parts.length && parts.length == others.length; i++) {
            parts[i] = parts[i].equals(others[i]) ? parts[i] : ANY;
        }
        return String.join(separator, parts);
    }

    private static String query(String one, String other) {
        List<String> pairs = new ArrayList<>();
        List<String> before = Arrays.asList(one.split("&", -1));
        for (String pair : other.isEmpty() ? new String[0] : other.split("&", -1)) {
            pairs.add(before.contains(pair) ? SafeQuery.literal(pair) : pair.replaceFirst("=.*", "") + "=" + ANY);
        }
        return String.join("&", pairs);
    }

    private static @Nullable String body(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return null;
        }
        try {
            return merged(Json.MAPPER.readTree(one), Json.MAPPER.readTree(other))
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body of ours is JSON", e);
        }
    }

    private static JsonNode merged(JsonNode one, @Nullable JsonNode other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof ObjectNode object && other instanceof ObjectNode && one.size() == other.size()) {
            ObjectNode merged = object.objectNode();
            object.properties()
                    .forEach(each -> merged.set(each.getKey(), merged(each.getValue(), other.get(each.getKey()))));
            return merged;
        }
        if (one instanceof ArrayNode array && other instanceof ArrayNode && one.size() == other.size()) {
            ArrayNode merged = array.arrayNode();
            for (int i = 0; i < one.size(); i++) {
                merged.add(merged(one.get(i), other.get(i)));
            }
            return merged;
        }
        return TextNode.valueOf(ANY);
    }
}
