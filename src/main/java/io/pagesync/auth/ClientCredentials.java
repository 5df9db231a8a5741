package io.pagesync.auth;

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
 * The client credentials grant of OAuth 2.0 (RFC 6749, section 4.4).
 *
 * @param url where it goes; on any host
 * @param clientId the client
 * @param source where the client's secret is
 * @param inHeader whether id and secret go into a header rather than the form (section 2.3.1)
 * @param scope what to ask for; empty for nothing
 * @param lifetime how long tokens are good for; empty if they say it themselves
 * @param seen is told every secret
 * @param cure what to look at when it is refused
 */
record ClientCredentials(
        URI url,
        String clientId,
        SecretSource source,
        boolean inHeader,
        String scope,
        Optional<Duration> lifetime,
        Secrets seen,
        String cure)
        implements LogIn {
    private static final JsonPointer TOKEN = JsonPointer.compile("/access_token");

    @Override
    public Request request() {
        Secret secret = Secret.of(source.read());
        seen.add(secret);
        String form = "grant_type=client_credentials" + (scope.isEmpty() ? "" : "&scope=" + encoded(scope));
        String type = "application/x-www-form-urlencoded";
        if (inHeader) {
            Secret basic = BasicText.of(encoded(clientId), encoded(secret.reveal()));
            seen.add(basic);
            return new Request(Secret.of(form), type, Map.of("Authorization", basic.prefixed("Basic ")));
        }
        return new Request(
                Secret.of(form + "&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret.reveal())),
                type,
                Map.of());
    }

    @Override
    public Token token(byte[] answer) {
        TokenAnswer json = TokenAnswer.read(answer);
        Secret token = json.token(TOKEN, "check the token URL");
        String type = json.text("token_type");
        if (!type.isEmpty() && !type.equalsIgnoreCase("bearer")) {
            throw new PagesyncException("the answer's token is none of type bearer, the only one we can use");
        }
        return new Token(
                token,
                lifetime.or(() -> TokenLifetime.seconds(json.text("expires_in")))
                        .or(() -> TokenLifetime.ofJwt(token, InstantSource.system())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
