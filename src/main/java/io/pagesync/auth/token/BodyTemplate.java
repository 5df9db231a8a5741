package io.pagesync.auth.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagesync.page.Json;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JSON object with {@code ${name}} or {@code $(name)} inside its strings; the second form is for hosts that read the
 * first as a placeholder of their own. Values are put into the parsed tree, so that no character of a
 * password can break the JSON.
 */
public final class BodyTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(?:\\{([^}]*)}|\\(([^)]*)\\))");

    private final JsonNode root;

    private BodyTemplate(JsonNode root) {
        this.root = root;
    }

    /** The template in a text; throws IllegalArgumentException if that is no JSON object. */
    public static BodyTemplate parse(String text) {
        try {
            JsonNode root = Json.MAPPER.readTree(text);
            if (root != null && root.isObject()) {
                return new BodyTemplate(root);
            }
        } catch (JsonProcessingException e) {
            // Its message would quote the body, and somebody may have written a password there.
            throw new IllegalArgumentException("no JSON");
        }
        throw new IllegalArgumentException("no JSON object");
    }

    /** The names of the placeholders. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        var ignored = filled(root, name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** The body with a value in place of each name. */
    public String fill(UnaryOperator<String> values) {
        try {
            return Json.MAPPER.writeValueAsString(filled(root, values));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2);
    }

    private static JsonNode filled(JsonNode node, UnaryOperator<String> values) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(PLACEHOLDER
                    .matcher(node.textValue())
                    .replaceAll(match -> Matcher.quoteReplacement(values.apply(name(match)))));
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(each -> object.set(each.getKey(), filled(each.getValue(), values)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(filled(each, values)));
            return array;
        }
        return node;
    }

    @Override
    public String toString() {
        return names().stream().collect(Collectors.joining(", ", "template of ", ""));
    }
}
