package io.pagesync.config;

import io.pagesync.settings.NearestName;
import io.pagesync.settings.Problem;
import io.pagesync.settings.Problems;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables as settings: {@code PAGESYNC_API_T3_RATE_LIMIT} is {@code pagesync.api.t3.rate-limit}. */
public final class Variables {
    private static final String OURS = "PAGESYNC_";
    /** Read by the launcher. */
    private static final Set<String> OTHERS = Set.of("PAGESYNC_HOME", "PAGESYNC_JAVA_OPTS");

    private Variables() {}

    /** The settings among the variables, by their full key; a variable of ours that is no setting is a problem. */
    public static Map<String, Value> read(Map<String, String> environment, Problems problems) {
        Map<String, Value> found = new TreeMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(OURS) && !OTHERS.contains(variable)) {
                Optional<String> key = key(variable);
                if (key.isPresent()) {
                    found.put(key.get(), Value.ofVariable(value(key.get(), text), variable));
                } else {
                    problems.add(new Problem(variable, "environment", unknown(variable), false));
                }
            }
        });
        return found;
    }

    /** White space at an end may belong to a secret; the end of a line does not. */
    private static String value(String key, String text) {
        return Catalog.find(key).filter(Setting::secret).isPresent() ? text.replaceFirst("[\r\n]+$", "") : text.strip();
    }

    private static String unknown(String variable) {
        return "the environment variable " + variable + " is no setting"
                + NearestName.hint(
                        variable,
                        nearby(variable),
                        "; the name of an API or data source in it has letters and digits only, and pagesync config"
                                + " --reference lists all settings");
    }

    /** The variables it may have meant: of an API or a data source, those of the one it names. */
    private static List<String> nearby(String variable) {
        List<String> nearby = new ArrayList<>();
        for (Section section : Catalog.SECTIONS) {
            Matcher named = Pattern.compile(Setting.variable(section.prefix()).replace("<NAME>", "[A-Z][A-Z0-9]*"))
                    .matcher(variable);
            if (named.lookingAt()) {
                section.settings().stream()
                        .filter(setting -> !setting.name().contains("<"))
                        .map(setting -> named.group() + Setting.variable(setting.name()))
                        .forEach(nearby::add);
            }
        }
        return nearby;
    }

    private static Optional<String> key(String variable) {
        for (Section section : Catalog.SECTIONS) {
            for (Setting<?> setting : section.settings()) {
                Optional<String> key = key(variable, section.prefix() + setting.name());
                if (key.isPresent()) {
                    return key;
                }
            }
        }
        return Optional.empty();
    }

    /** Properties of Kafka have dots; what ends like the name of a secret's file is one. */
    private static String property(String key, String rest) {
        boolean file = key.contains(".secret.") && rest.endsWith("_file");
        String name = file ? rest.substring(0, rest.length() - "_file".length()) : rest;
        return name.replace('_', '.') + (file ? SecretSource.FILE : "");
    }

    private static Optional<String> key(String variable, String name) {
        String pattern = Pattern.quote(Setting.variable(name))
                .replaceFirst("<NAME>", "\\\\E(?<name>[A-Z][A-Z0-9]*)\\\\Q")
                .replaceFirst("<[A-Z]+>", "\\\\E(?<rest>[A-Z0-9_]+)\\\\Q");
        Matcher matcher = Pattern.compile(pattern).matcher(variable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String key = name;
        if (key.contains("<name>")) {
            key = key.replace("<name>", matcher.group("name").toLowerCase(Locale.ROOT));
        }
        if (key.contains("<")) {
            String rest = matcher.group("rest").toLowerCase(Locale.ROOT);
            key = key.contains("<property>")
                    ? key.replace("<property>", property(key, rest))
                    : key.replaceFirst("<[a-z]+>", rest.replace('_', '-'));
        }
        return Optional.of(key);
    }
}
