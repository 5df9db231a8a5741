package io.pagesync.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our YAML in the form that Camel's tools expect: files of routes, and the templates of our Kamelets, by Camel's schema; the
 * Kamelets by the rules of the catalog of Kamelets, so that designers such as Kaoto show them as they show its own.
 */
final class CamelFormTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonSchema SCHEMA = schema();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z0-9._-]+)(?:[?:][^}]*)?}}");
    /** The words of a title that may begin with a small letter. */
    private static final Set<String> SMALL =
            Set.of("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with");

    private static JsonSchema schema() {
        try (InputStream text = CamelFormTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(Objects.requireNonNull(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        }
    }

    static Stream<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes", "kamelets"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routes_areOfCamelsSchema(Path file) throws IOException {
        assertThat(problems(read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void templateOfAKamelet_isOfCamelsSchema(Path file) throws IOException {
        JsonNode template = read(file).at("/spec/template");
        ObjectNode route = YAML.createObjectNode().put("id", "kamelet");
        template.properties().forEach(each -> route.set(each.getKey(), each.getValue()));

        assertThat(problems(YAML.createArrayNode().add(YAML.createObjectNode().set("routeTemplate", route))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kamelet_isOfTheCatalogsForm(Path file) throws IOException {
        JsonNode kamelet = read(file);
        String name = kamelet.at("/metadata/name").textValue();
        String type = kamelet.at("/metadata/labels")
                .path("camel.apache.org/kamelet.type")
                .textValue();
        JsonNode annotations = kamelet.at("/metadata/annotations");
        JsonNode definition = kamelet.at("/spec/definition");

        assertThat(file).hasFileName(name + ".kamelet.yaml");
        assertThat(name).endsWith("-" + type);
        assertThat(definition.path("title").textValue())
                .endsWith(" " + type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1));
        assertThat(definition.path("type").textValue()).isEqualTo("object");
        assertThat(definition.path("description").textValue()).isNotBlank();
        assertThat(annotations.path("camel.apache.org/kamelet.icon").textValue())
                .startsWith("data:image/svg+xml;base64,");
        assertThat(annotations.path("camel.apache.org/catalog.version").textValue())
                .isEqualTo(new DefaultCamelContext().getVersion());
        assertThat(annotations.path("camel.apache.org/provider").textValue()).isEqualTo("Pagesync");
        assertThat(annotations.path("camel.apache.org/kamelet.group").textValue())
                .isEqualTo("Pagesync");
        assertThat(kamelet.at("/spec/dependencies"))
                .extracting(JsonNode::textValue)
                .contains("camel:core", "camel:kamelet");
        assertThat(definition.path("properties").properties()).allSatisfy(CamelFormTest::requireDescribed);
        assertThat(definition.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(used(kamelet));
    }

    private static void requireDescribed(Map.Entry<String, JsonNode> property) {
        assertThat(property.getValue().path("type").textValue()).isIn("string", "integer", "number", "boolean");
        assertThat(property.getValue().path("description").textValue()).isNotBlank();
        String title = property.getValue().path("title").textValue();
        assertThat(title).doesNotStartWith("The ").doesNotStartWith("A ").doesNotStartWith("An ");
        assertThat(title.split(" ", -1))
                .allMatch(word -> SMALL.contains(word) || Character.isUpperCase(word.charAt(0)));
    }

    /** The parameters that the template uses. */
    private static Set<String> used(JsonNode kamelet) {
        Set<String> used = new TreeSet<>();
        Matcher found = PLACEHOLDER.matcher(kamelet.at("/spec/template").toString());
        while (found.find()) {
            used.add(found.group(1));
        }
        kamelet.at("/spec/template/beans")
                .forEach(bean -> used.remove(bean.path("name").textValue()));
        return used;
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static List<String> problems(JsonNode yaml) {
        return SCHEMA.validate(yaml).stream().map(ValidationMessage::toString).collect(Collectors.toList());
    }
}
