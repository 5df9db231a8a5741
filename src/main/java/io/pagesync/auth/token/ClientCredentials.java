package io.pagesync.auth.token;

import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secrets;
import java.net.URI;
import java.util.Optional;

/**
 * The client credentials grant of OAuth 2.0 (RFC 6749, section 4.4).
 *
 * @param endpoint where it goes, and the client
 * @param seen is told every secret
 * @param cure what to look at when it is refused
 */
public record ClientCredentials(TokenEndpoint endpoint, Secrets seen, String cure) implements LogIn {
    @Override
    public URI url() {
        return endpoint.url();
    }

    @Override
    public Request request() {
        return endpoint.request("grant_type=client_credentials", seen);
    }

    @Override
    public Token token(byte[] answer) {
        return endpoint.token(TokenAnswer.read(answer), Optional.empty());
    }
}
