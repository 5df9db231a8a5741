package io.pagesync.recording.edit;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Masks the values of fields, at any depth, and all that is inside them. The first different value becomes {@code masked-1},
 * the second {@code masked-2}: so what was equal stays equal, what was unique stays unique, and nobody can compute back what
 * it was. A number becomes 1, 2, 3, with its fraction .0 where it had one; true and false become false; null stays. A field whose
 * name is nothing but digits is taken for a place in a list, and not masked.
 */
public final class Masks {
    private final Set<String> fields;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> unseen;
    private final Set<String> names = new TreeSet<>();

    /** Of the fields of these names. */
    public Masks(Set<String> fields) {
        this.fields = Set.copyOf(fields);
        this.unseen = new HashSet<>(fields);
    }

    /** A body whose fields are masked. */
    public byte[] mask(byte[] body) {
        return fields.isEmpty() ? body : JsonEdit.apply(body, this::replacement);
    }

    /** The fields that no body had. */
    public Set<String> unseen() {
        return new TreeSet<>(unseen);
    }

    /** The names that bodies had. */
    public Set<String> names() {
        return new TreeSet<>(names);
    }

    /** How many different values were masked. */
    public int values() {
        return numbers.size();
    }

    private @Nullable String replacement(List<String> path, JsonToken token, String text) {
        boolean masked = false;
        for (String name : path) {
            if (!isIndex(name)) {
                names.add(name);
                masked |= fields.contains(name);
            }
        }
        if (!masked) {
            return null;
        }
        path.forEach(unseen::remove);
        return switch (token) {
            case VALUE_STRING ->
                TextNode.valueOf("masked-" + number("\"" + text)).toString();
            case VALUE_NUMBER_INT -> Integer.toString(number(text));
            case VALUE_NUMBER_FLOAT -> number(text) + ".0";
            case VALUE_TRUE, VALUE_FALSE -> "false";
            default -> null;
        };
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty() && name.chars().allMatch(Character::isDigit);
    }

    private int number(String value) {
        return numbers.computeIfAbsent(value, each -> numbers.size() + 1);
    }
}
