package io.pagesync.settings;

import io.pagesync.config.Setting;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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
    private static final String NAME = "[a-z][a-z0-9]*";

    /** Copies the list. */
    public Section {
        settings = List.copyOf(settings);
    }

    /** The full key of a setting; {@code owner} is the name of the API or data source, empty where there is none. */
    public String key(String owner, String setting) {
        return prefix.replace("<name>", owner) + setting;
    }

    /** The setting that the full key sets, if there is one in this section. */
    public Optional<Setting> find(String key) {
        return match(key).flatMap(match -> settings.stream()
                .filter(setting -> setting.matches(match.group("setting")))
                .findFirst());
    }

    /** The name of the API or data source in a key of this section; empty if the key is not of this section. */
    public Optional<String> owner(String key) {
        return prefix.contains("<name>") ? match(key).map(match -> match.group("name")) : Optional.empty();
    }

    private Optional<Matcher> match(String key) {
        Matcher matcher = Pattern.compile(
                        Pattern.quote(prefix).replace("<name>", "\\E(?<name>" + NAME + ")\\Q") + "(?<setting>.+)")
                .matcher(key);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
