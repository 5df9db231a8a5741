package io.pagesync.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The lint of {@code routes/}: every file loads, and whoever reads one finds said what everything in it is. */
@CamelMainTest(
        propertyPlaceholderLocations = "file:config/application.properties",
        properties = "camel.main.routes-include-pattern=file:routes/*.camel.yaml")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class RoutesTest {
    private static final Path ROUTES = Path.of("routes");

    /** Languages that stay readable in a route; anything that computes belongs into Java. */
    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "method");

    private static final Set<String> OTHER_LANGUAGES = Set.of(
            "groovy", "jsonpath", "jq", "xpath", "ognl", "mvel", "spel", "js", "joor", "java", "tokenize", "csimple");

    @BeanInject
    private CamelContext context;

    @Configure
    void kamelets(MainConfigurationProperties main) {
        main.addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext application) {
                TestSync.packages().id("files").steps("""
                                - to: { uri: kamelet:jsonl-sink, parameters: { file: '-' } }
                                - to: { uri: kamelet:kafka-sink, parameters: { topic: packages } }
                                """).addTo(application);
            }
        });
    }

    @Test
    void application_started_hasATemplateForEveryFileOfThePipeline() throws IOException {
        assertThat(templates("pipeline").map(template -> template.get("id")))
                .containsExactlyInAnyOrder(
                        "pagesync-permit",
                        "pagesync-call",
                        "pagesync-call-function",
                        "pagesync-changes",
                        "pagesync-load",
                        "pagesync-login",
                        "pagesync-login-attempt",
                        "pagesync-pages",
                        "pagesync-pages-out",
                        "pagesync-fetch",
                        "pagesync-schedule",
                        "pagesync-schedule-full",
                        "pagesync-schedule-gap",
                        "pagesync-schedule-missed",
                        "pagesync-schedule-start")
                .allSatisfy(id -> assertThat(loaded(String.valueOf(id))).isNotNull());
    }

    @Test
    void application_withSyncs_hasATemplateForEveryKamelet() throws IOException {
        assertThat(kamelets().map(kamelet -> at(kamelet, "metadata", "name")))
                .containsExactlyInAnyOrder(
                        "collection-source", "jsonl-sink", "database-sink", "queue-sink", "kafka-sink")
                .allSatisfy(name -> assertThat(loaded(String.valueOf(name))).isNotNull());
    }

    @Test
    void application_withAnApi_hasItsThreeRoutesEachWithADescription() {
        assertThat(context.getRoutes().stream().map(Route::getRouteId))
                .contains("pagesync-permit-t3", "pagesync-call-t3", "pagesync-fetch-t3", "packages");
        for (String id : List.of("pagesync-permit-t3", "pagesync-call-t3", "pagesync-fetch-t3")) {
            assertThat(context.getRoute(id).getDescription()).as(id).isNotBlank();
        }
    }

    @Test
    void template_ofThePipeline_describesItselfAndEachParameter() throws IOException {
        assertThat(templates("pipeline")).isNotEmpty().allSatisfy(template -> {
            assertThat(text(template, "description")).isNotBlank();
            assertThat(maps(template.get("parameters"))).isNotEmpty().allSatisfy(parameter -> {
                assertThat(text(parameter, "name")).isNotBlank();
                assertThat(text(parameter, "description")).isNotBlank();
                assertThat(parameter).containsKey("required");
            });
        });
    }

    @Test
    void template_ofThePipeline_declaresExactlyTheParametersItUses() throws IOException {
        for (Path file : yaml("pipeline")) {
            Set<String> declared = new TreeSet<>();
            templates(file)
                    .flatMap(template -> maps(template.get("parameters")).stream())
                    .forEach(parameter -> declared.add(text(parameter, "name")));
            assertThat(placeholders(Files.readString(file))).as(file.toString()).isEqualTo(declared);
        }
    }

    @Test
    void kamelet_any_hasATitleADescriptionAndItsKind() throws IOException {
        assertThat(kamelets()).isNotEmpty().allSatisfy(kamelet -> {
            assertThat(at(kamelet, "metadata", "labels", "camel.apache.org/kamelet.type"))
                    .isIn("source", "sink", "action");
            assertThat(at(kamelet, "spec", "definition", "title")).asString().isNotBlank();
            assertThat(at(kamelet, "spec", "definition", "description"))
                    .asString()
                    .endsWith(".");
        });
    }

    @Test
    void kamelet_property_hasTitleDescriptionTypeAndADefaultUnlessRequired() throws IOException {
        assertThat(kamelets()).isNotEmpty().allSatisfy(kamelet -> {
            Map<String, Object> definition = map(at(kamelet, "spec", "definition"));
            List<?> required = (List<?>) Objects.requireNonNull(definition.get("required"));
            assertThat(map(definition.get("properties"))).isNotEmpty().allSatisfy((name, value) -> {
                Map<String, Object> property = map(value);
                assertThat(text(property, "title")).as(name + ".title").isNotBlank();
                assertThat(text(property, "description"))
                        .as(name + ".description")
                        .endsWith(".");
                assertThat(text(property, "type")).as(name + ".type").isIn("string", "integer", "number", "boolean");
                assertThat(required.contains(name) || property.containsKey("default"))
                        .as(name + " is required or has a default")
                        .isTrue();
            });
        });
    }

    @Test
    void kamelet_collectionSource_handsEveryParameterToItsBean() throws IOException {
        Map<String, Object> kamelet = kamelets()
                .filter(each -> "collection-source".equals(at(each, "metadata", "name")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> bean =
                maps(at(kamelet, "spec", "template", "beans")).get(0);

        // A JSON body may hold braces of its own.
        Map<String, Object> properties = map(bean.get("properties"));
        properties.replaceAll((name, value) -> String.valueOf(value).replace("?nested=false", ""));
        assertThat(properties)
                .containsExactlyInAnyOrderEntriesOf(handedOver(
                        map(at(kamelet, "spec", "definition", "properties")).keySet()));
    }

    private static Map<String, Object> handedOver(Set<String> names) {
        Map<String, Object> properties = new java.util.HashMap<>();
        names.forEach(name -> properties.put("parameters[" + name + "]", "{{" + name + "}}"));
        return properties;
    }

    static Stream<Path> files() throws IOException {
        return Stream.concat(yaml("pipeline").stream(), yaml("kamelets").stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void expression_inAnyFile_isNoLongerThanAName(Path file) throws IOException {
        walk(documents(file), (key, value) -> {
            assertThat(OTHER_LANGUAGES).as("language in %s", file).doesNotContain(key);
            if (!LANGUAGES.contains(key)) {
                return;
            }
            if (value instanceof Map<?, ?> && key.equals("method")) {
                assertThat(map(value)).containsOnlyKeys("ref", "method");
            } else {
                Object expression = value instanceof Map<?, ?> ? map(value).get("expression") : value;
                assertThat(String.valueOf(expression))
                        .as("%s in %s", key, file)
                        .matches("[\\w.-]*|\\$\\{[a-zA-Z.]+}|\\{\\{\\??\\w+}}");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void uri_inAnyFile_hasNoQueryString(Path file) throws IOException {
        walk(documents(file), (key, value) -> {
            if (key.equals("uri") || key.equals("to")) {
                assertThat(String.valueOf(
                                value instanceof Map<?, ?> ? map(value).get("uri") : value))
                        .as("%s in %s", key, file)
                        .doesNotContain("&")
                        .matches("[^?]*|.*\\{\\{\\?\\w+}}.*");
            }
        });
    }

    private RouteTemplateDefinition loaded(String id) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinition(id);
    }

    private static Stream<Map<String, Object>> templates(String folder) throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Path file : yaml(folder)) {
            templates(file).forEach(found::add);
        }
        return found.stream();
    }

    private static Stream<Map<String, Object>> templates(Path file) throws IOException {
        return maps(documents(file).get(0)).stream()
                .filter(entry -> entry.containsKey("routeTemplate"))
                .map(entry -> map(entry.get("routeTemplate")));
    }

    private static Stream<Map<String, Object>> kamelets() throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Path file : yaml("kamelets")) {
            found.add(map(documents(file).get(0)));
        }
        return found.stream();
    }

    private static List<Path> yaml(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROUTES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private static List<Object> documents(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(file))
                .forEach(documents::add);
        assertThat(documents).as(file.toString()).isNotEmpty();
        return documents;
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("\\{\\{\\??(\\w+)}}").matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(String.valueOf(key), value);
                walk(value, visitor);
            });
        } else if (node instanceof Iterable<?> list) {
            list.forEach(each -> walk(each, visitor));
        }
    }

    private static Object at(Map<String, Object> root, String... path) {
        Object at = root;
        for (String key : path) {
            at = Objects.requireNonNull(map(at).get(key), () -> String.join(".", path) + " is missing");
        }
        return at;
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(Objects.requireNonNull(map.get(key), () -> key + " is missing"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object value) {
        return (List<Map<String, Object>>) Objects.requireNonNull(value);
    }
}
