package io.pagesync.camel.context;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.destination.DestinationKinds;
import io.pagesync.settings.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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
public final class KameletGuard extends LifecycleStrategySupport {
    /** The Kamelets that are ours, in the order of their names. */
    public static final Set<String> OURS = ours();

    private static final Set<String> CAMELS = Set.of(
            Kamelet.PARAM_TEMPLATE_ID,
            Kamelet.PARAM_ROUTE_ID,
            Kamelet.PARAM_UUID,
            Kamelet.PARAM_LOCATION,
            Kamelet.NO_ERROR_HANDLER,
            "bridgeErrorHandler");

    private final CamelContext context;

    public KameletGuard(CamelContext context) {
        this.context = context;
    }

    private static Set<String> ours() {
        Set<String> names = new TreeSet<>(DestinationKinds.kamelets());
        names.add("collection-source");
        return Collections.unmodifiableSet(names);
    }

    /** Before the Kamelet's route is made: a route of the same id would be replaced by it, without a word. */
    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint kamelet && OURS.contains(kamelet.getTemplateId())) {
            if (taken(kamelet.getRouteId())) {
                throw new InvalidSettingException("kamelet:" + kamelet.getTemplateId() + "/" + kamelet.getRouteId()
                        + " has the id of another route; write another id behind the slash");
            }
            passFailuresOn(kamelet);
        }
    }

    /**
     * A Kamelet inherits the error handler of the user's route; run by a dead letter channel, a failing first page was
     * fetched three times over and answered as a success. The Kamelet component's own option would reach others' too.
     */
    private static void passFailuresOn(KameletEndpoint kamelet) {
        kamelet.setNoErrorHandler(true);
        Map<String, Object> properties = new HashMap<>(kamelet.getKameletProperties());
        properties.put(Kamelet.NO_ERROR_HANDLER, true);
        kamelet.setKameletProperties(properties);
    }

    /** A sync that was refused leaves its Kamelet's route behind, which its mended form may replace. */
    private boolean taken(String id) {
        Route there = context.getRoute(id);
        return there != null
                && (!there.getEndpoint().getEndpointUri().startsWith("direct://pagesync-sync-")
                        || context.getRoutes().stream()
                                .anyMatch(route -> route.getEndpoint() instanceof KameletEndpoint used
                                        && used.getRouteId().equals(id)));
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(KameletGuard::checkId);
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof KameletEndpoint kamelet && OURS.contains(kamelet.getTemplateId())) {
                checkOrForget(kamelet);
            }
        }
    }

    private static void checkId(Route route) {
        if (route.getEndpoint() instanceof KameletEndpoint kamelet
                && kamelet.getTemplateId().equals("collection-source")
                && route.getId().equals(kamelet.getRouteId())) {
            String name = "kamelet:" + kamelet.getTemplateId();
            throw new InvalidSettingException("the route " + route.getId() + " and its " + name + "/"
                    + kamelet.getRouteId() + " have one id; write " + name + ", or another id behind the slash");
        }
    }

    /** What is refused must not stay in the context, where it would be refused again with every sync that follows. */
    private void checkOrForget(KameletEndpoint kamelet) {
        try {
            check(kamelet);
        } catch (InvalidSettingException e) {
            try {
                context.removeEndpoint(kamelet);
            } catch (Exception suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private void check(KameletEndpoint kamelet) {
        List<String> findings = findings(
                context, kamelet.getTemplateId(), kamelet.getKameletProperties(), name -> kamelet.getEndpointUri()
                        .contains(name + "=RAW"));
        if (!findings.isEmpty()) {
            throw new InvalidSettingException(findings);
        }
    }

    /**
     * All that is wrong with the parameters a use of one of our Kamelets gives it, a sentence each.
     *
     * @param raw whether RAW(...) stands around the value of a parameter
     */
    public static List<String> findings(
            CamelContext context, String kamelet, Map<String, ? extends Object> given, Predicate<String> raw) {
        List<String> findings = new ArrayList<>();
        String name = "kamelet:" + kamelet;
        Object body = given.get("body");
        // What is no JSON is refused as that.
        if (body != null && body.toString().strip().matches("(?s)[{\\[].*") && !raw.test("body")) {
            return List.of("the body of " + name + " is not raw, so Camel cuts it at its first &; write body:"
                    + " 'RAW({...})'");
        }
        Object query = given.get("query");
        if (query != null && !query.toString().isBlank() && !raw.test("query")) {
            // What Camel has cut off it takes for parameters, which are none.
            return List.of("the query of " + name + " is not raw, so Camel cuts it at its first &;"
                    + " write query: RAW(" + SafeUrl.of("", query.toString()).substring(1)
                    // Camel has cut it; a file shows all of it.
                    + (query.toString().contains("&") ? ")" : "&...)"));
        }
        RouteTemplateDefinition template =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinition(kamelet);
        if (template == null) {
            return findings;
        }
        Set<String> known = template.getTemplateParameters().stream()
                .map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        unknown.removeAll(CAMELS);
        String changes = String.valueOf(given.get("changes"));
        if (changes.contains("?") && !raw.test("changes") && (changes.contains("&") || !unknown.isEmpty())) {
            // What is behind the question mark may be a secret.
            return List.of("the changes of " + name + " are not raw, so Camel cuts the endpoint at its first &; write"
                    + " changes: RAW(" + changes.replaceFirst("(?s)\\?.*", "?...)"));
        }
        for (String parameter : unknown) {
            findings.add("there is no parameter '" + parameter + "' of " + name + NearestName.hint(parameter, known));
        }
        return findings;
    }
}
