package io.pagesync.camel.check;

import io.pagesync.PagesyncException;
import io.pagesync.camel.context.KameletGuard;
import io.pagesync.camel.context.RawText;
import io.pagesync.camel.sink.DatabaseSink;
import io.pagesync.camel.sink.JsonLinesSink;
import io.pagesync.camel.sync.Sync;
import io.pagesync.run.Collection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.util.URISupport;

/** Where a sync's pages go, as far as its routes name it, and whether that could take them. Writes nothing that lasts. */
public final class SyncDestinations {
    private final CamelContext context;
    private final Collection collection;
    private final Set<Endpoint> endpoints = new LinkedHashSet<>();
    private final Set<Route> walked = new HashSet<>();

    /**
     * What was found of one destination.
     *
     * @param sound whether it could take pages, as far as can be seen
     * @param text what it is, or what is wrong with it and what to do
     */
    public record Finding(boolean sound, String text) {}

    private SyncDestinations(CamelContext context, Collection collection) {
        this.context = context;
        this.collection = collection;
    }

    /** What is found of each destination of the sync, in the order of its steps. */
    public static List<Finding> check(CamelContext context, Sync sync) {
        SyncDestinations destinations = new SyncDestinations(context, sync.collection());
        for (Route route : context.getRoutes()) {
            if (destinations.isOf(route, sync.name())) {
                destinations.walk(route);
            }
        }
        return destinations.endpoints.stream().map(destinations::look).toList();
    }

    private boolean isOf(Route route, String sync) {
        if (!(route.getEndpoint() instanceof KameletEndpoint kamelet)
                || !kamelet.getTemplateId().equals("collection-source")) {
            return false;
        }
        Route source = context.getRoute(kamelet.getRouteId());
        return source != null && source.getEndpoint().getEndpointUri().equals("direct://pagesync-sync-" + sync);
    }

    private void walk(Route route) {
        if (walked.add(route)) {
            walk(route.navigate());
        }
    }

    private void walk(Navigate<Processor> at) {
        for (Processor next : at.hasNext() ? at.next() : List.<Processor>of()) {
            if (next instanceof EndpointAware aware) {
                add(aware.getEndpoint());
            }
            if (next instanceof Navigate<?>) {
                @SuppressWarnings("unchecked")
                Navigate<Processor> further = (Navigate<Processor>) next;
                walk(further);
            }
        }
    }

    /** Routes of this context that the sync hands its pages to are its steps, too. */
    private void add(Endpoint endpoint) {
        List<Route> here = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            if (route.getEndpoint().getEndpointUri().equals(endpoint.getEndpointUri())) {
                here.add(route);
            }
        }
        if (here.isEmpty()) {
            endpoints.add(endpoint);
        }
        here.forEach(this::walk);
    }

    private Finding look(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint kamelet && KameletGuard.OURS.contains(kamelet.getTemplateId())) {
            try {
                return new Finding(true, ours(kamelet));
            } catch (PagesyncException e) {
                return new Finding(false, String.valueOf(e.getMessage()));
            }
        }
        String name = URISupport.sanitizeUri(endpoint.getEndpointUri())
                .replaceFirst("\\?.*", "")
                .replaceFirst("://", ":");
        try {
            String found = EndpointProbe.ask(endpoint);
            return new Finding(
                    true, found == null ? name + " is known, what is behind it was not asked" : name + ": " + found);
        } catch (PagesyncException e) {
            return new Finding(false, name + ": " + e.getMessage());
        }
    }

    private String ours(KameletEndpoint kamelet) {
        Map<String, String> parameters = parameters(kamelet);
        if (kamelet.getTemplateId().equals("database-sink")) {
            DatabaseSink sink = new DatabaseSink();
            sink.setCamelContext(context);
            sink.setParameters(parameters);
            sink.prepare();
            return sink.check(collection);
        }
        JsonLinesSink sink = new JsonLinesSink();
        sink.setFile(parameters.getOrDefault("file", ""));
        return sink.check();
    }

    private Map<String, String> parameters(KameletEndpoint kamelet) {
        Map<String, String> parameters = new TreeMap<>();
        RouteTemplateDefinition template = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinition(kamelet.getTemplateId());
        if (template != null) {
            template.getTemplateParameters().forEach(each -> {
                if (each.getDefaultValue() != null) {
                    parameters.put(each.getName(), each.getDefaultValue());
                }
            });
        }
        kamelet.getKameletProperties()
                .forEach((name, value) -> parameters.put(name, RawText.of(String.valueOf(value))));
        return parameters;
    }
}
