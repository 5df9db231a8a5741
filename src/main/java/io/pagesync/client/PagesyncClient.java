package io.pagesync.client;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.load.LoadRoutes;
import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.client.stream.LoadFuture;
import io.pagesync.client.stream.OpenLoads;
import io.pagesync.client.stream.Thrown;
import io.pagesync.page.read.PageFunction;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * One API, or one page function, from Java: loads whole collections of it, all of them together at its rate and with its
 * concurrency. Thread-safe; open one for each API and keep it, since it holds connections and threads until it is closed.
 *
 * <pre>{@code
 * try (PagesyncClient client = PagesyncClient.at("https://api.example.com").rateLimit(10).open()) {
 *     for (JsonRecord item : client.collection("/items").pageSize(500).key("id").records()) {
 *         System.out.println(item.get("id"));
 *     }
 * }
 * }</pre>
 */
public final class PagesyncClient implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(4);
    private static final String CLOSED = "this client is closed; open another one";

    private final LoadRoutes routes;
    private final RateLimiter limiter;
    private final OpenLoads loads = new OpenLoads();
    private final ExecutorService threads;

    private PagesyncClient(LoadRoutes routes) {
        this.routes = routes;
        AtomicInteger numbers = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "pagesync-load-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.limiter = new RateLimiter(routes::perSecond, this::permit, threads);
    }

    /**
     * A client of an API.
     *
     * @param baseUrl scheme, host and port; a path in it goes before every collection's
     */
    public static Builder at(String baseUrl) {
        ClientSettings settings = new ClientSettings("api");
        settings.set("base-url", baseUrl);
        return new Builder(settings, null);
    }

    /** A client of a function that gives pages, rather than of an API; without a rate limit unless one is set. */
    public static Builder calling(PageFunction function) {
        return new Builder(new ClientSettings("function"), function);
    }

    /**
     * A client in the Camel context of an application that has Pagesync in it: its loads share rate, concurrency and log-in
     * of the API with the application's syncs. It may be made before the context is started, and used from then on.
     *
     * @param context the context; it is left as it was when the client is closed
     * @param api the API's name, as the settings {@code pagesync.api.<name>.*} of the application have it
     * @throws InvalidSettingException if the context has been started and has no such API; otherwise, that is thrown by
     *     what is loaded first
     */
    public static PagesyncClient in(CamelContext context, String api) {
        return new PagesyncClient(LoadRoutes.in(context, api));
    }

    /**
     * A collection of the API.
     *
     * @param path its path with a slash in front; a query behind it is taken over as it is
     */
    public CollectionLoad collection(String path) {
        return CollectionLoad.of(this, path);
    }

    /** The pages of the function; of an API, the collection at its base URL. */
    public CollectionLoad collection() {
        return collection("/");
    }

    /** The permits that pages take, for calls of your own to the same API. */
    public RateLimiter rateLimiter() {
        return limiter;
    }

    /**
     * Ends all runs, and then every thread and connection of this client. What is in flight may take 5 s to end, and is cut
     * off then, but for a client in an application's context, whose connections are the context's. Futures, streams and
     * publishers that are not done end with {@link RunIncompleteException}; calls that come later throw
     * IllegalStateException.
     */
    @Override
    public void close() {
        if (loads.close("the client was closed")) {
            loads.awaitNone(LONGEST_END);
            try {
                routes.close();
            } finally {
                threads.shutdown();
            }
        }
    }

    <T> LoadFuture<T> start(LoadRequest load, boolean acceptDrift, Function<LoadRequest.Result, T> result) {
        LoadFuture<T> future = new LoadFuture<>(load);
        if (!loads.open(load)) {
            throw new IllegalStateException(CLOSED);
        }
        threads.execute(() -> run(load, acceptDrift, result, future));
        return future;
    }

    private <T> void run(
            LoadRequest load, boolean acceptDrift, Function<LoadRequest.Result, T> result, LoadFuture<T> future) {
        LoadRequest.Result ended;
        try {
            ended = routes.run(load);
        } catch (RuntimeException | Error e) {
            loads.ended(load);
            // What it had no time to begin with meets whatever is gone already.
            boolean late = loads.closed() && e instanceof RuntimeException;
            future.completeExceptionally(late ? new IllegalStateException(CLOSED, e) : e);
            return;
        }
        // First of all: what hangs on the future may close the client.
        loads.ended(load);
        try {
            Outcome.check(ended, acceptDrift);
            future.complete(result.apply(ended));
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }

    /** Waits for the end of a load; an interrupt ends the run. */
    <T> T await(LoadFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.load().stop("its thread was interrupted");
            throw Thrown.unchecked(Thrown.of(future));
        } catch (ExecutionException e) {
            throw Thrown.unchecked(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void permit() {
        if (loads.closed()) {
            throw new IllegalStateException(CLOSED);
        }
        routes.permit();
    }

    /** What a client is to be; every value is checked when it is opened. */
    public static final class Builder {
        private final ClientSettings settings;
        private final @Nullable PageFunction function;

        private Builder(ClientSettings settings, @Nullable PageFunction function) {
            this.settings = settings;
            this.function = function;
        }

        /** The API's name, a lower-case letter, then letters and digits: it is in messages and environment variables. */
        public Builder name(String api) {
            settings.name(api);
            return this;
        }

        /** Requests a second, decimals allowed; 0 or less for no limit. An API's default is 10, a function's none. */
        public Builder rateLimit(double perSecond) {
            settings.rate(perSecond);
            return this;
        }

        /** How many requests may be in flight, or threads in the function, 1 to 1000; by default 10. */
        public Builder concurrency(int requests) {
            return set("concurrency", Integer.toString(requests));
        }

        /** How often a page is asked for in all when the failure may pass, 1 to 100; by default 3. */
        public Builder attempts(int number) {
            return set("attempts", Integer.toString(number));
        }

        /**
         * Any setting of an API, such as {@code auth.type}, by its name below {@code pagesync.api.<name>.}; see
         * docs/settings.md. Its value is text as in a file.
         */
        public Builder set(String setting, String value) {
            settings.set(setting, value);
            return this;
        }

        /** A secret, such as {@code auth.token}, that the program has from elsewhere, in place of its environment variable. */
        public Builder secret(String setting, String value) {
            settings.secret(setting, value);
            return this;
        }

        /** The environment from which secrets come, rather than the process's. */
        public Builder environment(Map<String, String> variables) {
            settings.environment(variables);
            return this;
        }

        /**
         * Opens the client; no request is made yet.
         *
         * @throws NotAuthenticatedException if a secret that the authentication needs is not there
         * @throws InvalidSettingException naming the first setting that cannot be
         */
        public PagesyncClient open() {
            PageFunction pages = function;
            ApiSettings api = pages == null ? settings.ofApi() : settings.ofFunction();
            Engine engine = Engine.library(pipeline -> {
                var unused = pages == null ? pipeline.add(api) : pipeline.add(api, pages);
            });
            return new PagesyncClient(LoadRoutes.of(engine, api.name()));
        }
    }
}
