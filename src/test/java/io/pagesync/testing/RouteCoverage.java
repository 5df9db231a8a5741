package io.pagesync.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of the routes under {@code routes/} a message has reached, in any Camel context of the tests: each context
 * finds it by itself, and each of the processes that run them writes at its end what it saw. Camel's own coverage
 * ({@code dumpRouteCoverage}) needs JMX, tells routes apart by id only, and sees one test class.
 */
public final class RouteCoverage implements ContextServicePlugin {
    private static final Path FOLDER = Path.of("target", "route-coverage");
    /** What Surefire calls the process; null where something else runs the tests. */
    private static final @Nullable String PROCESS = System.getProperty("tests.process");

    private static final Map<String, Map<String, Node>> ROUTES = new ConcurrentHashMap<>();

    static {
        if (PROCESS != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(RouteCoverage::write));
        }
    }

    private static final class Node {
        private final int place;
        private volatile boolean reached;

        private Node(int place) {
            this.place = place;
        }
    }

    @Override
    public void load(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(RouteCoverage::watch);
    }

    /**
     * What all processes have seen: for each route, by the name of its Kamelet, else by its description, its nodes in
     * order, and whether they were reached. Empty where no test has run.
     */
    public static Map<String, Map<String, Boolean>> read() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Map.of();
        }
        List<String[]> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(line -> lines.add(line.split("\t", 4)));
            }
        }
        lines.sort(Comparator.comparingInt(line -> Integer.parseInt(line[1])));
        Map<String, Map<String, Boolean>> routes = new LinkedHashMap<>();
        for (String[] line : lines) {
            routes.computeIfAbsent(line[0], key -> new LinkedHashMap<>())
                    .merge(line[3], Boolean.valueOf(line[2]), Boolean::logicalOr);
        }
        return routes;
    }

    private static void write() {
        if (ROUTES.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        ROUTES.forEach((route, nodes) -> nodes.forEach((label, node) -> lines.add(
                String.join("\t", route, node.place + "", node.reached + "", label.replaceAll("\\s+", " ")))));
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(PROCESS + ".tsv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Processor watch(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
        String name = route == null ? null : name(route);
        if (route == null || name == null) {
            return target;
        }
        Node node = node(route, definition, ROUTES.computeIfAbsent(name, key -> new ConcurrentHashMap<>()));
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (!node.reached) {
                    node.reached = true;
                }
                return super.process(exchange, callback);
            }
        };
    }

    private static @Nullable String name(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        Object kamelet = parameters == null ? null : parameters.get(Kamelet.PARAM_TEMPLATE_ID);
        return kamelet == null ? route.getDescriptionText() : kamelet.toString();
    }

    /** Without the id of the route that a Kamelet is used by, which is another each time. */
    private static String label(NamedNode node) {
        return node.getLabel().replaceAll("\\?routeId=[^\\]]*", "");
    }

    /** A node is known by what it does, as the template says it, and by how many before it in its route do the same. */
    private static Node node(RouteDefinition route, NamedNode definition, Map<String, Node> nodes) {
        String label = label(definition);
        int place = 0;
        int alike = 0;
        for (ProcessorDefinition<?> each :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            place++;
            if (label(each).equals(label)) {
                alike++;
            }
            if (each == definition) {
                break;
            }
        }
        int at = place;
        return nodes.computeIfAbsent(alike < 2 ? label : label + " (" + alike + ")", key -> new Node(at));
    }
}
