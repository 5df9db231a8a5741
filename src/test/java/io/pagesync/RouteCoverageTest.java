package io.pagesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pagesync.testing.RouteCoverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs by itself when all other tests have run, and says which nodes of the routes under {@code routes/} none reached. */
@DisabledIfSystemProperty(named = "test", matches = ".+", disabledReason = "only some of the tests run")
final class RouteCoverageTest {
    private static final Path REPORT = Path.of("target", "route-coverage.txt");

    @Test
    void routes_afterAllTests_haveEachBeenExercised() throws IOException {
        Map<String, Map<String, Boolean>> seen = RouteCoverage.read();
        assumeFalse(seen.isEmpty(), "no other test has run");
        List<String> lines = new ArrayList<>();
        List<String> untouched = new ArrayList<>();
        int reached = 0;
        int made = 0;
        Map<String, String> routes = routes();
        for (Map.Entry<String, String> route : routes.entrySet()) {
            Map<String, Boolean> nodes = seen.getOrDefault(route.getValue(), Map.of());
            List<String> never = nodes.entrySet().stream()
                    .filter(node -> !node.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            int there = nodes.size() - never.size();
            reached += there;
            made += nodes.size();
            lines.add(route.getKey() + ": " + there + " of " + nodes.size() + " nodes reached"
                    + (never.isEmpty() ? "" : "; never " + String.join(", ", never)));
            if (there == 0) {
                untouched.add(route.getKey());
            }
        }
        Files.createDirectories(REPORT.toAbsolutePath().getParent());
        Files.write(REPORT, lines);
        System.out.println("Route coverage: " + (routes.size() - untouched.size()) + " of " + routes.size()
                + " routes, " + reached + " of " + made + " nodes; see " + REPORT);

        assertThat(untouched).as("routes that no test exercises").isEmpty();
    }

    /** What {@link RouteCoverage} calls each route, template and Kamelet, by its id. */
    private static Map<String, String> routes() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                if (document(file) instanceof List<?> entries) {
                    entries.forEach(entry -> add(names, entry));
                } else {
                    String kamelet = file.getFileName().toString().replace(".kamelet.yaml", "");
                    names.put(kamelet, kamelet);
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(10);
        return names;
    }

    private static void add(Map<String, String> names, @Nullable Object entry) {
        for (String kind : List.of("route", "routeTemplate")) {
            if (entry instanceof Map<?, ?> map && map.get(kind) instanceof Map<?, ?> route) {
                names.put(text(route, "id"), text(route, "description"));
            }
        }
    }

    private static String text(Map<?, ?> route, String key) {
        return String.valueOf(Objects.requireNonNull(route.get(key), key));
    }

    private static Object document(Path file) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
