package io.pagesync.camel.context;

import org.apache.camel.CamelContext;

/** Routes of the user's at places that we send to where there is one. */
public final class UserRoutes {
    private UserRoutes() {}

    /** Whether a route of the context begins with an endpoint, such as {@code direct:pagesync-events}. */
    public static boolean begin(CamelContext context, String endpoint) {
        return context.getRoutes().stream()
                .anyMatch(route ->
                        route.getEndpoint().getEndpointUri().replace("://", ":").equals(endpoint));
    }
}
