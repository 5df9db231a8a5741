package io.pagesync.camel.sink;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.database.own.outbox.Outbox.Waiting;
import io.pagesync.database.publish.Outlet;
import io.pagesync.database.publish.Outlets;
import io.pagesync.database.publish.Publishers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.util.URISupport;

/** The endpoints of a Camel context that changes of rows go to, each by a route of its own. */
public final class ChangeOutlets implements Outlets {
    private final CamelContext context;

    /** Those of a context. */
    public ChangeOutlets(CamelContext context) {
        this.context = context;
    }

    /** Who sends changes in a context; one object a context. */
    public static Publishers publishers(CamelContext context) {
        return ContextBean.of(context, Publishers.class, () -> new Publishers(new ChangeOutlets(context)));
    }

    /** An endpoint as people may see it. */
    public static String name(String endpoint) {
        return URISupport.sanitizeUri(endpoint)
                .replaceFirst("\\?.*", "")
                .replaceFirst("//[^/@]*@", "//")
                .replaceFirst("://", ":");
    }

    @Override
    public void require(String endpoint) {
        try {
            var unused = context.getEndpoint(endpoint);
        } catch (RuntimeException e) {
            throw new InvalidSettingException("changes cannot go to '" + name(endpoint) + "': "
                    + StartErrors.of("it", e).getMessage());
        }
    }

    @Override
    public Outlet open(String name, String endpoint) {
        String id = "pagesync-changes-" + name;
        synchronized (this) {
            if (context.getRoute(id) == null) {
                TemplatedRouteBuilder.builder(context, "pagesync-changes")
                        .routeId(id)
                        .parameter("outbox", name)
                        .parameter("endpoint", endpoint)
                        .add();
            }
        }
        return new RouteOutlet(context, "direct:" + id, name(endpoint), endpoint.startsWith("kafka:"));
    }

    private record RouteOutlet(CamelContext context, String route, String name, boolean keyed) implements Outlet {
        @Override
        public Sent send(List<Waiting> changes, BooleanSupplier goesOn) {
            ChangeBatch batch = new ChangeBatch(changes, goesOn, keyed);
            try (ProducerTemplate producer = context.createProducerTemplate()) {
                Exchange answer = producer.send(route, exchange -> ChangeSteps.begin(exchange, batch));
                if (answer.getException() != null) {
                    batch.failed(String.valueOf(answer.getException().getMessage()));
                }
                return batch.outcome();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
