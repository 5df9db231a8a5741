package io.pagesync.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The links of an answer that stand in a list, each with what it is ({@code rel}) and where it leads ({@code href}), as OGC API,
 * STAC and many others have them. Which place in the list a link has may differ from page to page, so it is named by what it is:
 * {@code /links/next}.
 */
public final class LinkList {
    private static final JsonValue NONE = new JsonValue("null");
    private static final List<String> WHAT = List.of("rel", "relation");
    private static final List<String> WHERE = List.of("href", "url", "uri");

    private LinkList() {}

    /**
     * The URL of a link.
     *
     * @param place where the list is, and behind it what the link is
     * @return the URL; a JSON null if the list has no such link; null if there is no list
     */
    public static @Nullable JsonValue find(byte[] body, JsonPointer place) {
        JsonPointer at = place.head();
        JsonValue list = at == null || at.matches() ? null : JsonValue.at(body, 0, body.length, at);
        if (list == null || !list.isArray()) {
            return null;
        }
        String rel = place.last().getMatchingProperty();
        try {
            for (JsonNode link : Json.MAPPER.readTree(list.json())) {
                if (WHAT.stream().map(link::path).anyMatch(what -> is(what, rel))) {
                    return WHERE.stream()
                            .map(link::path)
                            .filter(JsonNode::isTextual)
                            .map(where -> JsonValue.ofText(where.asText()))
                            .findFirst()
                            .orElse(NONE);
                }
            }
            return NONE;
        } catch (JsonProcessingException e) {
            // Whoever reads the page says so.
            return null;
        }
    }

    private static boolean is(JsonNode what, String rel) {
        if (what.isArray()) {
            for (JsonNode each : what) {
                if (is(each, rel)) {
                    return true;
                }
            }
        }
        return Objects.equals(what.asText(), rel);
    }
}
