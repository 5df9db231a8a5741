package io.pagesync.auth;

import static io.pagesync.auth.AuthDeclarations.AUTH;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secrets;
import io.pagesync.auth.AuthDeclarations.ClientPlace;
import io.pagesync.auth.token.BodyTemplate;
import io.pagesync.auth.token.ClientCredentials;
import io.pagesync.auth.token.RefreshTokenGrant;
import io.pagesync.auth.token.RotatedSecret;
import io.pagesync.auth.token.TokenEndpoint;
import io.pagesync.auth.token.TokenExchange;
import io.pagesync.page.read.PageFormat;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the settings of the types that log in; what cannot be is noted, and whoever has asked looks for that. */
final class LogInSettings {
    /** Secrets that have a setting of their own; any other name in a body is one of {@code auth.secret.<name>}. */
    private static final List<String> WELL_KNOWN = List.of("client-secret", "key", "password", "token");

    private static final BodyTemplate NO_BODY = BodyTemplate.parse("{}");

    private final Given given;
    private final URI baseUri;

    LogInSettings(Given given, URI baseUri) {
        this.given = given;
        this.baseUri = baseUri;
    }

    Auth tokenExchange() {
        String path = required(AuthDeclarations.PATH, "/", "the path of the log-in, such as /v2/auth/credentials");
        URI url = URI.create(baseUri.toString().replaceFirst("/+$", "") + path);
        Map<String, SecretSource> sources = new TreeMap<>();
        BodyTemplate body = body(sources);
        JsonPointer pointer = PageFormat.pointer(given.read(AuthDeclarations.TOKEN_POINTER));
        Optional<Duration> lifetime = given.find(AuthDeclarations.TOKEN_LIFETIME);
        List<String> check = new ArrayList<>(List.of(name(AuthDeclarations.BODY)));
        sources.values().forEach(source -> check.add(source.described()));
        return keeper(seen -> new TokenExchange(
                url,
                body,
                sources,
                pointer,
                lifetime,
                name(AuthDeclarations.TOKEN_POINTER),
                seen,
                "check " + String.join(", ", check)));
    }

    /** The body, and where the secrets are that its placeholders name. */
    private BodyTemplate body(Map<String, SecretSource> sources) {
        int before = given.problems();
        String text = required(AuthDeclarations.BODY, "{}", "the JSON object that the log-in sends");
        if (given.problems() > before) {
            return NO_BODY;
        }
        BodyTemplate body;
        try {
            body = BodyTemplate.parse(text);
        } catch (IllegalArgumentException e) {
            // Not quoted: somebody may have written a password there.
            given.wrong(
                    AuthDeclarations.BODY.name(),
                    name(AuthDeclarations.BODY) + " is no JSON object; write it as {\"username\": \"me\", \"password\":"
                            + " \"${password}\"}, placeholders inside quotes");
            return NO_BODY;
        }
        for (String name : body.names()) {
            if (name.matches("[a-z][a-z0-9]*|client-secret")) {
                String setting = AUTH + (WELL_KNOWN.contains(name) ? name : "secret." + name);
                sources.put(name, AuthSettings.secret(given, setting));
            } else {
                given.wrong(
                        AuthDeclarations.BODY.name(),
                        name(AuthDeclarations.BODY) + " has the placeholder ${" + name
                                + "}; it must be ${password}, ${key}, or another name of letters and digits");
            }
        }
        requireUsed(body.names());
        return body;
    }

    private void requireUsed(Set<String> names) {
        for (String secret : WELL_KNOWN) {
            if (given.isGiven(AUTH + secret + SecretSource.FILE) && !names.contains(secret)) {
                unused(AUTH + secret + SecretSource.FILE, AUTH + secret + SecretSource.FILE, secret);
            }
        }
        Set<String> named = new TreeSet<>();
        given.names(AUTH + "secret.").forEach(named::add);
        for (String setting : named) {
            String secret = AuthSettings.withoutFile(setting);
            String name = secret.substring((AUTH + "secret.").length());
            if (WELL_KNOWN.contains(name) || !names.contains(name)) {
                unused(setting, secret, name);
            }
        }
    }

    private void unused(String setting, String said, String name) {
        given.wrong(
                setting,
                given.name(said) + " has no effect: " + name(AuthDeclarations.BODY) + " has no ${" + name
                        + "}; leave it out, or use it there");
    }

    Auth clientCredentials() {
        URI url = required(AuthDeclarations.TOKEN_URL, baseUri, "the URL that gives tokens");
        String client = required(AuthDeclarations.CLIENT_ID, "", "the client's id");
        SecretSource secret = AuthSettings.secret(given, AuthDeclarations.CLIENT_SECRET.name());
        ClientPlace place = given.read(AuthDeclarations.CLIENT_AUTHENTICATION);
        Optional<Duration> lifetime = given.find(AuthDeclarations.TOKEN_LIFETIME);
        String scope = given.find(AuthDeclarations.SCOPE).orElse("");
        return keeper(seen -> new ClientCredentials(
                new TokenEndpoint(url, client, secret, place == ClientPlace.BASIC, scope, lifetime),
                seen,
                "check " + name(AuthDeclarations.CLIENT_ID) + ", " + secret.described()));
    }

    Auth refreshToken() {
        URI url = required(AuthDeclarations.TOKEN_URL, baseUri, "the URL that gives tokens");
        String client = required(AuthDeclarations.CLIENT_ID, "", "the client's id");
        SecretSource refresh = AuthSettings.secret(given, AuthDeclarations.REFRESH_TOKEN.name());
        SecretSource secret = SecretSource.of(given, AuthDeclarations.CLIENT_SECRET.name());
        if (secret.isGiven()) {
            given.attempt(secret.setBy(), secret::read);
        }
        ClientPlace place = given.read(AuthDeclarations.CLIENT_AUTHENTICATION);
        Optional<Duration> lifetime = given.find(AuthDeclarations.TOKEN_LIFETIME);
        String scope = given.find(AuthDeclarations.SCOPE).orElse("");
        TokenEndpoint endpoint = new TokenEndpoint(url, client, secret, place == ClientPlace.BASIC, scope, lifetime);
        return keeper(seen -> new RefreshTokenGrant(
                endpoint,
                new RotatedSecret(refresh),
                seen,
                "check " + name(AuthDeclarations.CLIENT_ID) + ", " + refresh.described()
                        + "; where the reason is invalid_grant, that refresh token has ended, or was used by somebody else:"
                        + " authorise once more, and put the new one there"));
    }

    /** What is given; {@code what} says in a few words what is needed where nothing is. */
    private <T> T required(Setting<T> setting, T instead, String what) {
        return given.require(setting, instead, name(setting) + " is missing; set it to " + what);
    }

    private String name(Setting<?> setting) {
        return given.name(setting.name());
    }

    private static Auth keeper(Function<Secrets, LogIn> logIn) {
        return seen -> new TokenKeeper(logIn.apply(seen), System::nanoTime, seen);
    }
}
