package io.pagesync.cli.option;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.FirstPartition;
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
    private final Collection collection;
    private final FirstPartition partition;
    private final Run run;

    private FirstPages(Engine engine, Collection collection) {
        this.engine = engine;
        this.collection = collection;
        this.partition = FirstPartition.of(engine.context(), collection);
        this.run = partition.run();
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
        try {
            return new FirstPages(engine, collection);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Of a sync of a running engine, which is closed with it. */
    static FirstPages of(Engine engine, String sync) {
        Collection collection = Syncs.of(engine.context()).get(sync).collection();
        return new FirstPages(engine, collection);
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

    /** The partition whose pages these are, of a collection that is divided; else all of it. */
    public FirstPartition partition() {
        return partition;
    }

    /** Whether pages are fetched one after the other. */
    public boolean oneByOne() {
        return !run.collection().paging().anyOrder();
    }

    public double rate() {
        return run.api().settings().rateLimit();
    }

    /** The collection, without secrets. */
    public String url() {
        return collection.shownUrl();
    }

    @Override
    public void close() {
        engine.close();
    }
}
