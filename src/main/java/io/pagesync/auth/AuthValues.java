package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.NearestName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is set of one API's authentication; every error names the full setting. */
final class AuthValues {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d|)");
    private static final String FILE = "-file";

    private final String prefix;
    private final String variables;
    private final Map<String, String> set;
    private final Map<String, String> environment;

    /**
     * Checks that each name is a setting and that no secret is written down.
     *
     * @param set values by their names below {@code pagesync.api.<api>.auth.}
     */
    AuthValues(String api, Map<String, String> set, Map<String, String> environment) {
        this.prefix = "pagesync.api." + api + ".auth.";
        this.variables = "PAGESYNC_API_" + api.toUpperCase(Locale.ROOT) + "_AUTH_";
        this.set = new TreeMap<>(set);
        this.environment = Map.copyOf(environment);
        this.set.forEach(this::check);
    }

    private void check(String name, String value) {
        AuthSetting declared = Declared.SETTINGS.stream()
                .filter(each -> matches(each, name))
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
                    + full(name) + FILE + " names");
        }
    }

    private static boolean matches(AuthSetting declared, String name) {
        // The dots of a declared name match themselves, among others that no other setting has.
        return ("auth." + name).matches(declared.name().replace("<field>", "[a-z][a-z0-9]*"));
    }

    /** Refuses settings that have no effect with this type. */
    void requireOnly(AuthType type) {
        for (String name : set.keySet()) {
            if (!name.equals("type") && !type.takes(withoutFile(name))) {
                throw new InvalidSettingException(full(name) + " has no effect with " + full("type") + " = "
                        + type.text() + "; leave it out" + (type == AuthType.NONE ? ", or name a type" : ""));
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
                        .map(AuthSetting::defaultText)
                        .findFirst()
                        .orElseThrow();
    }

    boolean isSet(String name) {
        return !set.getOrDefault(name, "").isBlank();
    }

    /** What is set; {@code what} says in a few words what it must be. */
    String required(String name, String what) {
        String text = text(name);
        if (text.isEmpty()) {
            throw new InvalidSettingException(full(name) + " is missing; set it to " + what);
        }
        return text;
    }

    /** A length of time from 1 s to 365 days; empty if none is set. */
    Optional<Duration> time(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = TIME.matcher(text);
        Duration time = !matcher.matches()
                ? Duration.ZERO
                : Duration.ofSeconds(Long.parseLong(matcher.group(1))
                        * switch (matcher.group(2)) {
                            case "m" -> 60;
                            case "h" -> 3600;
                            case "d" -> 86_400;
                            default -> 1;
                        });
        if (time.isZero() || time.compareTo(Duration.ofDays(365)) > 0) {
            throw wrong(name, "a length of time from 1s to 365d, such as 30m or 24h");
        }
        return Optional.of(time);
    }

    /** Where a secret is kept; it can be had now, or the start ends here. */
    SecretSource secret(String name) {
        String file = set.getOrDefault(name + FILE, "").strip();
        if (!file.isEmpty() && environment.containsKey(variable(name))) {
            throw new InvalidSettingException("both the environment variable " + variable(name) + " and "
                    + full(name + FILE) + " say where that secret is; leave one of them out");
        }
        SecretSource source = new SecretSource(full(name), variable(name), file.isEmpty() ? null : file, environment);
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

    InvalidSettingException wrong(String name, String right) {
        return new InvalidSettingException(full(name) + " is '" + text(name) + "'; it must be " + right);
    }

    String full(String name) {
        return prefix + name;
    }

    private String variable(String name) {
        return variables + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static String withoutFile(String name) {
        return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
    }
}
