package io.pagesync.camel.boot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Gives the second sync of one collection a source of its own: Camel takes two uses of a Kamelet with the same parameters
 * for one endpoint, which has one consumer. Uses with an id of their own behind the slash stay as they are.
 */
final class SourceIds extends ModelLifecycleStrategySupport {
    private static final Pattern WITHOUT_ID = Pattern.compile("kamelet:/{0,2}collection-source(?=\\?|$)");

    private final Map<String, String> routeByUri = new ConcurrentHashMap<>();

    /** For the routes that a context has, and those that come. */
    static void in(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        if (model.getModelLifecycleStrategies().stream().noneMatch(SourceIds.class::isInstance)) {
            SourceIds ids = new SourceIds();
            model.getRouteDefinitions().forEach(ids::onAddRouteDefinition);
            model.addModelLifecycleStrategy(ids);
        }
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        FromDefinition from = route.getInput();
        String id = route.getRouteId();
        if (from == null || id == null || route.getTemplateParameters() != null) {
            return;
        }
        String uri = from.getEndpointUri();
        if (uri != null && WITHOUT_ID.matcher(uri).lookingAt()) {
            String first = routeByUri.putIfAbsent(uri, id);
            if (first != null && !first.equals(id)) {
                from.setUri(WITHOUT_ID.matcher(uri).replaceFirst("kamelet:collection-source/" + id + "-source"));
            }
        }
    }

    /** Camel tells of some that it does not know. */
    @Override
    public void onRemoveRouteDefinition(@Nullable RouteDefinition route) {
        if (route != null && route.getRouteId() != null) {
            routeByUri.values().remove(route.getRouteId());
        }
    }
}
