package io.pagesync.route;

import io.pagesync.InvalidSettingException;
import io.pagesync.NearestName;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Checks what Camel does not check of our Kamelets' uses: it accepts unknown parameters without a word, cuts a query
 * without RAW(...) at its first &amp; and takes the rest for parameters, and ends in a NullPointerException where a
 * Kamelet's own id is the route's.
 */
final class KameletGuard extends LifecycleStrategySupport {
    private static final Set<String> OURS = Set.of("collection-source", "jsonl-sink");
    private static final Set<String> CAMELS = Set.of(
            Kamelet.PARAM_TEMPLATE_ID,
            Kamelet.PARAM_ROUTE_ID,
            Kamelet.PARAM_UUID,
            Kamelet.PARAM_LOCATION,
            Kamelet.NO_ERROR_HANDLER,
            "bridgeErrorHandler");

    private final CamelContext context;

    KameletGuard(CamelContext context) {
        this.context = context;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof KameletEndpoint kamelet && OURS.contains(kamelet.getTemplateId())) {
                check(kamelet);
            }
        }
    }

    private void check(KameletEndpoint kamelet) {
        String name = "kamelet:" + kamelet.getTemplateId();
        Object query = kamelet.getKameletProperties().get("query");
        if (query != null
                && !query.toString().isEmpty()
                && !kamelet.getEndpointUri().contains("query=RAW")) {
            throw new InvalidSettingException("the query '" + query + "' of " + name
                    + " is not raw, so Camel cuts it at its first &; write query: RAW(name=value&name=value)");
        }
        RouteTemplateDefinition template = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinition(kamelet.getTemplateId());
        if (template == null) {
            return;
        }
        Set<String> known = template.getTemplateParameters().stream()
                .map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String parameter : new TreeSet<>(kamelet.getKameletProperties().keySet())) {
            if (!known.contains(parameter) && !CAMELS.contains(parameter)) {
                throw new InvalidSettingException(
                        "there is no parameter '" + parameter + "' of " + name + NearestName.hint(parameter, known));
            }
        }
    }
}
