package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.Auth;
import io.pagesync.api.Header;
import io.pagesync.api.SafeUrl;
import io.pagesync.api.Secret;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the API allows, how it knows us, and the way to it. */
final class ApiOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "The rate limit in requests a second, decimals allowed; 0 for none (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many requests may be in flight (${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often a page is asked for in all, when the failure may pass (${DEFAULT-VALUE}).")
    private int attempts;

    @Option(
            names = "--max-pause",
            paramLabel = "TIME",
            defaultValue = "5m",
            description =
                    "The longest pause to sit out when the API asks for one; above it the run stops (${DEFAULT-VALUE}).")
    private Duration maxPause = Duration.ZERO;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long the server may be silent (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--max-answer",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "How large an answer may be, decompressed, in MiB (${DEFAULT-VALUE}).")
    private int maxAnswer;

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

    /** The settings of an API of this name. */
    ApiSettings settings(String name, URI baseUri, Map<String, String> environment) {
        if (timeout.isZero()) {
            throw new InvalidSettingException("--timeout is 0; it must be longer, such as 30s");
        }
        if (maxAnswer < 1 || maxAnswer > 1024) {
            throw new InvalidSettingException("--max-answer is " + maxAnswer + "; it must be 1 to 1024 MiB");
        }
        AnswerLimits limits = new AnswerLimits(
                AnswerLimits.DEFAULT.connect(), timeout, AnswerLimits.DEFAULT.total(), maxAnswer * 1024L * 1024);
        return new ApiSettings(
                name,
                baseUri,
                rate,
                concurrency,
                attempts,
                Backoff.DEFAULT,
                maxPause,
                limits,
                plainHeaders(),
                Auth.headers(secrets(environment)),
                new Transport(
                        ProxyChoice.of(proxy, baseUri, environment),
                        pem("--ca-file", caFile, baseUri),
                        pem("--client-cert", clientCertificate, baseUri)),
                new OptionNames());
    }

    private static Optional<String> pem(String option, @Nullable String file, URI baseUri) {
        if (file == null) {
            return Optional.empty();
        }
        if (!"https".equals(baseUri.getScheme())) {
            throw new InvalidSettingException(
                    option + " has no effect on an http:// URL; write https://, or leave it out");
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new InvalidSettingException(option + " names " + file + ", which is not there or cannot be read");
        }
        return Optional.of(file);
    }

    private Map<String, String> plainHeaders() {
        Map<String, String> plain = new LinkedHashMap<>();
        plain.put("Accept", "application/json");
        plain.put("User-Agent", "pagesync/" + Version.TEXT);
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? header : header.substring(0, colon).strip();
            if (colon < 1 || !Header.isName(name)) {
                throw new InvalidSettingException("--header '" + name + "' is no header; write it as 'Name: value'");
            }
            requireOurs("--header", name);
            if (SafeUrl.secretHeader(name)) {
                throw new InvalidSettingException("--header " + name + " is a secret, which every process list would"
                        + " show; put it into the environment and name it: --header-env " + name + "=VAR");
            }
            String value = header.substring(colon + 1).strip();
            if (!Header.holds(value)) {
                throw new InvalidSettingException(
                        "--header " + name + " has a value with a character no header may hold");
            }
            plain.keySet().removeIf(name::equalsIgnoreCase);
            plain.put(name, value);
        }
        return plain;
    }

    private Map<String, Secret> secrets(Map<String, String> environment) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (String header : secretHeaders) {
            int equals = header.indexOf('=');
            if (equals < 1 || equals == header.length() - 1 || !Header.isName(header.substring(0, equals))) {
                throw new InvalidSettingException("--header-env takes NAME=VAR, a header and an environment variable");
            }
            String name = header.substring(0, equals);
            requireOurs("--header-env", name);
            secrets.put(name, Secret.fromEnvironment(header.substring(equals + 1), environment));
        }
        if (bearer != null) {
            for (String name : secrets.keySet()) {
                if (name.equalsIgnoreCase("Authorization")) {
                    throw new InvalidSettingException(
                            "--header-env " + name + " and --bearer-env both set this header; leave one out");
                }
            }
            secrets.put(
                    "Authorization", Secret.fromEnvironment(bearer, environment).prefixed("Bearer "));
        }
        return secrets;
    }

    private static void requireOurs(String option, String name) {
        if (Header.isTheClients(name)) {
            throw new InvalidSettingException(option + " " + name + " is set by the HTTP client itself; leave it out");
        }
    }
}
