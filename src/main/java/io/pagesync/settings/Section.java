package io.pagesync.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A group of settings under one prefix. */
public final class Section {
    /** What names of APIs, data sources and syncs are: so every environment variable has one meaning. */
    private static final String NAME = "[a-z][a-z0-9]*";

    private final String prefix;
    private final String meaning;
    private final List<Setting<?>> settings;
    private final Pattern pattern;

    /**
     * A section.
     *
     * @param prefix what the names of its settings begin with; {@code <name>} in it stands for that of an API or data
     *     source
     * @param meaning what they are about
     * @param settings the settings
     */
    public Section(String prefix, String meaning, Declarations settings) {
        this.prefix = prefix;
        this.meaning = meaning;
        this.settings = settings.list();
        this.pattern = Pattern.compile(
                Pattern.quote(prefix).replace("<name>", "\\E(?<name>" + NAME + ")\\Q") + "(?<setting>.+)");
    }

    /** What the names of its settings begin with. */
    public String prefix() {
        return prefix;
    }

    /** What its settings are about. */
    public String meaning() {
        return meaning;
    }

    /** Its settings, in the order of the reference. */
    public List<Setting<?>> settings() {
        return settings;
    }

    /** Whether there is one such group for each API or data source. */
    public boolean hasOwners() {
        return prefix.contains("<name>");
    }

    /** The full key of a setting; {@code owner} is the name of the API or data source, empty where there is none. */
    public String key(String owner, String setting) {
        return prefix.replace("<name>", owner) + setting;
    }

    /** The setting that the full key sets, if there is one in this section. */
    public Optional<Setting<?>> find(String key) {
        Matcher match = pattern.matcher(key);
        if (!match.matches()) {
            return Optional.empty();
        }
        String name = match.group("setting");
        for (Setting<?> setting : settings) {
            if (setting.matches(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** The name of the API or data source in a key of this section; empty if the key is not of this section. */
    public Optional<String> owner(String key) {
        Matcher match = pattern.matcher(key);
        return hasOwners() && match.matches() ? Optional.of(match.group("name")) : Optional.empty();
    }

    /** What stands in a key of this section where the name of an API or data source is due, if it can be none. */
    public Optional<String> unfitOwner(String key) {
        String start = prefix.substring(0, hasOwners() ? prefix.indexOf('<') : 0);
        if (start.isEmpty() || !key.startsWith(start)) {
            return Optional.empty();
        }
        String name = key.substring(start.length()).replaceFirst("\\..*", "");
        return name.matches(NAME) ? Optional.empty() : Optional.of(name);
    }

    /** The names of the APIs or data sources that something is set of. */
    public Set<String> owners(Set<String> keys) {
        Set<String> owners = new TreeSet<>();
        keys.forEach(key -> owner(key).ifPresent(owners::add));
        return owners;
    }

    /** What is set of one owner, by the names below the prefix. */
    public SortedMap<String, Value> of(String owner, Map<String, Value> byKey) {
        String start = key(owner, "");
        SortedMap<String, Value> set = new TreeMap<>();
        byKey.forEach((key, value) -> {
            if (key.startsWith(start)) {
                set.put(key.substring(start.length()), value);
            }
        });
        return set;
    }
}
