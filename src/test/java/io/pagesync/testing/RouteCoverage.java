package io.pagesync.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Which nodes of the routes under {@code routes/} a message has reached, in any Camel context of the tests of this
 * process: each context finds it by itself. Camel's own coverage ({@code dumpRouteCoverage}) needs JMX, tells routes
 * apart by id only, and sees one test class.
 */
public final class RouteCoverage implements ContextServicePlugin {
    private static final Map<String, Map<String, Node>> ROUTES = new ConcurrentHashMap<>();

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

    /** Whether no route of ours has been made in this process. */
    public static boolean isEmpty() {
        return ROUTES.isEmpty();
    }

    /**
     * The nodes that were reached, or were not, in the order of their route.
     *
     * @param route the name of its Kamelet, else its description
     */
    public static List<String> nodes(String route, boolean reached) {
        return ROUTES.getOrDefault(route, Map.of()).entrySet().stream()
                .filter(node -> node.getValue().reached == reached)
                .sorted(Comparator.comparingInt(node -> node.getValue().place))
                .map(Map.Entry::getKey)
                .toList();
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

    /** A node is known by what it does, as the template says it, and by how many before it in its route do the same. */
    private static Node node(RouteDefinition route, NamedNode definition, Map<String, Node> nodes) {
        String label = definition.getLabel();
        int place = 0;
        int alike = 0;
        for (ProcessorDefinition<?> each :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            place++;
            if (each.getLabel().equals(label)) {
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
