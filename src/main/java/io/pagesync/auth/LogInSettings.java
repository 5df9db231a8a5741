package io.pagesync.auth;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.Auth;
import io.pagesync.api.LogIn;
import io.pagesync.api.Secrets;
import io.pagesync.config.Form;
import io.pagesync.page.PageFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the settings of the types that log in. */
final class LogInSettings {
    /** Secrets that have a setting of their own; any other name in a body is one of {@code auth.secret.<name>}. */
    private static final List<String> WELL_KNOWN = List.of("client-secret", "key", "password", "token");

    private static final Form<Duration> LIFETIME = Form.time("1s");

    private final AuthValues values;
    private final URI baseUri;

    /** Where a client's secret goes: into the form or a header. */
    private enum ClientPlace {
        FORM,
        BASIC
    }

    LogInSettings(AuthValues values, URI baseUri) {
        this.values = values;
        this.baseUri = baseUri;
    }

    Auth tokenExchange() {
        URI url = logInUrl();
        BodyTemplate body = body();
        Map<String, SecretSource> sources = new TreeMap<>();
        for (String name : body.names()) {
            if (!name.matches("[a-z][a-z0-9]*|client-secret")) {
                throw new InvalidSettingException(values.full("body") + " has the placeholder ${" + name
                        + "}; it must be ${password}, ${key}, or another name of letters and digits");
            }
            sources.put(name, values.secret(WELL_KNOWN.contains(name) ? name : "secret." + name));
        }
        requireUsed(body.names());
        JsonPointer pointer = PageFormat.pointer(values.text("token-pointer"));
        Optional<Duration> lifetime = values.find("token-lifetime", LIFETIME);
        List<String> check = new ArrayList<>(List.of(values.full("body")));
        sources.values().forEach(source -> check.add(source.described()));
        return keeper(seen -> new TokenExchange(
                url,
                body,
                sources,
                pointer,
                lifetime,
                values.full("token-pointer"),
                seen,
                "check " + String.join(", ", check)));
    }

    private void requireUsed(Set<String> names) {
        for (String secret : WELL_KNOWN) {
            if (values.isSet(secret + "-file") && !names.contains(secret)) {
                throw unused(secret + "-file", secret);
            }
        }
        for (String secret : values.namedSecrets()) {
            String name = secret.substring("secret.".length());
            if (WELL_KNOWN.contains(name) || !names.contains(name)) {
                throw unused(secret, name);
            }
        }
    }

    private InvalidSettingException unused(String setting, String name) {
        return new InvalidSettingException(values.full(setting) + " has no effect: " + values.full("body")
                + " has no ${" + name + "}; leave it out, or use it there");
    }

    private URI logInUrl() {
        String path = values.required(
                "path",
                "the path of the log-in, such as /v2/auth/credentials",
                Form.TEXT.where(
                        this::isPath,
                        "a path below the base URL, such as /v2/auth/credentials, its special characters encoded"));
        return below(path).orElseThrow();
    }

    private boolean isPath(String text) {
        return text.startsWith("/")
                && !text.startsWith("//")
                && !text.contains("#")
                && below(text).isPresent();
    }

    private Optional<URI> below(String path) {
        try {
            return Optional.of(new URI(baseUri.toString().replaceFirst("/+$", "") + path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private BodyTemplate body() {
        try {
            return BodyTemplate.parse(values.required("body", "the JSON object that the log-in sends", Form.TEXT));
        } catch (IllegalArgumentException e) {
            // Not quoted: somebody may have written a password there.
            throw new InvalidSettingException(values.full("body") + " is no JSON object; write it as"
                    + " {\"username\": \"me\", \"password\": \"${password}\"}, placeholders inside quotes");
        }
    }

    Auth clientCredentials() {
        URI url = values.required("token-url", "the URL that gives tokens", Form.URL_WITH_QUERY);
        String client = values.required("client-id", "the client's id", Form.TEXT);
        SecretSource secret = values.secret("client-secret");
        ClientPlace place = values.read("client-authentication", Form.word(ClientPlace.class));
        Optional<Duration> lifetime = values.find("token-lifetime", LIFETIME);
        return keeper(seen -> new ClientCredentials(
                url,
                client,
                secret,
                place == ClientPlace.BASIC,
                values.text("scope"),
                lifetime,
                seen,
                "check " + values.full("client-id") + ", " + secret.described()));
    }

    private static Auth keeper(Function<Secrets, LogIn> logIn) {
        return seen -> new TokenKeeper(logIn.apply(seen), System::nanoTime, seen);
    }
}
