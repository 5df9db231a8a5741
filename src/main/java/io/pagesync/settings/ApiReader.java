package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.SafeUrl;
import io.pagesync.auth.AuthSettings;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of one API. */
public final class ApiReader {
    private static final int MEBIBYTE = 1024 * 1024;

    private final Values values;
    private final String name;
    private final Map<String, String> environment;

    private ApiReader(Values values, String name, Map<String, String> environment) {
        this.values = values;
        this.name = name;
        this.environment = environment;
    }

    /**
     * The API of this name.
     *
     * @param environment the environment, from which secrets come
     * @throws InvalidSettingException naming the first setting that cannot be
     */
    public static ApiSettings read(Values values, String name, Map<String, String> environment) {
        return new ApiReader(values, name, environment).read();
    }

    private ApiSettings read() {
        URI base = Parse.url(full("base-url"), text("base-url"));
        double rate = Parse.number(full("rate-limit"), text("rate-limit"));
        if (rate > ApiSettings.MOST_RATE || (rate > 0 && rate < 0.001)) {
            throw Parse.wrong(full("rate-limit"), text("rate-limit"), "0 for no limit, or 0.001 to 10000 a second");
        }
        AnswerLimits limits = new AnswerLimits(
                time("connect-timeout"),
                time("response-timeout"),
                time("answer-timeout"),
                (long) Parse.integer(full("max-answer"), text("max-answer"), 1, 1024) * MEBIBYTE);
        return new ApiSettings(
                name,
                base,
                rate,
                Parse.integer(full("concurrency"), text("concurrency"), 1, 1000),
                Parse.integer(full("attempts"), text("attempts"), 1, 100),
                new Backoff(time("backoff"), time("max-backoff")),
                Parse.time(full("max-pause"), text("max-pause")),
                limits,
                headers(),
                AuthSettings.of(name, base, auth(), environment),
                transport());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", text("user-agent"));
        if (!text("contact").isEmpty()) {
            headers.put("From", text("contact"));
        }
        values.of(Catalog.API, name).forEach((setting, value) -> {
            if (setting.startsWith("headers.")) {
                String header = setting.substring("headers.".length());
                requirePlain(setting, header);
                headers.keySet().removeIf(header::equalsIgnoreCase);
                headers.put(header, value);
            }
        });
        return headers;
    }

    private Map<String, String> auth() {
        Map<String, String> auth = new LinkedHashMap<>();
        values.of(Catalog.API, name).forEach((setting, value) -> {
            if (setting.startsWith("auth.")) {
                auth.put(setting.substring("auth.".length()), value);
            }
        });
        return auth;
    }

    private void requirePlain(String setting, String header) {
        if (SafeUrl.secretHeader(header)) {
            throw new InvalidSettingException(full(setting) + " is a secret, which does not belong in a settings file;"
                    + " see the settings pagesync.api." + name + ".auth.*");
        }
    }

    private Transport transport() {
        return new Transport(
                optional("proxy").map(proxy -> Parse.url(full("proxy"), proxy)),
                optional("ca-file"),
                optional("client-certificate"));
    }

    private Optional<String> optional(String setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    private Duration time(String setting) {
        Duration time = Parse.time(full(setting), text(setting));
        if (time.isZero()) {
            throw Parse.wrong(full(setting), text(setting), "longer than 0");
        }
        return time;
    }

    private String text(String setting) {
        return values.text(Catalog.API, name, setting);
    }

    private String full(String setting) {
        return Catalog.API.prefix().replace("<name>", name) + setting;
    }
}
