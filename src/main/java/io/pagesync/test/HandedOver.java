package io.pagesync.test;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Sees each page that a sync hands to its first step, on its way there. */
final class HandedOver implements InterceptStrategy {
    private static final String SOURCE = "kamelet:collection-source";

    private final Map<String, List<Page>> pages = new ConcurrentHashMap<>();

    /** The records of the pages handed over since the last {@link #forget}, by page number. */
    List<JsonRecord> records(String sync) {
        return pages.getOrDefault(sync, List.of()).stream()
                .sorted(Comparator.comparingInt(Page::getNumber))
                .flatMap(page -> StreamSupport.stream(page.spliterator(), false))
                .toList();
    }

    void forget(String sync) {
        pages.remove(sync);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (definition.getParent() instanceof RouteDefinition route
                && route.getInput().getEndpointUri().startsWith(SOURCE)
                && route.getOutputs().indexOf(definition) == 0) {
            String sync = route.getRouteId();
            return new DelegateAsyncProcessor(exchange -> {
                Page page = exchange.getMessage().getBody(Page.class);
                if (page != null) {
                    pages.computeIfAbsent(sync, name -> new CopyOnWriteArrayList<>())
                            .add(page);
                }
                target.process(exchange);
            });
        }
        return target;
    }
}
