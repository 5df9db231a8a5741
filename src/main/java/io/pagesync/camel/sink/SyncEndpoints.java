package io.pagesync.camel.sink;

import io.pagesync.destination.Approval;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationUse;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.plan.Collection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;

/** The endpoints that a sync's pages go to, as far as its routes name them. */
public final class SyncEndpoints {
    private final CamelContext context;
    private final Set<Endpoint> endpoints = new LinkedHashSet<>();
    private final Set<Route> walked = new HashSet<>();

    private SyncEndpoints(CamelContext context) {
        this.context = context;
    }

    /** All of them, in the order of the sync's steps. */
    public static Set<Endpoint> of(CamelContext context, String sync) {
        SyncEndpoints walk = new SyncEndpoints(context);
        for (Route route : context.getRoutes()) {
            if (walk.isOf(route, sync)) {
                walk.walk(route);
            }
        }
        return Collections.unmodifiableSet(walk.endpoints);
    }

    /**
     * Opens those destinations of a run that are ours, before its first request.
     *
     * @throws io.pagesync.PagesyncException if one of them cannot be opened
     */
    public static void open(CamelContext context, Run run) {
        for (DestinationUse use : uses(context, run.collection().sync())) {
            var unused = run.destinations().open(use, () -> use.open(run));
        }
        RefusedRecords.follow(context, run);
    }

    /**
     * Opens what stands in for them in a run that only rehearses.
     *
     * @throws io.pagesync.PagesyncException if one of them cannot be opened
     */
    public static void rehearse(CamelContext context, Run run) {
        for (DestinationUse use : uses(context, run.collection().sync())) {
            use.rehearse(run).ifPresent(destination -> run.destinations().open(use, () -> destination));
        }
    }

    /** Hands a page of a run that only rehearses to what stands in for its destinations. */
    public static void rehearse(Page page, Delivery delivery) {
        for (Participant each : delivery.run().destinations().opened()) {
            if (each instanceof Destination destination) {
                destination.write(page, delivery);
            }
        }
    }

    /** Has the destinations of a sync that are ours send what its runs have left, and leave, until the context ends. */
    public static void serve(CamelContext context, String sync) {
        uses(context, sync).forEach(use -> use.serve(sync));
    }

    /** What a run of a sync has found gone in its destinations and left, because to delete it takes a person's word. */
    public static List<Approval> approvals(CamelContext context, Collection collection, String run) {
        List<Approval> approvals = new ArrayList<>();
        for (DestinationUse use : uses(context, collection.sync())) {
            use.approval(collection, run).ifPresent(approvals::add);
        }
        return approvals;
    }

    /** The uses of our destinations among them. */
    private static List<DestinationUse> uses(CamelContext context, String sync) {
        List<DestinationUse> uses = new ArrayList<>();
        for (Endpoint endpoint : of(context, sync)) {
            if (endpoint instanceof KameletEndpoint kamelet && SinkUses.isOne(kamelet)) {
                uses.add(SinkUses.of(context, kamelet));
            }
        }
        return uses;
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
}
