package io.pagesync.paging.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What placeholders stand for in one request. Immutable. */
public final class Filling {
    /** Nothing is known. */
    public static final Filling NOTHING = new Filling(Map.of());

    private final Map<Placeholder, JsonNode> values;

    private Filling(Map<Placeholder, JsonNode> values) {
        this.values = values;
    }

    /** With a number. */
    public Filling with(Placeholder placeholder, long number) {
        return with(placeholder, LongNode.valueOf(number));
    }

    /** With a value as it was in an answer. */
    public Filling with(Placeholder placeholder, JsonNode value) {
        Map<Placeholder, JsonNode> more = new EnumMap<>(Placeholder.class);
        more.putAll(values);
        more.put(placeholder, value);
        return new Filling(more);
    }

    /** What stands for it; null if that is not known. */
    @Nullable
    JsonNode value(Placeholder placeholder) {
        return values.get(placeholder);
    }
}
