package io.pagesync.camel.check;

import io.pagesync.PagesyncException;
import io.pagesync.camel.sink.SinkUses;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.page.Page;
import io.pagesync.run.plan.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Whether the destinations of a sync could take its pages, as far as its routes name them. Writes nothing that lasts. */
public final class SyncDestinations {
    private final CamelContext context;
    private final Collection collection;
    private final @Nullable Page first;

    /**
     * What was found of one destination.
     *
     * @param sound whether it could take pages, as far as can be seen
     * @param text what it is, or what is wrong with it and what to do
     */
    public record Finding(boolean sound, String text) {}

    private SyncDestinations(CamelContext context, Collection collection, @Nullable Page first) {
        this.context = context;
        this.collection = collection;
        this.first = first;
    }

    /**
     * What is found of each destination of the sync, in the order of its steps.
     *
     * @param collection what it loads; of one in partitions, the first
     * @param first the collection's first page; null if there is none to be had
     */
    public static List<Finding> check(CamelContext context, Collection collection, @Nullable Page first) {
        SyncDestinations destinations = new SyncDestinations(context, collection, first);
        return SyncEndpoints.of(context, collection.sync()).stream()
                .flatMap(destinations::looks)
                .toList();
    }

    /** The statements that make the tables of the sync and give them their columns, as far as they are not there. */
    public static List<String> ddl(CamelContext context, Collection collection, Page first) {
        return SyncEndpoints.of(context, collection.sync()).stream()
                .filter(endpoint -> endpoint instanceof KameletEndpoint kamelet && SinkUses.isOne(kamelet))
                .flatMap(endpoint -> SinkUses.of(context, (KameletEndpoint) endpoint).ddl(collection, first).stream())
                .toList();
    }

    /** A destination, and where it sends to on its own. */
    private Stream<Finding> looks(Endpoint endpoint) {
        Finding its = look(endpoint);
        if (!(endpoint instanceof KameletEndpoint kamelet && SinkUses.isOne(kamelet))) {
            return Stream.of(its);
        }
        return Stream.concat(
                Stream.of(its),
                SinkUses.of(context, kamelet).alsoSendsTo().stream()
                        .map(context::getEndpoint)
                        .map(this::look)
                        .map(found -> new Finding(found.sound(), "changes go to " + found.text())));
    }

    private Finding look(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint kamelet && SinkUses.isOne(kamelet)) {
            try {
                return new Finding(true, SinkUses.of(context, kamelet).check(collection, first));
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
}
