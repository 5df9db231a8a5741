package io.pagesync.camel.boot;

import io.pagesync.PagesyncException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.Home;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.config.Configuration;
import io.pagesync.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Camel with the pipeline in it, for one command or one test; closing it stops all of it. */
public final class Engine implements AutoCloseable {
    /** How long what is in flight may take to end; whoever uses us as a library has waited for its runs before. */
    private static final int LIBRARY_STOPS_SECONDS = 1;

    private final Main main;

    private Engine(Main main) {
        this.main = main;
    }

    /**
     * Starts Camel with the pipeline and these APIs.
     *
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine start(ApiSettings... apis) {
        return start(main(""), pipeline -> List.of(apis).forEach(pipeline::add));
    }

    /**
     * Starts Camel with the pipeline, an API, and the data sources and the message broker of the settings.
     *
     * @param overrides properties that go before all others, by name
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine withSettings(ApiSettings api, Map<String, String> overrides) {
        Main main = main("");
        overrides.forEach(main::addOverrideProperty);
        return start(main, pipeline -> {
            pipeline.read(environment(overrides)).requireSound();
            Cluster.require(pipeline.context());
            pipeline.add(api);
        });
    }

    /**
     * Starts Camel with the pipeline, the APIs of the settings and the syncs under {@code routes/}, none of which runs
     * by itself yet; and the other routes there.
     *
     * @param overrides properties that go before all others, by name
     * @param failed is told of each of the other routes that cannot start, in one sentence
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine application(Map<String, String> overrides, Consumer<String> failed) {
        return application(overrides, List.of(userRoutes().resolve("*.camel.yaml")), failed);
    }

    /**
     * The same with some of the routes.
     *
     * @param files the files they are in
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine application(Map<String, String> overrides, List<Path> files, Consumer<String> failed) {
        Main main = main(files.stream().map(file -> "file:" + file).collect(Collectors.joining(",")));
        overrides.forEach(main::addOverrideProperty);
        LateRoutes late = new LateRoutes();
        Engine engine = start(main, pipeline -> {
            late.in(pipeline.context());
            Ledgers.keep(pipeline.context());
            pipeline.addAll(environment(overrides));
            Ledgers.require(pipeline.context());
            Cluster.require(pipeline.context());
            Ledgers.warmUp(pipeline.context());
        });
        Ledgers.warning(engine.context()).ifPresent(failed);
        try {
            late.start(engine.context(), failed);
        } catch (PagesyncException e) {
            engine.close();
            throw e;
        }
        return engine.limitShutdown();
    }

    /**
     * The same, for those who only look: the user's routes are built and not started, so nothing is taken from a queue or
     * a folder meanwhile. Routes that are added later start.
     *
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine idle(Map<String, String> overrides) {
        Main main = main("file:" + userRoutes() + "/*.camel.yaml");
        overrides.forEach(main::addOverrideProperty);
        Unstarted unstarted = new Unstarted();
        Engine engine = start(main, pipeline -> {
            unstarted.in(pipeline.context());
            pipeline.addAll(environment(overrides));
            Cluster.require(pipeline.context());
        });
        unstarted.end();
        return engine.limitShutdown();
    }

    /**
     * Starts Camel for a program of somebody else's, by nothing but what the jar brings: its files of properties are
     * none of our business.
     *
     * @param apis adds the APIs
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine library(Consumer<Pipeline> apis) {
        Main main = main("");
        main.setPropertyPlaceholderLocations("classpath:io/pagesync/camel/boot/library.properties");
        Engine engine = start(main, apis);
        engine.context().getShutdownStrategy().setTimeout(LIBRARY_STOPS_SECONDS);
        return engine;
    }

    /**
     * Starts Camel with the pipeline and syncs that have settings of their own: neither the user's files nor the
     * environment count.
     *
     * @param settings where the settings are, such as {@code classpath:demo.properties}; what Camel is told included
     * @param routes where the syncs are, such as {@code classpath:demo.camel.yaml}
     * @param overrides properties that go before all others, by name
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine apart(String settings, String routes, Map<String, String> overrides) {
        return apart(settings, routes, overrides, pipeline -> pipeline.addAll(Map.of()));
    }

    /**
     * The same, of which somebody else says what becomes of the settings.
     *
     * @param setUp is given the pipeline before any route is made, and adds the APIs
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine apart(
            String settings, String routes, Map<String, String> overrides, Consumer<Pipeline> setUp) {
        Main main = main(routes);
        main.setPropertyPlaceholderLocations(settings);
        main.configure().withAutoConfigurationEnvironmentVariablesEnabled(false);
        main.configure().withAutoConfigurationSystemPropertiesEnabled(false);
        overrides.forEach(main::addOverrideProperty);
        return start(main, setUp);
    }

    /**
     * Starts Camel with the settings alone, no route.
     *
     * @throws PagesyncException if one of them cannot be, in one sentence
     */
    public static Engine settings(Map<String, String> overrides) {
        Main main = main("");
        overrides.forEach(main::addOverrideProperty);
        return start(main, pipeline -> pipeline.read(environment(overrides)).requireSound());
    }

    /** In a process of our own; in a host's, its own setting holds. */
    private Engine limitShutdown() {
        Duration timeout = settings().general().shutdownTimeout();
        context().getShutdownStrategy().setTimeout(Math.max(1, timeout.toSeconds()));
        return this;
    }

    /**
     * Starts Camel with the pipeline, for checks: routes that are added are built and not started.
     *
     * @param setUp is given the pipeline before any route is made
     * @throws PagesyncException if it cannot start, in one sentence
     */
    public static Engine workshop(Map<String, String> overrides, Consumer<Pipeline> setUp) {
        Main main = main("");
        overrides.forEach(main::addOverrideProperty);
        return start(main, pipeline -> {
            setUp.accept(pipeline);
            new Unstarted().in(pipeline.context());
        });
    }

    private static Engine start(Main main, Consumer<Pipeline> apis) {
        TrustStore.readEarly();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                apis.accept(Pipeline.install(configured.getCamelContext()));
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            throw StartErrors.of("a route or setting", e);
        }
        return new Engine(main);
    }

    /** The environment's variables but those that the overrides go before. */
    public static Map<String, String> environment(Map<String, String> overrides) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        overrides.keySet().forEach(name -> environment.remove(Setting.variable(name)));
        return environment;
    }

    private static Main main(String routes) {
        Main main = new Main();
        // Signals are Interruption's business: a run that is told to end says its verdict first.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        // Nobody's RouteBuilder is looked for; the wiring is in YAML.
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern(routes.isEmpty() ? "false" : routes);
        // As config/application.properties has it; one that a user writes from nothing need not.
        main.addInitialProperty("camel.component.direct.block", "false");
        main.addInitialProperty("camel.component.kamelet.location", Home.folder("kamelets", "routes/kamelets"));
        return main;
    }

    /** The folder of the users' syncs and other routes. */
    public static Path userRoutes() {
        return Path.of(System.getProperty("pagesync.home", ""), "routes").toAbsolutePath();
    }

    /** What is set; only of an engine that reads settings. */
    public Configuration settings() {
        return ContextSettings.of(context());
    }

    /** The Camel context. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /**
     * Adds routes in Camel's YAML DSL.
     *
     * @throws PagesyncException if they cannot be, in one sentence
     */
    public void addRoutes(String name, String yaml) {
        try {
            PluginHelper.getRoutesLoader(context()).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
        } catch (Exception e) {
            throw StartErrors.of("the routes in " + name + ".camel.yaml", e);
        }
    }

    @Override
    public void close() {
        main.shutdown();
    }
}
