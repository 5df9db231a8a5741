package io.pagesync.testing;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A sync under test, in YAML as a user writes it, run by the real routes. */
public final class TestSync {
    public static final String LICENCE = "C11-0000001-LIC";

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String steps = "- log: { message: page, loggingLevel: TRACE }";
    private String head = "";
    private String id = "packages";
    private @Nullable String uri;

    private TestSync() {}

    /** The sandbox's packages in pages of 100, to nowhere. */
    public static TestSync packages() {
        return bare("packages")
                .with("api", "t3")
                .with("path", "/v2/packages/active")
                .with("query", "RAW(licenseNumber=" + LICENCE + "&pageSize=100)");
    }

    /** A sync without any parameter, to nowhere. */
    public static TestSync bare(String routeId) {
        return new TestSync().id(routeId);
    }

    public TestSync id(String routeId) {
        id = routeId;
        return this;
    }

    /** What the route begins with, in place of a source that has an id made of the route's. */
    public TestSync uri(String of) {
        uri = of;
        return this;
    }

    public TestSync with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    public TestSync pageSize(int size) {
        return with("query", "RAW(licenseNumber=" + LICENCE + "&pageSize=" + size + ")");
    }

    /** What follows the source, in YAML. */
    public TestSync steps(String yaml) {
        steps = yaml;
        return this;
    }

    /** What stands beside the route's from, in YAML, such as an error handler. */
    public TestSync head(String yaml) {
        head = yaml;
        return this;
    }

    public String yaml() {
        return "- route:\n    id: " + id + "\n" + head.indent(4)
                + "    from:\n      uri: "
                + Objects.requireNonNullElse(uri, "kamelet:collection-source/" + id + "source")
                + "\n" + (parameters.isEmpty() ? "" : "      parameters:\n")
                + parameters.entrySet().stream()
                        .map(each -> "        " + each.getKey() + ": '" + each.getValue() + "'\n")
                        .collect(Collectors.joining())
                + "      steps:\n" + steps.indent(8);
    }

    /** Writes it where a user would, {@code routes/ID.camel.yaml} below a folder. */
    public void write(Path home) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(routes.resolve(id + ".camel.yaml"), yaml());
    }

    public RunReport run(Engine engine) {
        engine.addRoutes(id, yaml());
        return Pipeline.run(engine.context(), id);
    }

    /** Runs it in an application's context. */
    public RunReport run(CamelContext context) {
        addTo(context);
        return Pipeline.run(context, id);
    }

    public void addTo(CamelContext context) {
        addRoutes(context, id, yaml());
    }

    /** Adds routes in Camel's YAML DSL. */
    public static void addRoutes(CamelContext context, String name, String yaml) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name + ".camel.yaml", yaml));
        } catch (Exception e) {
            throw new IllegalArgumentException("the routes of " + name, e);
        }
    }

    public RunReport run(TestApi api) {
        try (Engine engine = Engine.start(api.settings())) {
            return run(engine);
        }
    }

    /** What a request to the sync answers with. */
    public Object request(Engine engine) throws Exception {
        engine.addRoutes(id, yaml());
        try (ProducerTemplate producer = engine.context().createProducerTemplate()) {
            Exchange answer = producer.send("direct:pagesync-sync-" + id, exchange -> {});
            if (answer.getException() != null) {
                throw answer.getException();
            }
            return answer.getMessage().getBody();
        }
    }
}
