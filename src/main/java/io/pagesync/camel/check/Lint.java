package io.pagesync.camel.check;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.sync.NextRun;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Configuration;
import io.pagesync.settings.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;

/**
 * Finds all that is wrong with settings and routes, not only what stops the start first, without network or database:
 * settings and routes are looked at one by one, and no route of a user is started.
 */
public final class Lint {
    private final Map<String, String> environment;
    private final List<Path> files;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Map<String, String> fileOfRoute = new HashMap<>();
    private final List<String> missingSecrets = new ArrayList<>();
    private int syncs;

    /**
     * Something wrong.
     *
     * @param where the file it stands in, or the environment variable
     * @param sentence what is wrong, and what is right
     */
    public record Finding(String where, String sentence) {}

    private record Placed(String file, RouteFile.Item item) {}

    private Lint(Map<String, String> environment, List<Path> files) {
        this.environment = environment;
        this.files = files;
    }

    /**
     * Looks at the settings and at the routes under {@code routes/}.
     *
     * @param overrides properties that go before all others, by name
     */
    public static Lint of(Map<String, String> overrides) {
        return of(overrides, files());
    }

    /**
     * Looks at the settings and at some of the routes.
     *
     * @param files the files they are in
     */
    public static Lint of(Map<String, String> overrides, List<Path> files) {
        Lint lint = new Lint(Engine.environment(overrides), files);
        try (Engine engine = Engine.workshop(overrides, lint::settings)) {
            lint.routes(engine);
        } catch (PagesyncException e) {
            lint.add("settings", e);
        }
        return lint;
    }

    /** What is wrong, in the order of settings and files. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * What is wrong with one sync's file, and with what all syncs share.
     *
     * @param sync its name, which is its route's id
     * @throws InvalidSettingException if no route has that id, with the nearest one
     */
    public List<Finding> findings(String sync) {
        String file = fileOfRoute.get(sync);
        if (file == null) {
            throw new InvalidSettingException(
                    "there is no sync named '" + sync + "'" + NearestName.hint(sync, fileOfRoute.keySet()));
        }
        return findings.stream()
                .filter(each -> each.where().equals(file) || !fileOfRoute.containsValue(each.where()))
                .toList();
    }

    /** A sentence for each secret of an API that is missing, which is no finding: it need not be where one only looks. */
    public List<String> missingSecrets() {
        return List.copyOf(missingSecrets);
    }

    /** How many sound syncs there are. */
    public int syncs() {
        return syncs;
    }

    private void settings(Pipeline pipeline) {
        Configuration configuration = pipeline.read(environment);
        configuration.problems().forEach(each -> findings.add(new Finding(each.source(), each.sentence())));
        missingSecrets.addAll(configuration.missingSecrets());
        pipeline.addAll(configuration);
        Ledgers.keep(pipeline.context());
        try {
            Ledgers.require(pipeline.context());
            Cluster.require(pipeline.context());
        } catch (InvalidSettingException e) {
            add("settings", e);
        }
    }

    private void routes(Engine engine) {
        List<Placed> items = new ArrayList<>();
        for (Path file : files) {
            String name = name(file);
            try {
                RouteFile.read(name, file).items().forEach(item -> items.add(new Placed(name, item)));
            } catch (InvalidSettingException e) {
                add(name, e);
            }
        }
        // Beans and error handlers first: routes may name them, in whichever file they stand.
        items.stream().filter(each -> !each.item.isRoute()).forEach(each -> look(engine, each));
        Set<String> ids = new HashSet<>();
        for (Placed each : items) {
            String id = each.item.routeId();
            if (!id.isEmpty()) {
                fileOfRoute.putIfAbsent(id, each.file);
            }
            if (!id.isEmpty() && !ids.add(id)) {
                findings.add(new Finding(each.file, StartErrors.sameId(id)));
            } else if (each.item.isRoute()) {
                look(engine, each);
            }
        }
        references(engine.context(), items);
        Syncs all = Syncs.of(engine.context());
        all.all().forEach(sync -> Schedules.problem(sync)
                .ifPresent(sentence -> findings.add(new Finding("routes", sentence))));
        if (Ledgers.isMemory(engine.context())) {
            all.all().stream()
                    .filter(Sync::needsMarks)
                    .forEach(sync -> findings.add(new Finding("routes", NextRun.noMarks(sync))));
        }
        syncs = all.all().size();
    }

    private static String name(Path file) {
        return "routes/" + file.getFileName();
    }

    /**
     * The files of which nothing is wrong; none if something is wrong with the settings, which all of them share. Whether they
     * can do without the others is to be asked again.
     */
    public List<Path> soundFiles() {
        List<String> wrong = findings.stream().map(Finding::where).toList();
        List<String> names = files.stream().map(Lint::name).toList();
        boolean shared = !wrong.stream().allMatch(where -> names.contains(where) || where.equals("routes"));
        return shared
                ? List.of()
                : files.stream().filter(file -> !wrong.contains(name(file))).toList();
    }

    /** The other files. */
    public List<Path> unsoundFiles() {
        List<Path> sound = soundFiles();
        return files.stream().filter(file -> !sound.contains(file)).toList();
    }

    /** The names of those files that are not among others. */
    public List<String> filesWithout(List<Path> others) {
        return files.stream()
                .filter(file -> !others.contains(file))
                .map(Lint::name)
                .toList();
    }

    /** The files that there are. */
    private static List<Path> files() {
        Path folder = Engine.userRoutes();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route ends at its first bad endpoint; so all of them are tried by themselves. */
    private void look(Engine engine, Placed placed) {
        List<String> wrong = new ArrayList<>();
        KameletLint kamelets = new KameletLint(engine.context(), placed.item.routeId());
        placed.item.uses().forEach(use -> wrong.addAll(kamelets.findings(use)));
        wrong.forEach(sentence -> findings.add(new Finding(placed.file, sentence)));
        if (wrong.isEmpty()) {
            try {
                engine.addRoutes(placed.file.replaceFirst("\\.camel\\.yaml$", ""), placed.item.yaml());
                return;
            } catch (PagesyncException e) {
                add(placed.file, e);
            }
        }
        placed.item.uses().stream().filter(use -> use.kamelet().isEmpty()).forEach(use -> resolve(engine, placed, use));
    }

    private void resolve(Engine engine, Placed placed, RouteFile.Use use) {
        try {
            var unused = engine.context().getEndpoint(URISupport.appendParametersToURI(use.uri(), use.parameters()));
        } catch (Exception e) {
            add(placed.file, StartErrors.of(use.uri(), e));
        }
    }

    /** Routes that are named and not there, and names that two routes have. */
    private void references(CamelContext context, List<Placed> items) {
        Set<String> known = context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .filter(uri -> uri.startsWith("direct:"))
                .map(uri -> uri.replaceFirst("^direct:/*", "").replaceFirst("\\?.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        items.forEach(each ->
                each.item.uses().stream().filter(RouteFile.Use::isSource).forEach(use -> known.add(use.directName())));
        for (Placed each : items) {
            for (RouteFile.Use use : each.item.uses()) {
                String name = use.isSource() ? "" : use.directName();
                if (!name.isEmpty() && !known.contains(name)) {
                    findings.add(new Finding(each.file, unknown(name, known)));
                }
            }
        }
    }

    private static String unknown(String name, Set<String> known) {
        Set<String> theirs = known.stream()
                .filter(each -> !each.isEmpty() && each.startsWith("pagesync-") == name.startsWith("pagesync-"))
                .collect(Collectors.toCollection(TreeSet::new));
        return "no route begins with direct:" + name + NearestName.hint(name, theirs);
    }

    private void add(String where, PagesyncException error) {
        List<String> sentences = error instanceof InvalidSettingException several
                ? several.findings()
                : List.of(String.valueOf(error.getMessage()));
        sentences.forEach(sentence -> findings.add(new Finding(where, sentence)));
    }
}
