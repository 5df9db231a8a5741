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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of a Camel context that changes of rows go to, each by a route of its own. */
public final class ChangeOutlets implements Outlets {
    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.changes");

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
                        .parameter("endpoint", whole(endpoint))
                        .add();
            }
        }
        return new RouteOutlet(context, "direct:" + id, name(endpoint), endpoint.startsWith("kafka:"));
    }

    /** Tells the log when changes cease to go out, and when they go out again. */
    private static final class RouteOutlet implements Outlet {
        private final CamelContext context;
        private final String route;
        private final String name;
        private final boolean keyed;
        private volatile String last = "";

        RouteOutlet(CamelContext context, String route, String name, boolean keyed) {
            this.context = context;
            this.route = route;
            this.name = name;
            this.keyed = keyed;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Sent send(List<Waiting> changes, BooleanSupplier goesOn) {
            ChangeBatch batch = new ChangeBatch(changes, goesOn, keyed);
            try (ProducerTemplate producer = context.createProducerTemplate()) {
                Exchange answer = producer.send(route, exchange -> ChangeSteps.begin(exchange, batch));
                if (answer.getException() != null) {
                    batch.failed(String.valueOf(answer.getException().getMessage()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Sent sent = batch.outcome();
            tell(sent.failure() == null ? "" : sent.failure());
            return sent;
        }

        private void tell(String failure) {
            if (!failure.isEmpty() && !failure.equals(last)) {
                LOG.warn("changes cannot be sent to {}: {}; they are kept and sent again", name, failure);
            } else if (failure.isEmpty() && !last.isEmpty()) {
                LOG.info("changes are sent to {} again", name);
            }
            last = failure;
        }
    }

    /** Of a value that ends in a backslash and a letter, Camel takes the backslash away; an option that changes nothing stands behind. */
    private static String whole(String endpoint) {
        return endpoint.contains("?") && endpoint.lastIndexOf('\\') >= endpoint.length() - 3
                ? endpoint + "&lazyStartProducer=false"
                : endpoint;
    }
}
