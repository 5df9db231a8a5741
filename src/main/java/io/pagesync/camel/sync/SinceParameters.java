package io.pagesync.camel.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import io.pagesync.page.Json;
import io.pagesync.partition.Division;
import io.pagesync.partition.Placeholders;
import io.pagesync.partition.Slice;
import io.pagesync.settings.Given;
import io.pagesync.settings.QueryEncoding;
import io.pagesync.since.Overlap;
import io.pagesync.since.Since;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how a sync asks only for what has changed, and puts into a request since when. */
final class SinceParameters {
    private static final String FIELD = "sinceField";
    private static final List<String> OTHERS =
            List.of("sinceParameter", "sinceOverlap", "sinceStart", "sinceKept", "fullSchedule");
    private static final String SINCE = "since";
    private static final String PLACE = "{" + SINCE + "}";

    private final Map<String, String> texts;
    private final Given given;

    SinceParameters(Map<String, String> texts, Given given) {
        this.texts = texts;
        this.given = given;
    }

    /** Where the mark goes in a request. */
    private record Mark(String text) implements Slice {
        @Override
        public String name() {
            return SINCE;
        }

        @Override
        public Map<String, String> values() {
            return Map.of(SINCE, text);
        }

        @Override
        public Map<String, String> scope() {
            return Map.of();
        }

        @Override
        public boolean isOfNumbers() {
            return text.matches("-?\\d+");
        }
    }

    /** How the sync asks; null if it asks for everything. */
    @Nullable
    Since read() {
        if (!given.isGiven(FIELD)) {
            OTHERS.stream()
                    .filter(given::isGiven)
                    .findFirst()
                    .ifPresent(name -> given.wrong(
                            name,
                            given.name(name)
                                    + " is for a sync that asks only for what has changed, and needs the field that says"
                                    + " when a record was changed (" + given.name(FIELD) + ")"));
            return null;
        }
        String into = text("path") + "?" + text("query") + text("body");
        if (text("sinceParameter").isEmpty() && !into.contains(PLACE)) {
            given.wrong(
                    FIELD,
                    "the sync has a " + given.name(FIELD) + ", but no place that says since when it asks; name the"
                            + " query parameter for it (" + given.name("sinceParameter") + "), or write " + PLACE
                            + " into the query, the path or the body");
        }
        if (text("sinceStart").isEmpty() && text("path").contains(PLACE)) {
            given.wrong(
                    "path",
                    "the path has a place for " + PLACE + ", which a run for everything has no value for; say where it"
                            + " begins (" + given.name("sinceStart") + ")");
        }
        Division division = given.find(CollectionDeclarations.PARTITIONS).orElse(null);
        if (division != null && division.placeholders().contains(SINCE)) {
            given.wrong("partitions", "partitions name " + PLACE + ", which stands for the mark; take another name");
        }
        return given.find(CollectionDeclarations.SINCE_FIELD)
                .map(field -> new Since(
                        field,
                        given.find(CollectionDeclarations.SINCE_OVERLAP).orElse(Overlap.DEFAULT),
                        text("sinceStart"),
                        given.find(CollectionDeclarations.SINCE_KEPT).orElse(null)))
                .orElse(null);
    }

    /** Whether anything is said of it. */
    boolean any() {
        return given.isGiven(FIELD);
    }

    /** The parameters of what a run asks for since this mark; null for one that has none. */
    Map<String, String> of(@Nullable String mark) {
        Map<String, String> its = new HashMap<>(texts);
        its.remove(FIELD);
        OTHERS.forEach(its::remove);
        String value = mark != null ? mark : text("sinceStart");
        String parameter = text("sinceParameter");
        String query = text("query");
        if (!parameter.isEmpty()) {
            query = (query.isEmpty() ? "" : query + "&") + QueryEncoding.of(parameter) + "=" + PLACE;
        }
        if (value.isEmpty()) {
            its.put("query", without(query));
            its.put("body", withoutJson(text("body")));
        } else {
            Mark slice = new Mark(value);
            its.put("query", Placeholders.fill(query, slice.values()));
            its.put("path", Placeholders.fill(text("path"), slice.values()));
            its.put("body", Placeholders.fillJson(text("body"), slice));
        }
        return its;
    }

    private static String without(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(each -> !each.contains(PLACE))
                .collect(Collectors.joining("&"));
    }

    /** What holds the place is left out, and what holds nothing else. */
    private static String withoutJson(String body) {
        if (!body.contains(PLACE)) {
            return body;
        }
        try {
            JsonNode all = Json.MAPPER.readTree(body);
            leaveOut(all);
            return Json.MAPPER.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            // That it is no JSON is told of the parameter itself.
            return body;
        }
    }

    private static void leaveOut(JsonNode node) {
        for (Iterator<JsonNode> each = node.elements(); each.hasNext(); ) {
            JsonNode child = each.next();
            boolean holds = child.isTextual() && child.textValue().contains(PLACE);
            if (child instanceof ContainerNode<?> && !child.isEmpty()) {
                leaveOut(child);
                holds = child.isEmpty();
            }
            if (holds) {
                each.remove();
            }
        }
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
