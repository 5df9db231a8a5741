package io.pagesync.camel.manage;

import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.operate.ContextMeters;
import io.pagesync.camel.operate.Health;
import io.pagesync.config.ManagementSettings;
import io.pagesync.config.ManagementSettings.Otlp;
import io.pagesync.meter.OwnRegistry;
import io.pagesync.web.Access;
import io.pagesync.web.ManagementServer;
import io.pagesync.web.PortTakenException;
import io.pagesync.web.Shown;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The management port of a process of ours: metrics, health, the web page and the REST interface. */
public final class Management implements AutoCloseable {
    private final OwnRegistry registry;
    private final @Nullable ManagementServer server;
    private final @Nullable Sampler sampler;

    private Management(OwnRegistry registry, @Nullable ManagementServer server, @Nullable Sampler sampler) {
        this.registry = registry;
        this.server = server;
        this.sampler = sampler;
    }

    /**
     * Opens it as the settings say, once routes and APIs are made.
     *
     * @param tell is told that the default port is taken, in one sentence: then there is none
     * @param said is told of each action of a person, in one sentence
     * @param log gives what the process has said last, the newest first
     * @throws io.pagesync.PagesyncException if the port that is set cannot be opened
     */
    public static Management open(
            CamelContext context, Consumer<String> tell, Consumer<String> said, Supplier<List<String>> log) {
        ManagementSettings settings = ContextSettings.of(context).management();
        Otlp otlp = settings.otlp();
        OwnRegistry registry = new OwnRegistry();
        if (otlp != null) {
            registry.send(otlp.url(), otlp.interval());
        }
        if (!settings.isOff()) {
            registry.read();
        }
        if (registry.isOfUse()) {
            ContextMeters.into(context, registry.registry());
        }
        if (settings.isOff()) {
            return new Management(registry, null, null);
        }
        Health health = Health.of(context);
        Sampler sampler = new Sampler(OpenRuns.of(context));
        Views views = new Views(context, sampler);
        Access access = new Access(settings.token(), System::nanoTime);
        Site site = new Site(views, access, new Actions(context, views, said), log);
        try {
            ManagementServer server = ManagementServer.start(
                    settings.host(),
                    settings.port(),
                    Map.of(
                            "/metrics", accept -> metrics(registry, accept),
                            "/health/live", accept -> Shown.health(health.notLive()),
                            "/health/ready", accept -> Shown.health(health.notReady()),
                            "/health", accept -> Shown.health(both(health))),
                    site::answer);
            return new Management(registry, server, sampler);
        } catch (PortTakenException e) {
            sampler.close();
            if (settings.isSet()) {
                registry.close();
                throw e;
            }
            tell.accept(e.getMessage() + "; there are no metrics, no health and no page of this process");
            return new Management(registry, null, null);
        }
    }

    private static Shown metrics(OwnRegistry registry, String accept) {
        String type = registry.contentType(accept);
        return new Shown(200, type, registry.scrape(type));
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
        if (sampler != null) {
            sampler.close();
        }
        // What is sent to a collector is sent once more.
        registry.close();
    }
}
