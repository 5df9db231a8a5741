package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.NearestName;
import io.pagesync.config.Form;
import io.pagesync.config.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is set, with where it comes from; checked as a whole when it is made. */
public final class Values {
    private final SortedMap<String, Value> byKey;

    /**
     * A value as it was set.
     *
     * @param text its text
     * @param source where it comes from: a file's name, the environment
     */
    public record Value(String text, String source) {}

    /**
     * Checks that each key is a setting, and that what belongs to an API belongs to one that has a base URL.
     *
     * @throws InvalidSettingException naming the first that is none, with the nearest right name
     */
    public Values(Map<String, Value> values) {
        byKey = new TreeMap<>(values);
        Map<String, String> unknown = unknown(byKey);
        if (!unknown.isEmpty()) {
            throw new InvalidSettingException(unknown.values().iterator().next());
        }
    }

    /**
     * What is no setting, or belongs to an API without a base URL: a sentence each, by its full key. Of such an API, the
     * base URL's key is named.
     */
    static Map<String, String> unknown(Map<String, Value> values) {
        Map<String, String> unknown = new LinkedHashMap<>();
        Map<String, String> firstKeys = new TreeMap<>();
        new TreeMap<>(values).forEach((key, value) -> {
            if (Catalog.find(key).isEmpty()) {
                unknown.put(key, "there is no setting " + key + " (" + value.source() + ")" + nearest(key));
            } else {
                Catalog.API.owner(key).ifPresent(api -> firstKeys.putIfAbsent(api, key));
            }
        });
        firstKeys.forEach((api, key) -> {
            String base = "pagesync.api." + api + ".base-url";
            Value set = values.get(base);
            if (set == null || set.text().isEmpty()) {
                Value first = values.get(key);
                unknown.put(
                        base,
                        "the setting " + key + " (" + (first == null ? "" : first.source())
                                + ") belongs to an API without a base URL; set " + base);
            }
        });
        return unknown;
    }

    /** The names of the APIs or data sources that something is set of. */
    public Set<String> names(Section section) {
        return byKey.keySet().stream()
                .flatMap(key -> section.owner(key).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is set of one API or data source, by the names below its prefix; defaults are not in it. */
    public SortedMap<String, String> of(Section section, String name) {
        String prefix = section.key(name, "");
        SortedMap<String, String> set = new TreeMap<>();
        byKey.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                set.put(key.substring(prefix.length()), value.text());
            }
        });
        return set;
    }

    /** The text of a setting: what is set, else its default, which may be empty. */
    public String text(Section section, String name, String setting) {
        Value value = byKey.get(section.key(name, setting));
        return value != null
                ? value.text()
                : section.settings().stream()
                        .filter(each -> each.name().equals(setting))
                        .map(Setting::defaultText)
                        .findFirst()
                        .orElseThrow();
    }

    /**
     * What a setting says, or its default.
     *
     * @throws InvalidSettingException if that is not of the form
     */
    public <T> T read(Section section, String name, String setting, Form<T> form) {
        return form.read(section.key(name, setting), text(section, name, setting));
    }

    /** The same; empty if it is not set and has no default. */
    public <T> Optional<T> find(Section section, String name, String setting, Form<T> form) {
        return text(section, name, setting).isEmpty()
                ? Optional.empty()
                : Optional.of(read(section, name, setting, form));
    }

    /** What is set under the full key, with its source. */
    public Optional<Value> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** All that is set, by full key. */
    public SortedMap<String, Value> all() {
        return new TreeMap<>(byKey);
    }

    private static String nearest(String key) {
        for (Section section : Catalog.SECTIONS) {
            Optional<String> owner = section.owner(key);
            if (owner.isPresent()) {
                String prefix = section.key(owner.get(), "");
                return NearestName.hint(
                        key,
                        section.settings().stream()
                                .map(each -> prefix + each.name())
                                .toList());
            }
        }
        return NearestName.hint(key, Catalog.keys());
    }
}
