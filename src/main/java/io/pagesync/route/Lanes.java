package io.pagesync.route;

import io.pagesync.PagesyncException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * Runs loads that are no sync of the user's, of one API. Each gets a lane of its own, a sync with its own threads, so
 * that one whose pages nobody takes holds up no other; a lane that is free again serves the next load. Thread-safe.
 */
public final class Lanes {
    private final CamelContext context;
    private final String api;
    private final Deque<Lane> free = new ArrayDeque<>();

    private Lanes(CamelContext context, String api) {
        this.context = context;
        this.api = api;
    }

    /** The lanes of one of the engine's APIs; they end with the engine. */
    public static Lanes of(Engine engine, String api) {
        return new Lanes(engine.context(), api);
    }

    /** The API's limit in requests a second, 0 for none. */
    public double perSecond() {
        return Apis.of(context).get(api).settings().rateLimit();
    }

    /** Waits for a permit of the API; see {@link Pipeline#permit}. */
    public void permit() {
        Pipeline.permit(context, api);
    }

    /**
     * Runs a load to its end.
     *
     * @throws PagesyncException if it could not even begin, in one sentence
     */
    public Load.Result run(Load load) {
        Lane lane = take();
        lane.give(load);
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send("direct:pagesync-sync-" + lane.name(), exchange -> exchange.getMessage()
                    .setBody(load));
            return load.result(Pipeline.result(answer, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lane.give(null);
            giveBack(lane);
        }
    }

    private synchronized void giveBack(Lane lane) {
        free.push(lane);
    }

    private synchronized Lane take() {
        Lane lane = free.poll();
        return lane == null ? make() : lane;
    }

    private Lane make() {
        AtomicInteger numbers = ContextBean.of(context, "pagesync-lanes", AtomicInteger.class, AtomicInteger::new);
        Lane lane = new Lane("load" + numbers.incrementAndGet());
        context.getRegistry().bind("pagesync-lane-" + lane.name(), lane);
        try {
            TemplatedRouteBuilder.builder(context, "pagesync-load")
                    .routeId("pagesync-" + lane.name())
                    .parameter("api", api)
                    .parameter("lane", lane.name())
                    .add();
        } catch (RuntimeException e) {
            throw StartErrors.of("a load's route", e);
        }
        return lane;
    }
}
