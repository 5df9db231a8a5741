package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.config.Form;
import io.pagesync.settings.Values.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds all that is wrong with settings, not only the first: what has been found is taken away, or made good, and the
 * rest is looked at again. What is left can be read, so that routes can be checked against it.
 */
public final class SettingsLint {
    private static final URI SOUND = URI.create("http://localhost");

    private final Map<String, Value> left;
    private final Map<String, String> environment;
    private final List<Finding> findings = new ArrayList<>();
    private final List<ApiSettings> apis = new ArrayList<>();

    /**
     * Something wrong.
     *
     * @param source where it was set
     * @param sentence what is wrong, and what is right
     */
    public record Finding(String source, String sentence) {}

    private interface Reading {
        void read(Values values);
    }

    /** Looks at what is set, by full keys; {@code environment} is where secrets come from. */
    public SettingsLint(Map<String, Value> set, Map<String, String> environment) {
        this.left = new TreeMap<>(set);
        this.environment = Map.copyOf(environment);
        Values.unknown(set).forEach(this::found);
        Values values = new Values(left);
        for (String api : values.names(Catalog.API)) {
            String prefix = Catalog.API.key(api, "");
            if (!look(prefix, rest -> apis.add(ApiReader.read(rest, api, this.environment)))) {
                apis.add(ApiSettings.of(api, SOUND));
            }
        }
        for (String source : values.names(Catalog.DATA_SOURCE)) {
            look(Catalog.DATA_SOURCE.key(source, ""), rest -> DataSourceReader.read(rest, source));
        }
        look("pagesync.shutdown-timeout", rest -> rest.read(Catalog.GENERAL, "", "shutdown-timeout", Form.TIME));
    }

    /** What is wrong. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The APIs, each as it would be without what is wrong. */
    public List<ApiSettings> apis() {
        return List.copyOf(apis);
    }

    /** What is set and sound. */
    public Values sound() {
        return new Values(left);
    }

    private void found(String key, String sentence) {
        Value value = left.get(key);
        findings.add(new Finding(value == null ? "settings" : value.source(), sentence));
        if (key.endsWith(".base-url")) {
            left.put(key, new Value(SOUND.toString(), "default"));
        } else {
            left.remove(key);
        }
    }

    /** Whether the settings under the prefix can be read in the end. */
    private boolean look(String prefix, Reading reading) {
        while (true) {
            try {
                reading.read(new Values(left));
                return true;
            } catch (InvalidSettingException e) {
                Optional<String> blamed = blamed(prefix, e.getMessage());
                found(blamed.orElse(prefix), e.getMessage());
                boolean auth = blamed.isEmpty() || blamed.get().contains(".auth.");
                // Settings of authentication depend upon each other: one finding may be the cause of the next.
                boolean less = auth && left.keySet().removeIf(key -> key.startsWith(prefix + "auth."));
                if (blamed.isEmpty() && !less) {
                    return false;
                }
            }
        }
    }

    /** The setting that a sentence is about: the longest name in it. */
    private Optional<String> blamed(String prefix, String sentence) {
        return left.keySet().stream()
                .filter(key -> key.startsWith(prefix) && sentence.contains(key))
                .max(Comparator.comparingInt(String::length));
    }
}
