package io.pagesync.camel.check;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.StartErrors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of routes, cut into the items of its list, so that each can be looked at alone.
 *
 * @param name how people call it, such as {@code routes/packages.camel.yaml}
 * @param items its items, at least one
 */
record RouteFile(String name, List<Item> items) {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    /**
     * One item.
     *
     * @param yaml its text, on the lines on which it stands in the file
     * @param tree the same, read
     */
    record Item(String yaml, Object tree) {
        /** Whether it is a route, rather than beans, error handlers or the like, which routes may need. */
        boolean isRoute() {
            return tree instanceof List<?> list
                    && list.stream()
                            .anyMatch(each -> each instanceof Map<?, ?> map
                                    && (map.containsKey("route") || map.containsKey("from")));
        }

        /** The id of the route it is; empty if it names none. */
        String routeId() {
            return tree instanceof List<?> list
                            && !list.isEmpty()
                            && list.get(0) instanceof Map<?, ?> map
                            && map.get("route") instanceof Map<?, ?> route
                            && route.get("id") instanceof String id
                    ? id
                    : "";
        }

        /** Every URI in it with its parameters, in their order, by what it is of: {@code from}, {@code to} and so on. */
        List<Use> uses() {
            List<Use> uses = new ArrayList<>();
            walk("", tree, uses);
            return uses;
        }

        private static void walk(String of, Object node, List<Use> uses) {
            if (node instanceof List<?> list) {
                list.forEach(each -> walk(of, each, uses));
            } else if (node instanceof Map<?, ?> map) {
                if (map.get("uri") instanceof String uri) {
                    uses.add(Use.of(of, uri, parameters(map.get("parameters"))));
                }
                map.forEach((key, value) -> {
                    String name = String.valueOf(key);
                    if (value instanceof String uri && (name.equals("to") || name.equals("wireTap"))) {
                        uses.add(Use.of(name, uri, new LinkedHashMap<>()));
                    } else if (value != null && !name.equals("parameters")) {
                        walk(name, value, uses);
                    }
                });
            }
        }

        private static Map<String, Object> parameters(@Nullable Object node) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (node instanceof Map<?, ?> map) {
                map.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
            }
            return parameters;
        }
    }

    /**
     * A URI as an item names it.
     *
     * @param of what names it, such as {@code from}
     * @param uri the URI
     * @param parameters its parameters
     */
    record Use(String of, String uri, Map<String, Object> parameters) {
        /** What stands behind the URI's question mark is parameters too. */
        static Use of(String what, String uri, Map<String, Object> parameters) {
            int mark = uri.indexOf('?');
            if (mark < 0 || uri.contains("{{")) {
                return new Use(what, uri, parameters);
            }
            try {
                Map<String, Object> all = URISupport.parseQuery(uri.substring(mark + 1));
                all.putAll(parameters);
                return new Use(what, uri.substring(0, mark), all);
            } catch (URISyntaxException e) {
                // Whoever resolves it says what is wrong.
                return new Use(what, uri, parameters);
            }
        }

        boolean isSource() {
            return of.equals("from");
        }

        /** The Kamelet's name behind {@code kamelet:}; empty for any other URI. */
        String kamelet() {
            return uri.startsWith("kamelet:")
                    ? uri.replaceFirst("^kamelet:/*", "").replaceFirst("[/?].*", "")
                    : "";
        }

        /** The name behind {@code direct:}, empty for any other URI, or one that is made at run time. */
        String directName() {
            String name = uri.replaceFirst("^direct:/*", "").replaceFirst("\\?.*", "");
            return uri.startsWith("direct:") && !of.startsWith("toD") && !name.contains("{") ? name : "";
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidSettingException if it cannot be read, or is no YAML
     */
    static RouteFile read(String name, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (load(text) == null) {
                return new RouteFile(name, List.of());
            }
            List<Item> items = new ArrayList<>();
            for (String item : cut(text)) {
                items.add(new Item(item, load(item)));
            }
            return new RouteFile(name, items);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "it cannot be read: " + e.getClass().getSimpleName());
        } catch (YamlEngineException e) {
            throw new InvalidSettingException("it is no YAML: " + StartErrors.yaml(name, e));
        }
    }

    private static Object load(String yaml) {
        return new Load(SETTINGS).loadFromString(yaml);
    }

    /** The items of the list, each behind as many blank lines as stand before it, so that line numbers stay right. */
    private static List<String> cut(String text) {
        List<String> lines = text.lines().toList();
        List<Integer> begins = new ArrayList<>(begins(text, lines));
        List<String> items = new ArrayList<>();
        for (int i = 0; i < begins.size(); i++) {
            // What stands before the first one, comments as a rule, belongs to it.
            int from = i == 0 ? 0 : begins.get(i);
            int to = i + 1 < begins.size() ? begins.get(i + 1) : lines.size();
            items.add("\n".repeat(from) + String.join("\n", lines.subList(from, to)) + "\n");
        }
        return items;
    }

    /** The lines, from 0, on which the dashes of the items stand; one, for what is no list of dashes. */
    private static List<Integer> begins(String text, List<String> lines) {
        Node root = new Compose(SETTINGS).composeString(text).orElseThrow();
        return root instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.BLOCK
                ? list.getValue().stream()
                        .map(item -> item.getStartMark().map(Mark::getLine).orElse(0))
                        .map(line -> dashAtOrBefore(line, lines))
                        .toList()
                : List.of(0);
    }

    /** An item may begin below its dash. */
    private static int dashAtOrBefore(int line, List<String> lines) {
        int at = line;
        while (at > 0 && !lines.get(at).stripLeading().startsWith("-")) {
            at--;
        }
        return at;
    }
}
