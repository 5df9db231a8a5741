package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.NearestName;
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
        for (String key : byKey.keySet()) {
            if (Catalog.find(key).isEmpty()) {
                throw new InvalidSettingException(
                        "there is no setting " + key + " (" + source(key) + ")" + nearest(key));
            }
        }
        Set<String> apis = names(Catalog.API);
        for (String api : apis) {
            if (text(Catalog.API, api, "base-url").isEmpty()) {
                String key = byKey.tailMap("pagesync.api." + api + ".").firstKey();
                throw new InvalidSettingException("the setting " + key + " (" + source(key)
                        + ") belongs to an API without" + " a base URL; set pagesync.api." + api + ".base-url");
            }
        }
    }

    /** The names of the APIs or data sources that something is set of. */
    public Set<String> names(Section section) {
        return byKey.keySet().stream()
                .flatMap(key -> section.owner(key).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is set of one API or data source, by the names below its prefix; defaults are not in it. */
    public SortedMap<String, String> of(Section section, String name) {
        String prefix = section.prefix().replace("<name>", name);
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
        Value value = byKey.get(section.prefix().replace("<name>", name) + setting);
        return value != null
                ? value.text()
                : section.settings().stream()
                        .filter(each -> each.name().equals(setting))
                        .map(Setting::defaultText)
                        .findFirst()
                        .orElseThrow();
    }

    /** What is set under the full key, with its source. */
    public Optional<Value> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** All that is set, by full key. */
    public SortedMap<String, Value> all() {
        return new TreeMap<>(byKey);
    }

    private String source(String key) {
        Value value = byKey.get(key);
        return value == null ? "" : value.source();
    }

    private static String nearest(String key) {
        for (Section section : Catalog.SECTIONS) {
            Optional<String> owner = section.owner(key);
            if (owner.isPresent()) {
                String prefix = section.prefix().replace("<name>", owner.get());
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
