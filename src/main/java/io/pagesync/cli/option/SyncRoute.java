package io.pagesync.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.FixedSpaceIndenter;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.page.Json;
import io.pagesync.paging.template.RequestTemplate;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A sync as its YAML text: what {@code pagesync load} runs is a route like those that users write, and they can have it
 * printed to put it under {@code routes/}.
 */
public final class SyncRoute {
    private static final PrettyPrinter SPACED = new DefaultPrettyPrinter()
            .withObjectIndenter(FixedSpaceIndenter.instance)
            .withArrayIndenter(FixedSpaceIndenter.instance);

    private final String id;
    private final Map<String, String> source;
    private final List<Target> targets;

    /**
     * A sync.
     *
     * @param id its name
     * @param source the parameters of its kamelet:collection-source
     * @param targets where its pages go, at least one
     */
    public SyncRoute(String id, Map<String, String> source, List<Target> targets) {
        this.id = id;
        this.source = new LinkedHashMap<>(source);
        this.targets = List.copyOf(targets);
    }

    /** The text, in Camel's YAML DSL. */
    public String yaml() {
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "kamelet:collection-source/" + id + "-source");
        from.put("parameters", parameters());
        from.put("steps", List.of(deliver()));
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", id);
        route.put("errorHandler", Map.of("noErrorHandler", Map.of()));
        route.put("from", from);
        DumpSettings block = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(1000)
                .build();
        return new Dump(block).dumpToString(List.of(Map.of("route", route)));
    }

    private Map<String, Object> parameters() {
        Map<String, String> defaults = CollectionParameters.defaults();
        Map<String, Object> raw = new LinkedHashMap<>();
        // Its name is the route's, and what is meant where nothing is said need not be said.
        defaults.keySet().stream()
                .filter(name -> source.containsKey(name) && !name.equals("name"))
                .filter(name -> !Objects.equals(source.get(name), defaults.get(name)))
                .forEach(name -> raw.put(name, raw(source.getOrDefault(name, ""))));
        return raw;
    }

    /** Raw, if it holds any character that could mean something in a URI. */
    static String raw(String value) {
        return value.matches("[\\w./-]*") ? value : "RAW(" + value + ")";
    }

    /** A query as it may stand in RAW(...), which ends for Camel at its first {@code ")&"}; two braces are Camel's even there. */
    public static String query(String query) {
        return query.replace(")&", "%29&").replace("{{", "%7B%7B").replace("}}", "%7D%7D");
    }

    /** A JSON body as it may stand in RAW(...), for the same reasons; what is no JSON stays as it is, to be refused. */
    public static String body(String body) {
        if (!RequestTemplate.isBody(body)) {
            return body;
        }
        try {
            // No brace stands beside another one then, but in strings.
            return Json.MAPPER
                    .writer(SPACED)
                    .writeValueAsString(Json.MAPPER.readTree(body))
                    .replace("{{", "{\\u007b")
                    .replace("}}", "}\\u007d")
                    .replace(")&", ")\\u0026");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All destinations at once, each in a thread of its own; one alone needs no multicast. */
    private Map<String, Object> deliver() {
        if (targets.size() == 1) {
            return targets.get(0).step();
        }
        Map<String, Object> multicast = new LinkedHashMap<>();
        multicast.put("parallelProcessing", true);
        multicast.put("executorService", "deliver");
        multicast.put("steps", targets.stream().map(Target::step).toList());
        return Map.of("multicast", multicast);
    }
}
