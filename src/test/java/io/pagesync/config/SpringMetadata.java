package io.pagesync.config;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings as the metadata by which IDEs complete them in the properties of an application for Spring Boot. Those of an API have
 * the name of the API in them, which the format cannot say; of databases, {@code main} is one that is always there.
 */
final class SpringMetadata {
    static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SpringMetadata() {}

    /** Writes the file anew. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, json());
    }

    static String json() throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        for (String list : List.of("groups", "properties", "hints")) {
            root.putArray(list);
        }
        for (Section section : Catalog.SECTIONS) {
            String prefix = section.prefix().replace("datasource.<name>", "datasource.main");
            if (prefix.contains("<name>")) {
                String map = prefix.replaceFirst("\\.<name>.*", "");
                root.withArray("properties")
                        .addObject()
                        .put("name", map)
                        .put("type", "java.util.Map<java.lang.String,java.lang.Object>")
                        .put("description", section.meaning() + ". See docs/settings.md for what stands below a name.");
                continue;
            }
            root.withArray("groups")
                    .addObject()
                    .put("name", prefix.replaceFirst("\\.$", ""))
                    .put("description", section.meaning() + ".");
            section.settings().stream()
                    .filter(setting -> !setting.name().contains("<"))
                    .forEach(setting -> add(root, prefix + setting.name(), setting));
        }
        DefaultIndenter newlines = new DefaultIndenter("  ", "\n");
        return MAPPER.writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(newlines)
                                .withArrayIndenter(newlines))
                        .writeValueAsString(root)
                + "\n";
    }

    private static void add(ObjectNode root, String name, Setting<?> setting) {
        ObjectNode its = root.withArray("properties")
                .addObject()
                .put("name", name)
                .put("type", type(setting))
                .put("description", setting.meaning().replace("`", ""));
        if (!setting.defaultText().isEmpty()) {
            its.put("defaultValue", setting.defaultText());
        }
        if (!setting.form().words().isEmpty()) {
            ObjectNode hint = root.withArray("hints").addObject().put("name", name);
            setting.form()
                    .words()
                    .forEach(word -> hint.withArray("values").addObject().put("value", word));
        }
    }

    private static String type(Setting<?> setting) {
        return switch (setting.form().type()) {
            case "true or false" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Integer";
            case "number" -> "java.lang.Double";
            case "time" -> "java.time.Duration";
            default -> "java.lang.String";
        };
    }
}
