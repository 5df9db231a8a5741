package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.NearestName;
import io.pagesync.config.Form;
import io.pagesync.config.Naming;
import io.pagesync.config.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is set of one API's authentication; every error names the full setting. */
final class AuthValues {
    private static final String FILE = "-file";

    private final String api;
    private final Naming names;
    private final Map<String, String> set;
    private final Map<String, String> environment;

    /**
     * Checks that each name is a setting and that no secret is written down.
     *
     * @param set values by their names below {@code pagesync.api.<api>.auth.}
     */
    AuthValues(String api, Map<String, String> set, Map<String, String> environment, Naming names) {
        this.api = api;
        this.names = names;
        this.set = new TreeMap<>(set);
        this.environment = Map.copyOf(environment);
        this.set.forEach(this::check);
    }

    private void check(String name, String value) {
        Setting declared = Declared.SETTINGS.stream()
                .filter(each -> each.matches("auth." + name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("there is no setting " + full(name)
                        + NearestName.hint(
                                full(name),
                                Declared.SETTINGS.stream()
                                        .map(each -> full(each.name().substring("auth.".length())))
                                        .toList())));
        // Where the environment is laid over the settings, its secrets are among them.
        if (declared.secret()
                && !value.strip()
                        .equals(environment.getOrDefault(variable(name), "").strip())) {
            throw new InvalidSettingException(full(name) + " is a secret, which must not stand in a file of settings;"
                    + " put it into the environment variable " + variable(name) + ", or into a file of its own that "
                    + full(name + FILE) + " names");
        }
    }

    /** Refuses settings that have no effect with this type. */
    void requireOnly(AuthType type) {
        for (String name : set.keySet()) {
            if (!name.equals("type") && !type.takes(withoutFile(name))) {
                throw new InvalidSettingException(full(name) + " has no effect with " + full("type") + " = "
                        + Form.text(type) + "; leave it out" + (type == AuthType.NONE ? ", or name a type" : ""));
            }
        }
    }

    /** What is set, or the declared default; empty if there is neither. */
    String text(String name) {
        String text = set.getOrDefault(name, "").strip();
        return !text.isEmpty()
                ? text
                : Declared.SETTINGS.stream()
                        .filter(each -> each.name().equals("auth." + name))
                        .map(Setting::defaultText)
                        .findFirst()
                        .orElseThrow();
    }

    boolean isSet(String name) {
        return !set.getOrDefault(name, "").isBlank();
    }

    /** What is set, or the declared default, as the form reads it. */
    <T> T read(String name, Form<T> form) {
        return form.read(full(name), text(name));
    }

    /** What is set, as the form reads it; empty if nothing is. */
    <T> Optional<T> find(String name, Form<T> form) {
        return text(name).isEmpty() ? Optional.empty() : Optional.of(read(name, form));
    }

    /** What is set, as the form reads it; {@code what} says in a few words what is needed where nothing is. */
    <T> T required(String name, String what, Form<T> form) {
        return find(name, form)
                .orElseThrow(() -> new InvalidSettingException(full(name) + " is missing; set it to " + what));
    }

    /** Where a secret is kept; it can be had now, or the start ends here. */
    SecretSource secret(String name) {
        String file = set.getOrDefault(name + FILE, "").strip();
        if (!file.isEmpty() && environment.containsKey(variable(name))) {
            throw new InvalidSettingException("both the environment variable " + variable(name) + " and "
                    + full(name + FILE) + " say where that secret is; leave one of them out");
        }
        SecretSource source = new SecretSource(
                full(name), full(name + FILE), variable(name), file.isEmpty() ? null : file, environment);
        source.read();
        return source;
    }

    /** The names of further secrets that files are set for. */
    Iterable<String> namedSecrets() {
        return set.keySet().stream()
                .filter(name -> name.startsWith("secret."))
                .map(AuthValues::withoutFile)
                .toList();
    }

    String full(String name) {
        return names.setting("auth." + name);
    }

    private String variable(String name) {
        return Setting.variable(Naming.ofFiles(api).setting("auth." + name));
    }

    private static String withoutFile(String name) {
        return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
    }
}
