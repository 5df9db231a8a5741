package io.pagesync.client;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.auth.AuthSettings;
import io.pagesync.config.ApiReader;
import io.pagesync.config.Configuration;
import io.pagesync.config.Variables;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is said to a builder, as the settings of an API: read and checked as those of a file are. */
final class ClientSettings {
    private static final String BUILDER = "the client's builder";
    private static final Set<String> OF_A_FUNCTION =
            Set.of("rate-limit", "concurrency", "attempts", "backoff", "max-backoff");

    private final Map<String, String> set = new TreeMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private String name;
    private Map<String, String> environment = System.getenv();

    ClientSettings(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void name(String api) {
        name = api;
    }

    void set(String setting, String value) {
        set.put(setting, value);
    }

    void rate(double perSecond) {
        set("rate-limit", perSecond <= 0 ? "0" : Double.isFinite(perSecond) ? plain(perSecond) : perSecond + "");
    }

    void secret(String setting, String value) {
        secrets.put(setting, value);
    }

    void environment(Map<String, String> variables) {
        environment = variables;
    }

    ApiSettings ofApi() {
        Map<String, Value> values = new HashMap<>();
        set.forEach((setting, value) -> values.put(full(setting), Value.of(value, BUILDER)));
        // Of the environment, only the secrets that this client needs: its settings are those of a program.
        String type = set.getOrDefault("auth.type", "none");
        String prefix = full("auth.");
        Variables.read(environment, new Problems()).forEach((key, value) -> {
            boolean secret = ApiReader.SECTION.find(key).filter(Setting::secret).isPresent();
            if (secret && key.startsWith(prefix) && AuthSettings.takes(type, key.substring(prefix.length()))) {
                values.put(key, value);
            }
        });
        secrets.forEach((setting, value) -> values.put(full(setting), new Value(value, BUILDER, true)));
        return Configuration.api(name, values, MethodNames.INSTANCE);
    }

    ApiSettings ofFunction() {
        for (String setting : set.keySet()) {
            if (!OF_A_FUNCTION.contains(setting)) {
                throw new InvalidSettingException(full(setting) + " has no effect on a page function; leave it out");
            }
        }
        if (!secrets.isEmpty()) {
            throw new InvalidSettingException(
                    "a page function needs no secret of ours; leave " + String.join(", ", secrets.keySet()) + " out");
        }
        set.putIfAbsent("rate-limit", "0");
        set.put("base-url", "http://function");
        return ofApi().at(URI.create("function:pages"));
    }

    private String full(String setting) {
        return ApiReader.SECTION.key(name, setting);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
