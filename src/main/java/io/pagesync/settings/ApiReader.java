package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.Header;
import io.pagesync.api.SafeUrl;
import io.pagesync.auth.AuthSettings;
import io.pagesync.config.Form;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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
                AuthSettings.of(name, base, auth(), environment),
                transport());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", read("user-agent", HEADER));
        values.find(Catalog.API, name, "contact", HEADER).ifPresent(contact -> headers.put("From", contact));
        values.of(Catalog.API, name).forEach((setting, value) -> {
            if (setting.startsWith("headers.")) {
                String header = setting.substring("headers.".length());
                requireOurs(setting, header);
                headers.keySet().removeIf(header::equalsIgnoreCase);
                headers.put(header, HEADER.read(full(setting), value));
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
            throw new InvalidSettingException(full(setting) + " names '" + header + "', which is "
                    + (Header.isName(header) ? "set by the HTTP client itself" : "no name of a header")
                    + "; leave it out");
        }
        if (SafeUrl.secretHeader(header)) {
            throw new InvalidSettingException(full(setting) + " is a secret, which does not belong in a settings file;"
                    + " see the settings pagesync.api." + name + ".auth.*");
        }
    }

    private Transport transport() {
        return new Transport(
                values.find(Catalog.API, name, "proxy", Form.PROXY),
                values.find(Catalog.API, name, "ca-file", Form.TEXT),
                values.find(Catalog.API, name, "client-certificate", Form.TEXT));
    }

    private <T> T read(String setting, Form<T> form) {
        return values.read(Catalog.API, name, setting, form);
    }

    private String full(String setting) {
        return Catalog.API.key(name, setting);
    }
}
