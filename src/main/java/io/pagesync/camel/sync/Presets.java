package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.Home;
import io.pagesync.settings.NearestName;
import io.pagesync.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Styles of paging that have a name: each a file of properties under {@code routes/styles}, which holds parameters of a
 * collection. They say what is not given; a file of a user is as good as those that are there.
 */
public final class Presets {
    /** Those that are there as it comes, for a hint at the nearest. */
    static final Set<String> NAMES = Set.of(
            "wordpress",
            "github",
            "gitlab",
            "shopify",
            "stripe",
            "odata",
            "json-api",
            "hal",
            "drf",
            "drf-offset",
            "drf-cursor",
            "elasticsearch",
            "mediawiki",
            "json-server",
            "t3");

    private static final String FOLDER = "styles";
    private static final String ENDING = ".properties";

    private Presets() {}

    /**
     * The parameters of a style; none of the empty name.
     *
     * @throws InvalidSettingException if there is no such style, or it names what is no parameter of paging
     */
    public static Map<String, String> of(String name) {
        if (name.isEmpty()) {
            return Map.of();
        }
        Properties file = new Properties();
        try (InputStream in = open(name)) {
            if (in == null) {
                throw new InvalidSettingException(
                        "there is no style '" + name + "'; those are there that have a file under" + " routes/styles"
                                + NearestName.hint(name, NAMES));
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            file.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("the style '" + name + "' cannot be read: " + e.getMessage());
        }
        Map<String, String> parameters = new TreeMap<>();
        Set<String> known = CollectionDeclarations.list().stream()
                .filter(each -> !each.required() && !each.equals(CollectionDeclarations.STYLE))
                .map(Setting::name)
                .collect(Collectors.toSet());
        for (String parameter : file.stringPropertyNames()) {
            if (!known.contains(parameter)) {
                throw new InvalidSettingException("the style '" + name + "' has '" + parameter
                        + "', which is no parameter of a collection" + NearestName.hint(parameter, known));
            }
            parameters.put(parameter, file.getProperty(parameter).strip());
        }
        return parameters;
    }

    /** On disk if there is such a file, else in the jar: a clone's folder need not have them all. */
    private static @Nullable InputStream open(String name) throws IOException {
        String folder = Home.folder(FOLDER, "routes/" + FOLDER);
        Path file = Path.of(folder.replaceFirst("^[a-z]+:", ""), name + ENDING);
        return folder.startsWith("file:") && Files.isRegularFile(file)
                ? Files.newInputStream(file)
                : Presets.class.getResourceAsStream("/" + FOLDER + "/" + name + ENDING);
    }
}
