package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.config.Configuration;
import io.pagesync.config.Variables;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is under deploy/ says what Pagesync is: its settings, port, paths, exit codes, times, version. */
final class DeploymentTest {
    private static final Path KUBERNETES = Path.of("deploy/kubernetes");
    private static final Path UNIT = Path.of("deploy/systemd/pagesync.service");

    @TempDir
    private Path folder = Path.of("");

    private static Stream<Map<?, ?>> manifests() throws IOException {
        List<Map<?, ?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            for (Path file : files.sorted().toList()) {
                for (Object each : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
                    all.add((Map<?, ?>) each);
                }
            }
        }
        return all.stream();
    }

    private static Map<?, ?> manifest(String kind, String name) throws IOException {
        return manifests()
                .filter(each -> kind.equals(each.get("kind")) && name.equals(at(each, "metadata", "name")))
                .findFirst()
                .orElseThrow();
    }

    /** What is at a path of names and numbers, which must be there. */
    private static Object at(Object from, Object... path) {
        Object at = from;
        for (Object step : path) {
            Object next = step instanceof Integer index ? ((List<?>) at).get(index) : ((Map<?, ?>) at).get(step);
            at = Objects.requireNonNull(next, () -> "there is no " + step + " of " + List.of(path));
        }
        return at;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The pods, by the paths to their specs. */
    private static List<Object> pods() throws IOException {
        return List.of(
                at(manifest("Deployment", "pagesync"), "spec", "template", "spec"),
                at(manifest("Deployment", "pagesync-cluster"), "spec", "template", "spec"),
                at(manifest("CronJob", "pagesync-packages"), "spec", "jobTemplate", "spec", "template", "spec"));
    }

    private static Configuration settings(Map<String, Value> files, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, Value> all = new TreeMap<>(files);
        all.putAll(Variables.read(environment, problems));
        return Configuration.of(all, problems);
    }

    @Test
    void settings_ofKubernetes_areSoundWithTheVariablesOfEachPod() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "a-key");
        Properties properties = new Properties();
        properties.load(new StringReader(
                (String) at(manifest("ConfigMap", "pagesync-config"), "data", "application.properties")));
        Map<String, Value> files = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> files.put(name, new Value(properties.getProperty(name), "ConfigMap", false)));
        for (Object pod : pods()) {
            Map<String, String> environment = new TreeMap<>();
            for (Object each : (List<?>) at(pod, "containers", 0, "env")) {
                String value = (String) at(each, "value");
                environment.put((String) at(each, "name"), value.startsWith("/run/secrets/") ? key.toString() : value);
            }
            assertThat(settings(files, environment).problems()).isEmpty();
        }
    }

    @Test
    void sync_ofKubernetes_isSound() throws IOException {
        String yaml = (String) at(manifest("ConfigMap", "pagesync-routes"), "data", "packages.camel.yaml");
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("packages.camel.yaml"), yaml);
        String home = System.setProperty("pagesync.home", folder.toString());
        try {
            CommandRun run = CommandRun.of("lint", "--set", "pagesync.api.t3.base-url=http://localhost:1");

            assertThat(run.out() + run.err()).startsWith("no findings");
        } finally {
            System.setProperty("pagesync.home", String.valueOf(home));
        }
    }

    @Test
    void probes_askForThePathsAndThePortThatServeHas() throws IOException {
        Object container = at(pods().get(0), "containers", 0);

        assertThat(at(container, "ports", 0, "containerPort"))
                .isEqualTo(settings(Map.of(), Map.of()).management().port());
        assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
        assertThat(at(container, "startupProbe", "httpGet", "path")).isEqualTo("/health/live");
        assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
        assertThat(at(manifest("ServiceMonitor", "pagesync"), "spec", "endpoints", 0, "path"))
                .isEqualTo("/metrics");
        assertThat(at(manifest("Service", "pagesync"), "spec", "selector"))
                .isEqualTo(at(manifest("Deployment", "pagesync"), "spec", "selector", "matchLabels"));
    }

    /** The table of docs/install.md, the help and the CronJob agree on what each code means. */
    @Test
    void exitCodes_areThoseOfTheHelp_andThoseThatNoOtherAttemptMendsFailTheJob() throws IOException {
        String install = Files.readString(Path.of("docs/install.md"));
        List<MatchResult> rows = Pattern.compile("^\\| ([0-9, ]+) \\| .* \\| (\\S+?),?( .*)? \\|$", Pattern.MULTILINE)
                .matcher(install.substring(install.indexOf("## Exit codes")))
                .results()
                .toList();
        String help = CommandRun.of("--help").out();

        assertThat(rows.stream().flatMap(row -> Stream.of(row.group(1).split(", ", -1))))
                .containsExactlyElementsOf(
                        found("(?<![\\d.:/])(\\d{1,3})(?= [a-z])", help.substring(help.indexOf("Exit codes:"))));
        assertThat(at(
                        manifest("CronJob", "pagesync-packages"),
                        "spec",
                        "jobTemplate",
                        "spec",
                        "podFailurePolicy",
                        "rules",
                        1,
                        "onExitCodes",
                        "values"))
                .isEqualTo(rows.stream()
                        .filter(row -> row.group(2).equals("no"))
                        .map(row -> Integer.valueOf(row.group(1)))
                        .toList());
    }

    @Test
    void grace_isLongerThanASyncMayTakeToEnd() throws IOException {
        long allowed = settings(Map.of(), Map.of()).general().shutdownTimeout().toSeconds();
        String unit = Files.readString(UNIT);

        for (Object pod : pods()) {
            assertThat((Integer) at(pod, "terminationGracePeriodSeconds")).isGreaterThan((int) allowed);
        }
        assertThat(Integer.valueOf(found("^TimeoutStopSec=(.*)$", unit).get(0))).isGreaterThan((int) allowed);
        assertThat(found("^(?:SuccessExitStatus|RestartPreventExitStatus)=(.*)$", unit))
                .containsExactly("143", "2");
    }

    @Test
    void version_isThePomsWhereverItIsSaid() throws IOException {
        String version = found("^  <version>(.*)</version>$", Files.readString(Path.of("pom.xml")))
                .get(0);

        for (Object pod : pods()) {
            assertThat(at(pod, "containers", 0, "image")).isEqualTo("pagesync:" + version);
        }
        assertThat(found("^ARG VERSION=(.*)$", Files.readString(Path.of("deploy/Containerfile"))))
                .containsExactly(version);
        assertThat(found("^VERSION=(.*)$", Files.readString(Path.of("docs/install.md"))))
                .containsExactly(version);
        assertThat(Files.readString(Path.of("docs/embedding.md"))).contains("<version>" + version + "</version>");
    }
}
