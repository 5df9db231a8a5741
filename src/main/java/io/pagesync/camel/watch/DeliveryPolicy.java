package io.pagesync.camel.watch;

import io.pagesync.camel.context.RunProperty;
import io.pagesync.run.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows a page through the user's steps. {@code kamelet:sink} hands them a copy of the splitter's exchange, and only
 * the copy's completion goes along where a step such as {@code seda:} continues in another thread.
 */
public final class DeliveryPolicy extends RoutePolicySupport {
    private static final String SOURCE = "kamelet:collection-source";

    /** Whether a route begins with a collection. */
    public static boolean isSync(RouteDefinition route) {
        return route.getInput() != null && route.getInput().getEndpointUri().startsWith(SOURCE);
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Delivery delivery = RunProperty.delivery(exchange);
        if (delivery != null) {
            DeliveryEnd.follow(exchange, delivery);
        }
    }

    /** Gives the policy to every route that begins with a collection. */
    public static final class Factory implements RoutePolicyFactory {
        @Override
        public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode node) {
            return node instanceof RouteDefinition route && isSync(route) ? new DeliveryPolicy() : null;
        }
    }
}
