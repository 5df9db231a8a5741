package io.pagesync.auth.token;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.PagesyncException;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secret;
import io.pagesync.api.credential.Secrets;
import io.pagesync.settings.SecretSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The token endpoint of OAuth 2.0 (RFC 6749, section 3.2) and the client that asks there.
 *
 * @param url where it is; on any host
 * @param clientId the client
 * @param source where the client's secret is, if it has one
 * @param inHeader whether id and secret go into a header rather than the form (section 2.3.1)
 * @param scope what to ask for; empty for nothing
 * @param lifetime how long tokens are good for; empty if they say it themselves
 */
public record TokenEndpoint(
        URI url, String clientId, SecretSource source, boolean inHeader, String scope, Optional<Duration> lifetime) {
    private static final JsonPointer TOKEN = JsonPointer.compile("/access_token");

    /** The request for a grant, which is the beginning of the form; {@code seen} is told the secrets in it. */
    LogIn.Request request(String grant, Secrets seen) {
        String form = grant + (scope.isEmpty() ? "" : "&scope=" + encoded(scope));
        String type = "application/x-www-form-urlencoded";
        if (!source.isGiven()) {
            return new LogIn.Request(Secret.of(form + "&client_id=" + encoded(clientId)), type, Map.of());
        }
        Secret secret = Secret.of(source.read());
        seen.add(secret);
        if (inHeader) {
            Secret basic = BasicText.of(encoded(clientId), encoded(secret.reveal()));
            seen.add(basic);
            return new LogIn.Request(Secret.of(form), type, Map.of("Authorization", basic.prefixed("Basic ")));
        }
        return new LogIn.Request(
                Secret.of(form + "&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret.reveal())),
                type,
                Map.of());
    }

    /** The token in an answer. */
    LogIn.Token token(TokenAnswer answer, Optional<String> warning) {
        Secret token = answer.token(TOKEN, "check the token URL");
        String type = answer.text("token_type");
        if (!type.isEmpty() && !type.equalsIgnoreCase("bearer")) {
            throw new PagesyncException("the answer's token is none of type bearer, the only one we can use");
        }
        return new LogIn.Token(
                token,
                lifetime.or(() -> TokenLifetime.seconds(answer.text("expires_in")))
                        .or(() -> TokenLifetime.ofJwt(token, InstantSource.system())),
                warning);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
