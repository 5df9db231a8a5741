package io.pagesync.camel.load;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Runs loads that are no sync of the user's, of one API. Each gets a route of its own, a sync with its own threads, so
 * that one whose pages nobody takes holds up no other; a route that is free again serves the next load. Thread-safe.
 */
public final class LoadRoutes implements AutoCloseable {
    private final CamelContext context;
    private final String api;
    private final @Nullable Engine engine;
    private final StopSignal permits = new StopSignal();
    private final Deque<LoadRoute> free = new ArrayDeque<>();
    private boolean closed;

    private LoadRoutes(CamelContext context, String api, @Nullable Engine engine) {
        this.context = context;
        this.api = api;
        this.engine = engine;
    }

    /** The routes of one of the engine's APIs; to close them closes the engine. */
    public static LoadRoutes of(Engine engine, String api) {
        return new LoadRoutes(engine.context(), api, engine);
    }

    /**
     * Those of an API of somebody else's context; to close them leaves nothing of theirs in it. A context that is not
     * started yet is looked at when it is used.
     *
     * @throws InvalidSettingException if the context has been started and has no such API
     */
    public static LoadRoutes in(CamelContext context, String api) {
        LoadRoutes routes = new LoadRoutes(context, api, null);
        if (context.isStarted()) {
            routes.api();
        }
        return routes;
    }

    /** The API's limit in requests a second, 0 for none. */
    public double perSecond() {
        return api().settings().rateLimit();
    }

    /**
     * Waits for a permit of the API; see {@link Pipeline#permit}.
     *
     * @throws RunStoppedException if they are closed or the context stops meanwhile, or the thread is interrupted,
     *     which it then still is
     */
    public void permit() {
        api();
        try {
            permits.whileWaiting(() -> Pipeline.permit(context, api));
        } catch (PagesyncException e) {
            // An interrupt of ours ends Camel's own waits with errors of their own.
            throw permits.stopped() ? new RunStoppedException(permits.reason() + "") : e;
        }
    }

    /**
     * Runs a load to its end.
     *
     * @throws PagesyncException if it could not even begin, in one sentence
     * @throws IllegalStateException if the context is not started
     */
    public LoadRequest.Result run(LoadRequest load) {
        api();
        LoadRoute route = take();
        route.give(load);
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send("direct:pagesync-sync-" + route.name(), exchange -> exchange.getMessage()
                    .setBody(load));
            return load.result(Pipeline.result(answer, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            route.give(null);
            giveBack(route);
        }
    }

    /** Ends the waits for permits and the routes; one that a load is still in ends with it. */
    @Override
    public void close() {
        permits.stop("this client is closed; open another one");
        if (engine != null) {
            engine.close();
            return;
        }
        synchronized (this) {
            closed = true;
            free.forEach(this::remove);
            free.clear();
        }
    }

    private Api api() {
        if (permits.stopped()) {
            throw new IllegalStateException(permits.reason());
        }
        if (!context.isStarted()) {
            throw new IllegalStateException("the Camel context " + context.getName()
                    + " is not started; start it before anything is loaded in it");
        }
        if (!Pipeline.isIn(context)) {
            throw new InvalidSettingException("the Camel context " + context.getName()
                    + " has no Pagesync in it; set pagesync.api." + api + ".base-url before it is started");
        }
        return Apis.of(context).get(api);
    }

    private synchronized void giveBack(LoadRoute route) {
        if (closed) {
            remove(route);
        } else {
            free.push(route);
        }
    }

    private synchronized LoadRoute take() {
        LoadRoute route = free.poll();
        while (route != null && !isThere(route)) {
            route = free.poll();
        }
        return route == null ? make() : route;
    }

    /** Not any more, if the context was stopped and started again. */
    private boolean isThere(LoadRoute route) {
        return context.getRegistry().lookupByName(route.bean()) == route && context.getRoute(route.id()) != null;
    }

    private LoadRoute make() {
        LoadRoute route = new LoadRoute(Syncs.of(context).freeName("load"));
        try {
            // One at a time in a context: neither its registry nor its model is made for more.
            synchronized (context) {
                context.getRegistry().bind(route.bean(), route);
                TemplatedRouteBuilder.builder(context, "pagesync-load")
                        .routeId(route.id())
                        .parameter("api", api)
                        .parameter("load", route.name())
                        .add();
            }
        } catch (RuntimeException e) {
            throw StartErrors.of("a load's route", e);
        }
        return route;
    }

    private void remove(LoadRoute route) {
        if (!context.isStarted() || !isThere(route)) {
            return;
        }
        try {
            synchronized (context) {
                for (String id : route.ids()) {
                    context.getRouteController().stopRoute(id);
                    context.removeRoute(id);
                }
                context.getRegistry().unbind(route.bean());
            }
        } catch (Exception e) {
            throw StartErrors.of("the end of a load's route", e);
        }
        Syncs.of(context).remove(route.name());
    }
}
