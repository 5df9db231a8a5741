package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.Header;
import io.pagesync.api.SafeUrl;
import io.pagesync.auth.AuthSettings;
import io.pagesync.config.Form;
import io.pagesync.config.Naming;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of one API. */
public final class ApiReader {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Form<Double> RATE = Form.NUMBER.where(
            rate -> rate == 0 || (rate >= 0.001 && rate <= ApiSettings.MOST_RATE),
            "0 for no limit, or a number from 0.001 to 10000 a second");
    private static final Form<Duration> WAIT = Form.time("1ms");
    private static final Form<String> HEADER =
            Form.TEXT.where(Header::holds, "of characters that a header may hold, those of ASCII");

    private final Values values;
    private final String name;
    private final Map<String, String> environment;
    private final Naming names;

    private ApiReader(Values values, String name, Map<String, String> environment, Naming names) {
        this.values = values;
        this.name = name;
        this.environment = environment;
        this.names = names;
    }

    /**
     * The API of this name.
     *
     * @param environment the environment, from which secrets come
     * @throws InvalidSettingException naming the first setting that cannot be
     */
    public static ApiSettings read(Values values, String name, Map<String, String> environment) {
        return read(values, name, environment, Naming.ofFiles(name));
    }

    /** The same, for those who name settings in other words. */
    public static ApiSettings read(Values values, String name, Map<String, String> environment, Naming names) {
        return new ApiReader(values, name, environment, names).read();
    }

    private ApiSettings read() {
        URI base = read("base-url", Form.URL);
        AnswerLimits limits = new AnswerLimits(
                read("connect-timeout", WAIT),
                read("response-timeout", WAIT),
                read("answer-timeout", WAIT),
                read("max-answer", Form.integer(1, 1024)) * MEBIBYTE);
        return new ApiSettings(
                name,
                base,
                read("rate-limit", RATE),
                read("concurrency", Form.integer(1, 1000)),
                read("attempts", Form.integer(1, 100)),
                new Backoff(read("backoff", WAIT), read("max-backoff", WAIT)),
                read("max-pause", Form.TIME),
                limits,
                headers(),
                AuthSettings.of(name, base, auth(), environment, names),
                transport(),
                names);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", read("user-agent", HEADER));
        find("contact", HEADER).ifPresent(contact -> headers.put("From", contact));
        values.of(Catalog.API, name).forEach((setting, value) -> {
            if (setting.startsWith("headers.")) {
                String header = setting.substring("headers.".length());
                requireOurs(setting, header);
                headers.keySet().removeIf(header::equalsIgnoreCase);
                headers.put(header, HEADER.read(names.setting(setting), value));
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

    private void requireOurs(String setting, String header) {
        if (!Header.isName(header) || Header.isTheClients(header)) {
            throw new InvalidSettingException(names.setting(setting) + " names '" + header + "', which is "
                    + (Header.isName(header) ? "set by the HTTP client itself" : "no name of a header")
                    + "; leave it out");
        }
        if (SafeUrl.secretHeader(header)) {
            throw new InvalidSettingException(names.setting(setting)
                    + " is a secret, which does not belong in a settings file;" + " see " + names.setting("auth.type"));
        }
    }

    private Transport transport() {
        return new Transport(
                find("proxy", Form.PROXY), find("ca-file", Form.TEXT), find("client-certificate", Form.TEXT));
    }

    private <T> T read(String setting, Form<T> form) {
        return form.read(names.setting(setting), values.text(Catalog.API, name, setting));
    }

    private <T> Optional<T> find(String setting, Form<T> form) {
        return values.text(Catalog.API, name, setting).isEmpty() ? Optional.empty() : Optional.of(read(setting, form));
    }
}
