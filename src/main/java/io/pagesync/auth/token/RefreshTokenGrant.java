package io.pagesync.auth.token;

import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secret;
import io.pagesync.api.credential.Secrets;
import java.net.URI;
import java.util.Optional;

/**
 * A refresh token of OAuth 2.0 (RFC 6749, section 6): it gives an access token, and often a refresh token that takes its own
 * place. Many servers take a token that is sent twice for a stolen one, and end all of them: so one process at a time
 * refreshes, and the new one is kept before the access token is used.
 *
 * @param endpoint where it goes, and the client
 * @param refresh the refresh token
 * @param seen is told every secret
 * @param cure what to look at when it is refused
 */
public record RefreshTokenGrant(TokenEndpoint endpoint, RotatedSecret refresh, Secrets seen, String cure)
        implements LogIn {
    @Override
    public URI url() {
        return endpoint.url();
    }

    @Override
    public Hold hold() throws InterruptedException {
        return refresh.hold();
    }

    @Override
    public Request request() {
        Secret token = Secret.of(refresh.read());
        seen.add(token);
        return endpoint.request(
                "grant_type=refresh_token&refresh_token=" + TokenEndpoint.encoded(token.reveal()), seen);
    }

    @Override
    public Token token(byte[] answer) {
        TokenAnswer json = TokenAnswer.read(answer);
        String next = json.text("refresh_token").strip();
        Optional<String> warning = Optional.empty();
        if (!next.isEmpty()) {
            seen.add(Secret.of(next));
            warning = refresh.replace(next);
        }
        return endpoint.token(json, warning);
    }
}
