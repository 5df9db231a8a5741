package io.pagesync.testing;

import io.pagesync.page.Json;
import io.pagesync.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the files of our Kamelets say of their parameters. */
public final class Kamelets {
    private Kamelets() {}

    /**
     * What both a Kamelet's file and a declaration say of a parameter.
     *
     * @param required whether it must be given
     * @param defaultText its default as one would write it; empty if it has none
     * @param integer whether it takes a whole number
     * @param words the words it takes; none if it takes others
     */
    public record Parameter(boolean required, String defaultText, boolean integer, List<String> words) {
        /** What a declaration says. */
        public static Parameter of(Setting<?> setting) {
            return new Parameter(
                    setting.required(),
                    setting.defaultText(),
                    setting.form().type().equals("integer"),
                    setting.form().words());
        }
    }

    /** The parameters of a Kamelet, by name, in the order of its file. */
    @SuppressWarnings("unchecked")
    public static Map<String, Parameter> parameters(String kamelet) {
        Map<String, Object> definition = (Map<String, Object>) spec(kamelet).get("definition");
        List<String> required = (List<String>) definition.getOrDefault("required", List.of());
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        ((Map<String, Map<String, Object>>) definition.get("properties"))
                .forEach((name, property) -> parameters.put(
                        name,
                        new Parameter(
                                required.contains(name),
                                property.getOrDefault("default", "").toString(),
                                "integer".equals(property.get("type")),
                                (List<String>) property.getOrDefault("enum", List.of()))));
        return parameters;
    }

    /** The same as declarations say. */
    public static Map<String, Parameter> declared(List<Setting<?>> settings) {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        settings.forEach(setting -> declared.put(setting.name(), Parameter.of(setting)));
        return declared;
    }

    /** What the Kamelet's first bean is given, by the bean's property. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> beanProperties(String kamelet) {
        Map<String, Object> template = (Map<String, Object>) spec(kamelet).get("template");
        return (Map<String, Object>)
                ((List<Map<String, Object>>) template.get("beans")).get(0).get("properties");
    }

    /** A text as one would write it in YAML. */
    public static String quoted(String text) {
        try {
            return Json.MAPPER.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(String kamelet) {
        Path file = Path.of("routes/kamelets", kamelet + ".kamelet.yaml");
        try {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return (Map<String, Object>) ((Map<String, Object>) yaml).get("spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
