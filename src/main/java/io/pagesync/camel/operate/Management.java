package io.pagesync.camel.operate;

import io.pagesync.camel.context.ContextSettings;
import io.pagesync.config.ManagementSettings;
import io.pagesync.meter.PrometheusScrape;
import io.pagesync.web.ManagementServer;
import io.pagesync.web.PortTakenException;
import io.pagesync.web.Shown;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The management port of a process of ours: metrics and health, nothing that sends or changes anything. */
public final class Management implements AutoCloseable {
    private final @Nullable ManagementServer server;

    private Management(@Nullable ManagementServer server) {
        this.server = server;
    }

    /**
     * Opens it as the settings say, once routes and APIs are made.
     *
     * @param tell is told that the default port is taken, in one sentence: then there is none
     * @throws io.pagesync.PagesyncException if the port that is set cannot be opened
     */
    public static Management open(CamelContext context, Consumer<String> tell) {
        ManagementSettings settings = ContextSettings.of(context).management();
        if (settings.isOff()) {
            return new Management(null);
        }
        PrometheusScrape scrape = new PrometheusScrape();
        ContextMeters.into(context, scrape.registry());
        Health health = Health.of(context);
        try {
            return new Management(ManagementServer.start(
                    settings.host(),
                    settings.port(),
                    Map.of(
                            "/metrics", accept -> metrics(scrape, accept),
                            "/health/live", accept -> Shown.health(health.notLive()),
                            "/health/ready", accept -> Shown.health(health.notReady()),
                            "/health", accept -> Shown.health(both(health)))));
        } catch (PortTakenException e) {
            if (settings.isSet()) {
                throw e;
            }
            tell.accept(e.getMessage() + "; there are no metrics and no health of this process");
            return new Management(null);
        }
    }

    private static Shown metrics(PrometheusScrape scrape, String accept) {
        String type = scrape.contentType(accept);
        return new Shown(200, type, scrape.scrape(type));
    }

    private static List<String> both(Health health) {
        return Stream.concat(health.notLive().stream(), health.notReady().stream())
                .toList();
    }

    /** Where it listens; empty if it does not. */
    public Optional<URI> uri() {
        return Optional.ofNullable(server).map(ManagementServer::uri);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
