package io.pagesync.camel.boot;

import io.pagesync.PagesyncException;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.sync.Syncs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * Starts a user's routes that are no syncs one by one, when all else runs: Camel ends its whole start with the first route
 * that cannot, whose broker does not answer or whose folder is missing.
 */
final class LateRoutes extends ModelLifecycleStrategySupport {
    private final List<RouteDefinition> held = new ArrayList<>();
    private @Nullable CamelContext context;
    private boolean over;

    /** Holds back those that are known already, and those that come. */
    void in(CamelContext its) {
        context = its;
        Model model = its.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(this::onAddRouteDefinition);
        model.addModelLifecycleStrategy(this);
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (!over && route.getTemplateParameters() == null && !isSync(route) && startsByItself(route)) {
            route.setAutoStartup("false");
            held.add(route);
        }
    }

    private static boolean isSync(RouteDefinition route) {
        FromDefinition from = route.getInput();
        return from != null && String.valueOf(from.getEndpointUri()).matches("kamelet:/*collection-source\\b.*");
    }

    private boolean startsByItself(RouteDefinition route) {
        Boolean says = CamelContextHelper.parseBoolean(context, route.getAutoStartup());
        return says == null || says;
    }

    /**
     * Starts them in their order.
     *
     * @param failed is told of each that cannot, in one sentence with its name
     * @throws PagesyncException if none can, and there is no sync
     */
    void start(CamelContext its, Consumer<String> failed) {
        over = true;
        held.sort(Comparator.comparing(
                RouteDefinition::getStartupOrder, Comparator.nullsLast(Comparator.naturalOrder())));
        Map<String, PagesyncException> errors = new LinkedHashMap<>();
        for (RouteDefinition route : held) {
            try {
                its.getRouteController().startRoute(route.getRouteId());
            } catch (Exception e) {
                errors.put(route.getRouteId(), StartErrors.of("the route " + route.getRouteId(), e));
            }
        }
        if (!errors.isEmpty()
                && errors.size() == held.size()
                && Syncs.of(its).all().isEmpty()) {
            throw errors.values().iterator().next();
        }
        errors.forEach((id, error) -> failed.accept("the route " + id + " is not started: " + error.getMessage()));
    }
}
