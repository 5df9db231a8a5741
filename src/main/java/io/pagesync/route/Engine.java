package io.pagesync.route;

import io.pagesync.PagesyncException;
import io.pagesync.api.ApiSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final List<String> PIPELINE = List.of("permit", "call", "fetch");

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
        Main main = new Main();
        // Signals are Interruption's business: a run that is told to end says its verdict first.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        // Nobody's RouteBuilder is looked for; the wiring is in YAML.
        main.configure().withBasePackageScanEnabled(false);
        main.configure().withRoutesIncludePattern(routes());
        main.addInitialProperty("camel.component.kamelet.location", folder("kamelets", "routes/kamelets"));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                Pipeline pipeline = Pipeline.install(configured.getCamelContext());
                for (ApiSettings api : apis) {
                    pipeline.add(api);
                }
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            throw failed(e);
        }
        return new Engine(main);
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
            throw failed(e);
        }
    }

    @Override
    public void close() {
        main.shutdown();
    }

    private static String routes() {
        return PIPELINE.stream()
                .map(file -> folder("routes/pipeline", "routes/pipeline") + "/" + file + ".camel.yaml")
                .collect(Collectors.joining(","));
    }

    /** The routes beside the launcher, so that people can read and change them; else those in the jar. */
    private static String folder(String inJar, String onDisk) {
        String home = System.getProperty("pagesync.home", "");
        Path folder = Path.of(home, onDisk);
        return !home.isEmpty() && Files.isDirectory(folder) ? "file:" + folder : "classpath:" + inJar;
    }

    /** The innermost of our own errors says it best; else the innermost error. */
    private static RuntimeException failed(Exception error) {
        Throwable at = error;
        while (!(at instanceof PagesyncException) && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at instanceof PagesyncException ours
                ? ours
                : new PagesyncException("Camel refuses a route or setting: " + at.getMessage(), error);
    }
}
