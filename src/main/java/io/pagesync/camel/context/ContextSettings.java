package io.pagesync.camel.context;

import io.pagesync.config.Setting;
import io.pagesync.settings.Values;
import io.pagesync.settings.Values.Value;
import io.pagesync.settings.Variables;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.OrderedLocationProperties;
import org.jspecify.annotations.Nullable;

/** Reads our settings from a Camel context: its property files, its profile's, and the environment. */
public final class ContextSettings {
    private static final String PREFIX = "pagesync.";
    /** What the launcher tells the process; no settings of the user. */
    private static final Set<String> LAUNCHERS = Set.of(
            "pagesync.home", "pagesync.columns", "pagesync.verbose", "pagesync.log.level", "pagesync.log.exception");

    private ContextSettings() {}

    public static Values read(CamelContext context, Map<String, String> environment) {
        Map<String, Value> values = files(context, environment);
        values.putAll(Variables.read(environment));
        return new Values(values);
    }

    /**
     * What property files and overrides set, unchecked. Left out is what the environment's variables set: those go
     * before. Some hosts list them as properties, too, under names that are no settings ({@code max.pause}), and Camel
     * logs the value of every property that it is asked for, secrets included.
     */
    public static Map<String, Value> files(CamelContext context, Map<String, String> environment) {
        PropertiesComponent properties = context.getPropertiesComponent();
        Map<String, Value> values = new TreeMap<>();
        Properties loaded = properties.loadProperties();
        for (String key : loaded.stringPropertyNames()) {
            if (key.startsWith(PREFIX) && !LAUNCHERS.contains(key) && !environment.containsKey(Setting.variable(key))) {
                String source = loaded instanceof OrderedLocationProperties located ? located.getLocation(key) : null;
                // Not by asking Camel for {{key}}: the environment would answer in place of what goes before it, or of
                // settings that have nothing to do with it.
                String raw = System.getProperty(key, loaded.getProperty(key));
                String text = context.resolvePropertyPlaceholders(raw);
                values.put(key, new Value(text.strip(), source(source)));
            }
        }
        return values;
    }

    /** The last part of a location such as {@code classpath:application.properties}. */
    private static String source(@Nullable String location) {
        return location == null
                ? "settings"
                : location.replaceFirst("^.*[:/]", "").replaceFirst(";.*$", "");
    }
}
