package io.pagesync.cli.option;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.FirstPartition;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.NextRun;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Reads a collection's first pages, the way every page is read, without delivering them. */
public final class FirstPages implements AutoCloseable {
    private static final String SYNC = "look";

    private final Engine engine;
    private final Collection collection;
    private final FirstPartition partition;
    private final Run run;

    private final @Nullable Recognition recognition;
    private String since = "";

    private FirstPages(
            Engine engine, Collection collection, FirstPartition partition, @Nullable Recognition recognition) {
        this.engine = engine;
        this.collection = collection;
        this.partition = partition;
        this.run = partition.run();
        this.recognition = recognition;
    }

    /** Of a URL with its options, or of a sync by its name. */
    public static FirstPages open(
            BaseCommand command, CollectionOptions options, ApiOptions api, SyncOptions properties) {
        return open(command, options, api, properties, context -> {});
    }

    /**
     * The same.
     *
     * @param prepare is given the context before anything is asked for
     */
    public static FirstPages open(
            BaseCommand command,
            CollectionOptions options,
            ApiOptions api,
            SyncOptions properties,
            Consumer<CamelContext> prepare) {
        options.requireFit(command, properties);
        if (options.isSync()) {
            Engine engine = Engine.idle(properties.overrides());
            try {
                prepare.accept(engine.context());
                return of(engine, options.sync());
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
        }
        ApiSettings settings = api.settings(SYNC, options.baseUri(), System.getenv());
        Map<String, String> parameters = options.parameters(SYNC, SYNC);
        // Before anything is started: what cannot be is told at once.
        Collection given = new CollectionParameters(parameters).collection(settings.baseUri(), settings.names());
        Engine engine = Engine.start(settings);
        try {
            prepare.accept(engine.context());
            FirstPartition partition = FirstPartition.of(engine.context(), given);
            return new FirstPages(
                    engine,
                    given,
                    partition,
                    given.partitioning() != null
                            ? null
                            : Recognition.of(
                                    engine.context(), partition.run(), command, options, parameters, settings));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Of a sync of a running engine, which is closed with it. */
    static FirstPages of(Engine engine, String sync) {
        Ledgers.keep(engine.context());
        NextRun next = NextRun.of(engine.context(), Syncs.of(engine.context()).get(sync));
        FirstPages pages =
                new FirstPages(engine, next.collection(), FirstPartition.of(engine.context(), next.collection()), null);
        pages.since = next.text();
        return pages;
    }

    /** What was recognised of a URL, and what is not sure; a sentence each. */
    public List<String> sentences() {
        if (recognition != null) {
            return recognition.sentences();
        }
        return since.isEmpty() ? List.of() : List.of("the next run asks for " + since);
    }

    /** Whether all pages can be asked for, or the first one may be one of many. */
    public boolean isDecided() {
        return recognition == null || recognition.isDecided();
    }

    /**
     * Refuses to plan what may be one page of many.
     *
     * @throws io.pagesync.InvalidSettingException if nothing shows how the next page is asked for
     */
    public void requireDecided() {
        if (recognition != null) {
            recognition.requireDecided();
        }
    }

    /** The collection that is looked at; of a divided one, its first partition. */
    public Collection collection() {
        return run.partition().collection();
    }

    /** The request that a run begins with. */
    public PageRequest firstRequest() {
        return run.partition().firstRequest();
    }

    /** How many requests have been made so far. */
    public long requests() {
        return run.traffic().requests();
    }

    /** The first page. */
    public Page first() {
        return recognition == null
                ? Pipeline.fetch(engine.context(), run, run.partition().firstRequest())
                : recognition.firstPage(engine.context());
    }

    /** What the first page says of the others. */
    public PageSequence plan(Page first) {
        return run.plan(first);
    }

    /** The page behind those that were read; null if there is none. */
    @Nullable
    public Page next(PageSequence sequence, int number) {
        PageRequest request = number > sequence.pages().orElse(Integer.MAX_VALUE) ? null : request(sequence, number);
        return request == null ? null : next(sequence, request);
    }

    /** The request for the page behind those that were read, to be asked for once; null if there is none. */
    @Nullable
    public static PageRequest request(PageSequence sequence, int number) {
        try {
            return sequence.request(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The page that a request asks for; null if what comes is behind the end. */
    @Nullable
    public Page next(PageSequence sequence, PageRequest request) {
        Page page = Pipeline.fetch(engine.context(), run, request);
        return sequence.arrived(page) ? page : null;
    }

    /** The partition whose pages these are, of a collection that is divided; else all of it. */
    public FirstPartition partition() {
        return partition;
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
        return collection.shownUrl();
    }

    @Override
    public void close() {
        engine.close();
    }
}
