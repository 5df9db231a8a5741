package io.pagesync.paging.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagesync.page.Json;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body in which a string that is a placeholder, and nothing else, stands for a value. Braces in other strings, such as
 * those of a GraphQL query, are what they are.
 *
 * @param json the body
 */
record BodyTemplate(JsonNode json) {
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** ASCII only, so that it is the same in whatever charset a server reads it. */
    private static final ObjectWriter WRITER = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** The template of a JSON object or array; empty if the text is none. */
    static Optional<BodyTemplate> of(String text) {
        try {
            JsonNode json = READER.readTree(text);
            return Optional.of(json).filter(JsonNode::isContainerNode).map(BodyTemplate::new);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A body with one field more, which holds a placeholder; as it is, if it is no JSON object. */
    static String with(String body, String field, Placeholder placeholder) {
        Optional<ObjectNode> object =
                of(body).map(BodyTemplate::json).filter(JsonNode::isObject).map(ObjectNode.class::cast);
        object.ifPresent(json -> json.put(field, placeholder.toString()));
        return object.map(JsonNode::toString).orElse(body);
    }

    /** Which placeholders it holds. */
    Set<Placeholder> placeholders() {
        Set<Placeholder> found = EnumSet.noneOf(Placeholder.class);
        collect(json, found);
        return found;
    }

    private static void collect(JsonNode node, Set<Placeholder> found) {
        placeholder(node).ifPresent(found::add);
        node.forEach(each -> collect(each, found));
    }

    /** The body with what the placeholders stand for; what holds one that stands for nothing yet is left out. */
    String fill(Filling filling) {
        JsonNode filled = filled(json, filling);
        try {
            return WRITER.writeValueAsString(filled == null ? JsonNodeFactory.instance.objectNode() : filled);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if it is to be left out: a placeholder without a value, or an array of which nothing is left because of one. */
    private static @Nullable JsonNode filled(JsonNode node, Filling filling) {
        Optional<Placeholder> placeholder = placeholder(node);
        if (placeholder.isPresent()) {
            return filling.value(placeholder.get());
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> {
                JsonNode value = filled(member.getValue(), filling);
                if (value != null) {
                    copy.set(member.getKey(), value);
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                JsonNode value = filled(element, filling);
                if (value != null) {
                    copy.add(value);
                }
            }
            return copy.isEmpty() && !array.isEmpty() ? null : copy;
        }
        return node;
    }

    private static Optional<Placeholder> placeholder(JsonNode node) {
        String text = node.isTextual() ? node.textValue() : "";
        return text.startsWith("{") && text.endsWith("}")
                ? Placeholder.named(text.substring(1, text.length() - 1))
                : Optional.empty();
    }
}
