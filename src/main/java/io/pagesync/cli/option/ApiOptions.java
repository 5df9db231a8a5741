package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Header;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.api.credential.Secret;
import io.pagesync.config.ApiReader;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Value;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the API allows, how it knows us, and the way to it: each option is a setting of an API, and is read as one. */
public final class ApiOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "The rate limit in requests a second, decimals allowed; 0 for none (${DEFAULT-VALUE}).")
    private @Nullable String rate;

    @Option(
            names = "--limit",
            paramLabel = "N/TIME",
            description = "A further limit, such as 5000/h or 100000/day; given more than once, all of them hold.")
    private List<String> limits = List.of();

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "Which part of all limits is ours, such as 90%%; the rest is left to others"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String share;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "What some answers mean, such as 'status 409: retry' or '/error/code = RATE: wait 30s'; also"
                    + " end, empty, fail.")
    private List<String> rules = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many requests may be in flight (${DEFAULT-VALUE}).")
    private @Nullable String concurrency;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "How often a page is asked for in all, when the failure may pass (${DEFAULT-VALUE}).")
    private @Nullable String attempts;

    @Option(
            names = "--max-pause",
            paramLabel = "TIME",
            description = "The longest pause to sit out when the API asks for one; above it the run stops"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String maxPause;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long the server may be silent (${DEFAULT-VALUE}).")
    private @Nullable String timeout;

    @Option(
            names = "--max-answer",
            paramLabel = "MIB",
            description = "How large an answer may be, decompressed, in MiB (${DEFAULT-VALUE}).")
    private @Nullable String maxAnswer;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header of every request; not for secrets.")
    private List<String> headers = List.of();

    @Option(
            names = "--header-env",
            paramLabel = "NAME=VAR",
            description = "A header whose value is in the environment variable VAR.")
    private List<String> secretHeaders = List.of();

    @Option(
            names = "--bearer-env",
            paramLabel = "VAR",
            description = "The environment variable that holds a bearer token.")
    private @Nullable String bearer;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "An HTTP proxy; else HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment.")
    private @Nullable String proxy;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates in PEM to trust, instead of the JDK's.")
    private @Nullable String caFile;

    @Option(
            names = "--client-cert",
            paramLabel = "FILE",
            description = "A client certificate and its private key in one PEM file.")
    private @Nullable String clientCertificate;

    /**
     * The settings of an API of this name.
     *
     * @throws InvalidSettingException with all options that cannot be
     */
    public ApiSettings settings(String name, URI baseUri, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, String> given = plain(baseUri);
        given.put("user-agent", "pagesync/" + Version.TEXT);
        headers.forEach(header -> attempt(problems, "--header", () -> plainHeader(given, header)));
        Map<String, Secret> secrets = new LinkedHashMap<>();
        secretHeaders.forEach(
                header -> attempt(problems, "--header-env", () -> secretHeader(secrets, header, environment)));
        attempt(problems, "--bearer-env", () -> bearer(secrets, environment));
        attempt(problems, "--proxy", () -> ProxyChoice.of(proxy, baseUri, environment)
                .ifPresent(uri -> given.put("proxy", uri.toString())));
        Naming names = new OptionNames();
        Map<String, Value> values = new TreeMap<>();
        given.forEach((setting, text) ->
                values.put(ApiReader.SECTION.key(name, setting), Value.of(text, names.setting(setting))));
        ApiSettings settings = ApiReader.read(name, values, names, problems, Auth.headers(secrets));
        problems.throwIfAny();
        return settings;
    }

    private Map<String, String> plain(URI baseUri) {
        Map<String, String> given = new TreeMap<>();
        given.put("base-url", baseUri.toString());
        put(given, "rate-limit", rate);
        put(given, "limits", limits.isEmpty() ? null : String.join(", ", limits));
        put(given, "share", share);
        put(given, "rules", rules.isEmpty() ? null : String.join("; ", rules));
        put(given, "concurrency", concurrency);
        put(given, "attempts", attempts);
        put(given, "max-pause", maxPause);
        put(given, "response-timeout", timeout);
        put(given, "max-answer", maxAnswer);
        put(given, "ca-file", caFile);
        put(given, "client-certificate", clientCertificate);
        return given;
    }

    /**
     * What is given, as an API's settings have it in a file; a secret as the environment variable that holds it.
     *
     * @throws InvalidSettingException if there is more than one secret, which a file has no settings for
     */
    Map<String, String> asSettings(BaseCommand command, URI baseUri) {
        Naming names = new OptionNames();
        Map<String, String> settings = plain(baseUri);
        settings.keySet().removeIf(setting -> !setting.equals("base-url") && !command.given(names.setting(setting)));
        headers.forEach(header -> plainHeader(settings, header));
        put(settings, "proxy", proxy == null || proxy.isEmpty() ? null : proxy);
        if (secretHeaders.size() + (bearer == null ? 0 : 1) > 1) {
            throw new InvalidSettingException("--header-env and --bearer-env: an API's settings take one secret only");
        }
        if (bearer != null) {
            settings.put("auth.type", "bearer");
            settings.put("auth.token", "{{env:" + bearer + "}}");
        }
        secretHeaders.forEach(header -> {
            int equals = header.indexOf('=');
            settings.put("auth.type", "api-key");
            settings.put("auth.header", header.substring(0, equals));
            settings.put("auth.key", "{{env:" + header.substring(equals + 1) + "}}");
        });
        return settings;
    }

    private static void put(Map<String, String> given, String setting, @Nullable String text) {
        if (text != null) {
            given.put(setting, text);
        }
    }

    private static void attempt(Problems problems, String option, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidSettingException e) {
            problems.add(option, option, e);
        }
    }

    private static void plainHeader(Map<String, String> given, String header) {
        int colon = header.indexOf(':');
        String name = colon < 0 ? header : header.substring(0, colon).strip();
        if (colon < 1 || !Header.isName(name)) {
            throw new InvalidSettingException("--header '" + name + "' is no header; write it as 'Name: value'");
        }
        if (SafeUrl.secretHeader(name)) {
            throw new InvalidSettingException("--header " + name + " is a secret, which every process list would"
                    + " show; put it into the environment and name it: --header-env " + name + "=VAR");
        }
        given.put("headers." + name, header.substring(colon + 1).strip());
    }

    private static void secretHeader(Map<String, Secret> secrets, String header, Map<String, String> environment) {
        int equals = header.indexOf('=');
        if (equals < 1 || equals == header.length() - 1 || !Header.isName(header.substring(0, equals))) {
            throw new InvalidSettingException("--header-env takes NAME=VAR, a header and an environment variable");
        }
        String name = header.substring(0, equals);
        if (Header.isTheClients(name)) {
            throw new InvalidSettingException(
                    "--header-env " + name + " is set by the HTTP client itself; leave it out");
        }
        secrets.put(name, Secret.fromEnvironment(header.substring(equals + 1), environment));
    }

    private void bearer(Map<String, Secret> secrets, Map<String, String> environment) {
        if (bearer == null) {
            return;
        }
        for (String name : secrets.keySet()) {
            if (name.equalsIgnoreCase("Authorization")) {
                throw new InvalidSettingException(
                        "--header-env " + name + " and --bearer-env both set this header; leave one out");
            }
        }
        secrets.put("Authorization", Secret.fromEnvironment(bearer, environment).prefixed("Bearer "));
    }
}
