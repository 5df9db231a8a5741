package io.pagesync.camel.boot;

import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.credential.LogIn;
import io.pagesync.camel.api.ApiSteps;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.api.FunctionSteps;
import io.pagesync.camel.api.LogInSteps;
import io.pagesync.camel.api.PageRequests;
import io.pagesync.camel.api.Retry;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.camel.http.ExchangeInContext;
import io.pagesync.camel.http.HttpClientSetup;
import io.pagesync.camel.http.OpenCalls;
import io.pagesync.camel.http.PemTls;
import io.pagesync.camel.http.ServerOf;
import io.pagesync.camel.sink.ChangeSteps;
import io.pagesync.camel.sync.split.CheckedStrategy;
import io.pagesync.camel.sync.split.GatherStrategy;
import io.pagesync.camel.sync.split.WavesStrategy;
import io.pagesync.config.Configuration;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.PageFunction;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.rate.ThrottleWindow;
import io.pagesync.report.RunReport;
import io.pagesync.run.LookScope;
import io.pagesync.run.Run;
import io.pagesync.run.RunScope;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.RunStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;

/**
 * Puts the machine together in a Camel context: the beans that the routes under {@code routes/} name, and for each API
 * its three routes and its thread-pool profile.
 */
public final class Pipeline {
    private static final String NAME = "pagesync-pipeline";

    private final CamelContext context;

    private Pipeline(CamelContext context) {
        this.context = context;
    }

    /** Prepares a context before any route of it is made; once each time it is started. */
    public static Pipeline install(CamelContext context) {
        Registry registry = context.getRegistry();
        Pipeline pipeline = new Pipeline(context);
        registry.bind(NAME, pipeline);
        registry.bind("pagesync-retry", new Retry());
        registry.bind("pagesync-gather", new GatherStrategy());
        registry.bind("pagesync-waves", new WavesStrategy());
        registry.bind("pagesync-checked", new CheckedStrategy());
        registry.bind("pagesync-changes", new ChangeSteps());
        Pools.addMissing(context);
        ContextHooks.add(context);
        SourceIds.in(context);
        ExchangeInContext.addTo(context);
        Templates.findKamelets(context);
        Templates.forgetRoutes(context);
        Templates.load(context);
        return pipeline;
    }

    /** Whether a context has been prepared. */
    public static boolean isIn(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(NAME, Pipeline.class) != null;
    }

    public CamelContext context() {
        return context;
    }

    /** A run that only looks: its pages are fetched with {@link #fetch} and delivered nowhere. */
    public static Run look(CamelContext context, Collection collection) {
        return new Run(collection, Apis.of(context).get(collection.api()), new MemoryLedger());
    }

    /**
     * Fetches one page the way every page is fetched: slot, permit, retries.
     *
     * @throws PagesyncException if it cannot be had
     */
    public static Page fetch(CamelContext context, Run run, PageRequest request) {
        return fetch(context, run, request, Page.class);
    }

    /**
     * The same, and takes the answer as it is, wherever its records are.
     *
     * @throws PagesyncException if it cannot be had
     */
    public static RawAnswer ask(CamelContext context, Run run, PageRequest request) {
        return fetch(context, new LookScope(run), request, RawAnswer.class);
    }

    private static <T> T fetch(CamelContext context, RunScope scope, PageRequest request, Class<T> type) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send(
                    "direct:pagesync-fetch-" + scope.run().collection().api(), exchange -> {
                        RunProperty.set(exchange, scope);
                        exchange.getMessage().setBody(request);
                    });
            return result(answer, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a sync to its end; its run is among {@link OpenRuns#open} meanwhile.
     *
     * @return the run's report
     */
    public static RunReport run(CamelContext context, String sync) {
        return run(context, sync, Start.NOW);
    }

    /** The same, begun as it is asked for. */
    public static RunReport run(CamelContext context, String sync, Start start) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send("direct:pagesync-sync-" + sync, exchange -> exchange.getMessage()
                    .setBody(start));
            result(answer, Object.class);
            RunReport report = RunProperty.of(answer).run().report();
            return Objects.requireNonNull(report, "a run that has ended has a report");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a permit of an API, as its pages do.
     *
     * @throws RunStoppedException if the context stops meanwhile, or the thread is interrupted, which it then still is
     */
    public static void permit(CamelContext context, String api) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send("direct:pagesync-permit-" + api, exchange -> {});
            result(answer, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T result(Exchange answer, Class<T> type) {
        Exception error = answer.getException();
        if (error instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (error != null) {
            throw new PagesyncException(String.valueOf(error.getMessage()), error);
        }
        return type.cast(answer.getMessage().getBody());
    }

    /**
     * Adds every API of the context's settings.
     *
     * @param environment the environment's variables, which go before property files
     * @throws io.pagesync.InvalidSettingException with all settings that cannot be
     */
    public void addAll(Map<String, String> environment) {
        addAll(read(environment).requireSound());
    }

    /** Adds every API of a configuration, which the context's sinks and message broker are of, too. */
    public void addAll(Configuration configuration) {
        ContextSettings.bind(context, configuration);
        configuration.apis().values().forEach(this::add);
    }

    /** Reads the settings, without making anything of them. */
    public Configuration read(Map<String, String> environment) {
        Configuration configuration = ContextSettings.read(context, environment);
        ContextSettings.bind(context, configuration);
        return configuration;
    }

    /** Adds an API: whatever calls it, in whichever route, shares its pace and its slots. */
    public Api add(ApiSettings settings) {
        Api api = addLimits(settings);
        String name = settings.name();
        Registry registry = context.getRegistry();
        registry.bind(
                "pagesync-api-" + name + "-client",
                new HttpClientSetup(api, new PageRequests(api), OpenCalls.of(context)));
        TemplatedRouteBuilder call = make("pagesync-call", "pagesync-call-" + name, name);
        secure(call, "pagesync-api-" + name + "-tls", settings.baseUri(), settings.transport());
        call.parameter("baseUri", settings.baseUri().toString())
                .parameter("connections", settings.concurrency())
                .parameter("connectTimeout", settings.limits().connect().toMillis())
                .parameter("responseTimeout", settings.limits().response().toMillis())
                .add();
        api.authorization().logIn().ifPresent(logIn -> addLogIn(api, logIn));
        return api;
    }

    /** Adds an API whose pages a function gives. */
    public Api add(ApiSettings settings, PageFunction function) {
        Api api = addLimits(settings);
        String name = settings.name();
        context.getRegistry().bind("pagesync-api-" + name + "-function", new FunctionSteps(function));
        make("pagesync-call-function", "pagesync-call-" + name, name).add();
        return api;
    }

    /** What every API has, however its pages are got: slots, permits, attempts. */
    private Api addLimits(ApiSettings settings) {
        Api api = new Api(settings, Cluster.limits(context, settings), Cluster.slots(context, settings));
        Apis.of(context).add(api);
        String name = settings.name();
        context.getRegistry()
                .bind(
                        "pagesync-api-" + name,
                        new ApiSteps(api, OpenRuns.of(context).noRun()));
        Pools.add(context, name, settings.concurrency());
        ThrottleWindow window =
                settings.rateLimit() == 0 ? new ThrottleWindow(1, 1000) : ThrottleWindow.of(settings.rateLimit());
        make("pagesync-permit", "pagesync-permit-" + name, name)
                .parameter("requests", window.requests())
                .parameter("periodMillis", window.millis())
                .add();
        make("pagesync-fetch", "pagesync-fetch-" + name, name).add();
        return api;
    }

    private void addLogIn(Api api, LogIn logIn) {
        ApiSettings settings = api.settings();
        String name = settings.name();
        LogInSteps steps = new LogInSteps(api, logIn);
        boolean home = steps.server().equals(ServerOf.url(settings.baseUri()));
        Registry registry = context.getRegistry();
        registry.bind(LogInSteps.name(name), steps);
        registry.bind(LogInSteps.name(name) + "-client", new HttpClientSetup(api, steps, OpenCalls.of(context)));
        TemplatedRouteBuilder attempt = make("pagesync-login-attempt", "pagesync-login-attempt-" + name, name);
        Transport transport = settings.transport();
        // The client's certificate proves who we are to the API, and to nobody else.
        secure(
                attempt,
                LogInSteps.name(name) + "-tls",
                steps.server(),
                home ? transport : new Transport(transport.proxy(), transport.caFile(), Optional.empty()));
        attempt.parameter("server", steps.server().toString())
                .parameter("connectTimeout", settings.limits().connect().toMillis())
                .parameter("responseTimeout", settings.limits().response().toMillis())
                .add();
        make("pagesync-login", "pagesync-login-" + name, name).add();
    }

    /** Has a route speak TLS where its server does. */
    private void secure(TemplatedRouteBuilder route, String bean, URI server, Transport transport) {
        if ("https".equals(server.getScheme())) {
            context.getRegistry().bind(bean, new PemTls(transport));
            route.parameter("tls", "#" + bean);
        }
    }

    private TemplatedRouteBuilder make(String template, String routeId, String api) {
        return TemplatedRouteBuilder.builder(context, template).routeId(routeId).parameter("api", api);
    }
}
