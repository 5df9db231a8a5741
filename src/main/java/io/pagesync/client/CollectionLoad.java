package io.pagesync.client;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.client.stream.LoadFuture;
import io.pagesync.client.stream.PagePublisher;
import io.pagesync.client.stream.PageStream;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which collection of a client's API is to be loaded, and how. Immutable: each method that sets something returns a new
 * one, so that one may be kept and varied. Loads nothing before one of {@code records}, {@code pages}, {@code stream} or
 * {@code publisher} is called; each call is a run of its own.
 */
public final class CollectionLoad {
    private static final Set<String> NOT_OF_A_LOAD =
            Set.of("api", "name", "path", "query", "order", "gather", "schedule", "timeZone", "misfire");

    private final PagesyncClient client;
    private final Map<String, String> parameters;
    private final boolean acceptDrift;

    private CollectionLoad(PagesyncClient client, Map<String, String> parameters, boolean acceptDrift) {
        this.client = client;
        this.parameters = Collections.unmodifiableMap(parameters);
        this.acceptDrift = acceptDrift;
    }

    static CollectionLoad of(PagesyncClient client, String path) {
        int question = path.indexOf('?');
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("path", question < 0 ? path : path.substring(0, question));
        parameters.put("query", question < 0 ? "" : path.substring(question + 1));
        return new CollectionLoad(client, parameters, false);
    }

    /**
     * Adds a query parameter, which is encoded.
     *
     * @param value its value as {@code toString} has it; each element of a collection or array becomes a parameter of its
     *     own; null adds nothing
     */
    public CollectionLoad query(String name, @Nullable Object value) {
        return with("query", QueryText.append(parameters.getOrDefault("query", ""), name, value));
    }

    /** Asks for pages of this size; 0 leaves it to the server, which has the last word anyway. */
    public CollectionLoad pageSize(int records) {
        return with("pageSize", Integer.toString(records));
    }

    /**
     * Names what tells one record from another, such as {@code id} or {@code id,site}: repeated records are noticed. Without
     * it, it is looked for in the first page; {@code none} says that records may repeat.
     */
    public CollectionLoad key(String fields) {
        return with("key", fields);
    }

    /** Sends pages out in waves of this many, each when the one before is complete; 0 for one wave. */
    public CollectionLoad batchSize(int pages) {
        return with("batchSize", Integer.toString(pages));
    }

    /** Returns what was got of a collection that changed while it was read, rather than throwing that it did. */
    public CollectionLoad acceptDrift() {
        return new CollectionLoad(client, new LinkedHashMap<>(parameters), true);
    }

    /**
     * Sets any other parameter of {@code kamelet:collection-source}: {@code records}, {@code total}, {@code size} (JSON
     * pointers), {@code pageParameter}, {@code sizeParameter}, {@code firstPage}, {@code body} (a JSON text, which makes
     * the requests POSTs), {@code next} (a JSON pointer) and {@code
     * cursorParameter} where each page says how to ask for the next, {@code verify}, {@code end}, {@code
     * onDrift}, {@code onPageFailure}. Whether it can be is checked when something is loaded.
     *
     * @throws InvalidSettingException if it has no effect on a load
     */
    public CollectionLoad set(String parameter, String value) {
        if (NOT_OF_A_LOAD.contains(parameter)) {
            throw new InvalidSettingException("the parameter " + parameter
                    + " has no effect here; the path and the query are said to collection(...) and query(...)");
        }
        return with(parameter, value);
    }

    /**
     * Loads all records, in the order of their pages.
     *
     * @throws RunIncompleteException if not all of them were got; it carries what was
     */
    public Loaded<JsonRecord> records() {
        return client.await(recordsLater());
    }

    /**
     * Loads all pages, in order; an empty collection has one, which is empty.
     *
     * @throws RunIncompleteException if not all of them were got; it carries what was
     */
    public Loaded<Page> pages() {
        return client.await(pagesLater());
    }

    /** Loads all records, without waiting; to cancel the future ends the run. Its errors are those of {@link #records}. */
    public CompletableFuture<Loaded<JsonRecord>> recordsAsync() {
        return recordsLater();
    }

    /** Loads all pages, without waiting; to cancel the future ends the run. Its errors are those of {@link #pages}. */
    public CompletableFuture<Loaded<Page>> pagesAsync() {
        return pagesLater();
    }

    /**
     * The pages in order, loaded from the first one asked for on, as fast as they are taken: no more are held than the
     * API's concurrency. Close the stream, best by try-with-resources: that ends the run.
     *
     * <p>Where a page is missing, what follows the last page is the error that {@link #pages} throws.
     */
    public Stream<Page> stream() {
        return new PageStream(this::handOver).stream();
    }

    /**
     * The pages in order, as fast as subscribers ask for them: no more are held than the API's concurrency. Each
     * subscription is a run of its own, which ends when it is cancelled. Subscribers are called by the loading threads;
     * {@code onError} gets what {@link #pages} throws.
     */
    public Flow.Publisher<Page> publisher() {
        return new PagePublisher(this::handOver);
    }

    private LoadFuture<Loaded<JsonRecord>> recordsLater() {
        return client.start(
                LoadRequest.gathering(parameters, MethodNames.INSTANCE),
                acceptDrift,
                result -> new Loaded<>(Records.of(result.pages()), result.report()));
    }

    private LoadFuture<Loaded<Page>> pagesLater() {
        return client.start(
                LoadRequest.gathering(parameters, MethodNames.INSTANCE),
                acceptDrift,
                result -> new Loaded<>(result.pages(), result.report()));
    }

    private LoadFuture<Void> handOver(LoadRequest.Taker taker) {
        return client.start(
                LoadRequest.handingOver(parameters, MethodNames.INSTANCE, taker), acceptDrift, result -> null);
    }

    private CollectionLoad with(String parameter, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(parameter, value);
        return new CollectionLoad(client, changed, acceptDrift);
    }
}
