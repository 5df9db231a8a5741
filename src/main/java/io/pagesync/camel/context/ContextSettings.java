package io.pagesync.camel.context;

import io.pagesync.config.Configuration;
import io.pagesync.config.Variables;
import io.pagesync.settings.Problem;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.util.OrderedLocationProperties;
import org.jspecify.annotations.Nullable;

/** Reads our settings from a Camel context: its property files, its profile's, and the environment. */
public final class ContextSettings {
    private static final String PREFIX = "pagesync.";
    private static final String BEAN = "pagesync-settings";
    /** What the launcher tells the process; no settings of the user. */
    private static final Set<String> LAUNCHERS = Set.of(
            "pagesync.home", "pagesync.columns", "pagesync.verbose", "pagesync.log.level", "pagesync.log.exception");

    /** A secret may stand in a file as the name of the environment variable that holds it. */
    private static final Pattern VARIABLE = Pattern.compile("\\s*\\{\\{env:\\w+}}\\s*");

    private ContextSettings() {}

    /** All that is set, with all that is wrong with it. */
    public static Configuration read(CamelContext context, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, Value> values = files(context, environment, problems);
        values.putAll(Variables.read(environment, problems));
        return Configuration.of(values, problems);
    }

    /** What is set in a context; nothing, if its APIs are those of a program. */
    public static Configuration of(CamelContext context) {
        Configuration there = context.getRegistry().lookupByNameAndType(BEAN, Configuration.class);
        return there == null ? Configuration.of(Map.of()) : there;
    }

    /** From now on this is what is set in the context. */
    public static void bind(CamelContext context, Configuration configuration) {
        context.getRegistry().bind(BEAN, configuration);
    }

    /**
     * What property files and overrides set. Left out is what the environment's variables set: those go before. Some
     * hosts list them as properties, too, under names that are no settings ({@code max.pause}), and Camel logs the value
     * of every property that it is asked for, secrets included.
     */
    private static Map<String, Value> files(CamelContext context, Map<String, String> environment, Problems problems) {
        Map<String, Value> values = new TreeMap<>();
        Properties loaded = context.getPropertiesComponent().loadProperties();
        Map<String, String> own = ownFiles(loaded);
        for (String key : loaded.stringPropertyNames()) {
            if (key.startsWith(PREFIX) && !LAUNCHERS.contains(key) && !environment.containsKey(Setting.variable(key))) {
                String source = own.getOrDefault(
                        key,
                        source(loaded instanceof OrderedLocationProperties located ? located.getLocation(key) : null));
                // Not by asking Camel for {{key}}: the environment would answer in place of what goes before it, or of
                // settings that have nothing to do with it.
                String raw = System.getProperty(key, loaded.getProperty(key));
                try {
                    String text = context.resolvePropertyPlaceholders(raw);
                    values.put(
                            key,
                            new Value(
                                    text.strip(), source, VARIABLE.matcher(raw).matches()));
                } catch (IllegalArgumentException e) {
                    String sentence =
                            key + " cannot be read: " + StartErrors.of(key, e).getMessage();
                    problems.add(new Problem(key, source, sentence, false));
                }
            }
        }
        return values;
    }

    /**
     * Adds what the files of single APIs set, {@code config/api-NAME.properties}, and what no other file does.
     *
     * @return the names of these files, by the keys that they set
     */
    private static Map<String, String> ownFiles(Properties loaded) {
        Map<String, String> sources = new TreeMap<>();
        Path folder = Path.of(System.getProperty("pagesync.home", ""), "config");
        if (System.getProperty("pagesync.home", "").isEmpty() || !Files.isDirectory(folder)) {
            return sources;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "api-*.properties")) {
            for (Path file : files) {
                Properties its = new Properties();
                try (Reader text = Files.newBufferedReader(file)) {
                    its.load(text);
                }
                for (String key : its.stringPropertyNames()) {
                    // Not by containsKey, which Camel's own kind of properties answers with false for all.
                    if (loaded.getProperty(key) == null) {
                        loaded.setProperty(key, its.getProperty(key));
                        sources.put(key, String.valueOf(file.getFileName()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** The last part of a location such as {@code classpath:application.properties}. */
    private static String source(@Nullable String location) {
        return location == null
                ? "settings"
                : location.replaceFirst("^.*[:/]", "").replaceFirst(";.*$", "");
    }
}
