package io.pagesync.camel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.testing.Kamelets;
import io.pagesync.testing.TestApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lint} and a start say the same of every parameter of our Kamelets, whatever it is set to. */
final class EveryParameterTest {
    /** What a sink is not without. */
    private static final Map<String, Map<String, String>> NEEDED = Map.of(
            "database-sink", Map.of("table", "t"),
            "jsonl-sink", Map.of("file", "f.jsonl"),
            "queue-sink", Map.of("queue", "q"),
            "kafka-sink", Map.of("topic", "t"));

    private static final List<String> TEXTS = List.of(
            "", " ", "-1", "1.5", "99999999999", "x", "/x?a=b", "a,,b", "bracketed", "RAW(-1)", "{{nosuch}}", "a\nb");

    /** To add a route takes Camel the longer, the more there are. */
    private static final int AT_ONCE = 40;

    private final String home = System.getProperty("pagesync.home", "");

    @TempDir
    private Path folder = Path.of("");

    private record Case(String id, String parameter, String text, String yaml) {}

    @AfterEach
    void stop() {
        System.setProperty("pagesync.home", home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collection-source", "database-sink", "jsonl-sink", "queue-sink", "kafka-sink"})
    void parameter_isToldInTheSameWordsByLintAndStart(String kamelet) throws IOException {
        List<Case> all = cases(kamelet);
        int found = 0;
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Case> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Map<String, Set<String>> linted = linted(some, folder.resolve(kamelet + from));
            found += linted.size();
            try (Engine engine =
                    Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings())) {
                for (Case each : some) {
                    assertThat(refusals(engine, each))
                            .as("%s with %s: '%s'", kamelet, each.parameter, each.text)
                            .isEqualTo(linted.getOrDefault(each.id, Set.of()));
                }
            }
        }
        assertThat(found).isPositive();
    }

    private Map<String, Set<String>> linted(List<Case> cases, Path at) throws IOException {
        Path routes = Files.createDirectories(at.resolve("routes"));
        for (Case each : cases) {
            Files.writeString(routes.resolve(each.id + ".camel.yaml"), each.yaml);
        }
        System.setProperty("pagesync.home", at.toString());
        try {
            return Lint.of(Map.of("pagesync.api.t3.base-url", "http://127.0.0.1:1")).findings().stream()
                    .filter(finding -> !finding.where().equals("routes"))
                    .collect(Collectors.groupingBy(
                            finding -> finding.where().replaceAll("routes/|\\.camel\\.yaml", ""),
                            Collectors.mapping(Lint.Finding::sentence, Collectors.toCollection(TreeSet::new))));
        } finally {
            System.setProperty("pagesync.home", home);
        }
    }

    private static Set<String> refusals(Engine engine, Case each) {
        try {
            engine.addRoutes(each.id, each.yaml);
            return Set.of();
        } catch (InvalidSettingException e) {
            return new TreeSet<>(e.findings());
        }
    }

    private static List<Case> cases(String kamelet) {
        List<Case> cases = new ArrayList<>();
        for (String parameter : Kamelets.parameters(kamelet).keySet()) {
            for (String text : TEXTS) {
                String id = "c" + cases.size();
                String set = parameter + ": " + Kamelets.quoted(text);
                if (parameter.equals("name") && text.contains("?")) {
                    // Camel takes the rest for options of direct:, before a name of ours is looked at.
                    continue;
                }
                cases.add(new Case(id, parameter, text, yaml(id, kamelet, parameter, set)));
            }
        }
        return cases;
    }

    private static String yaml(String id, String kamelet, String parameter, String set) {
        String source = "uri: 'kamelet:collection-source/k%s', parameters: { %s }"
                .formatted(
                        id,
                        kamelet.equals("collection-source")
                                ? with(Map.of("api", "t3", "path", "/p"), parameter, set)
                                : "api: t3, path: /p");
        String sink = kamelet.equals("collection-source")
                ? "log:x"
                : "{ uri: 'kamelet:%s', parameters: { %s } }"
                        .formatted(kamelet, with(NEEDED.getOrDefault(kamelet, Map.of()), parameter, set));
        return "- route: { id: %s, from: { %s, steps: [ to: %s ] } }\n".formatted(id, source, sink);
    }

    /** The parameters that are needed, and this one. */
    private static String with(Map<String, String> needed, String parameter, String set) {
        List<String> all = new ArrayList<>(List.of(set));
        needed.forEach((name, value) -> {
            if (!name.equals(parameter)) {
                all.add(name + ": " + value);
            }
        });
        return String.join(", ", all);
    }
}
