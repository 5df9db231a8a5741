package io.pagesync.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A group of settings under one prefix.
 *
 * @param prefix what their names begin with; {@code <name>} in it stands for the name of an API or data source
 * @param meaning what they are about
 * @param settings the settings
 */
public record Section(String prefix, String meaning, List<Setting> settings) {
    /** Names of APIs and data sources: letters and digits, so that every environment variable has one meaning. */
    private static final String NAME = "([a-z][a-z0-9]*)";

    /** Copies the list. */
    public Section {
        settings = List.copyOf(settings);
    }

    /** The setting that the full key sets, if there is one in this section. */
    public Optional<Setting> find(String key) {
        return settings.stream()
                .filter(setting -> pattern(prefix + setting.name()).matcher(key).matches())
                .findFirst();
    }

    /** The name of the API or data source in a key of this section; empty if the key is not of this section. */
    public Optional<String> owner(String key) {
        var matcher = pattern(prefix + "<any>").matcher(key);
        return prefix.contains("<name>") && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Pattern pattern(String name) {
        String quoted = Pattern.quote(name)
                .replace("<name>", "\\E" + NAME + "\\Q")
                .replaceAll("<(header|field|any)>", "\\\\E(.+)\\\\Q");
        return Pattern.compile(quoted);
    }
}
