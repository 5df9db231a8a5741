package io.pagesync.cli.option;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.page.Page;
import io.pagesync.paging.PageRequest;
import io.pagesync.paging.PageSequence;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import org.jspecify.annotations.Nullable;

/** Reads a collection's first pages, the way every page is read, without delivering them. */
public final class FirstPages implements AutoCloseable {
    private static final String SYNC = "look";

    private final Engine engine;
    private final Run run;

    private FirstPages(Engine engine, Run run) {
        this.engine = engine;
        this.run = run;
    }

    /** Of a URL with its options, or of a sync by its name. */
    public static FirstPages open(
            BaseCommand command, CollectionOptions options, ApiOptions api, SyncOptions properties) {
        options.requireFit(command, properties);
        if (options.isSync()) {
            Engine engine = Engine.idle(properties.overrides());
            try {
                return of(engine, options.sync());
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        }
        ApiSettings settings = api.settings(SYNC, options.baseUri(), System.getenv());
        Collection collection = new CollectionParameters(options.parameters(SYNC, SYNC))
                .collection(settings.baseUri(), settings.names());
        Engine engine = Engine.start(settings);
        return new FirstPages(engine, Pipeline.look(engine.context(), collection));
    }

    /** Of a sync of a running engine, which is closed with it. */
    static FirstPages of(Engine engine, String sync) {
        Collection collection = Syncs.of(engine.context()).get(sync).collection();
        return new FirstPages(engine, Pipeline.look(engine.context(), collection));
    }

    /** The first page. */
    public Page first() {
        return Pipeline.fetch(engine.context(), run, run.firstRequest());
    }

    /** What the first page says of the others. */
    public PageSequence plan(Page first) {
        return run.plan(first);
    }

    /** The page behind those that were read; null if there is none. */
    @Nullable
    public Page next(PageSequence sequence, int number) {
        try {
            if (number > sequence.pages().orElse(Integer.MAX_VALUE)) {
                return null;
            }
            PageRequest request = sequence.request(number);
            if (request == null) {
                return null;
            }
            Page page = Pipeline.fetch(engine.context(), run, request);
            return sequence.arrived(page) ? page : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether pages are fetched one after the other. */
    public boolean oneByOne() {
        return !run.collection().paging().anyOrder();
    }

    /** What is set of its API. */
    public ApiSettings api() {
        return run.api().settings();
    }

    /** The collection, without secrets. */
    public String url() {
        return run.collection().shownUrl();
    }

    @Override
    public void close() {
        engine.close();
    }
}
