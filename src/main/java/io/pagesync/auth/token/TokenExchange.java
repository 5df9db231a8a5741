package io.pagesync.auth.token;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secret;
import io.pagesync.api.credential.Secrets;
import io.pagesync.settings.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A POST of a JSON object that is answered with a token somewhere in a JSON answer.
 *
 * @param url where it goes
 * @param body the body with names in place of secrets
 * @param sources where each of these secrets is
 * @param pointer where the token is in the answer
 * @param lifetime how long tokens are good for; empty if they say it themselves
 * @param pointerSetting the full name of the setting that says where the token is
 * @param seen is told every secret
 * @param cure what to look at when it is refused
 */
public record TokenExchange(
        URI url,
        BodyTemplate body,
        Map<String, SecretSource> sources,
        JsonPointer pointer,
        Optional<Duration> lifetime,
        String pointerSetting,
        Secrets seen,
        String cure)
        implements LogIn {
    @Override
    public Request request() {
        String text = body.fill(name -> {
            Secret secret = Secret.of(Objects.requireNonNull(sources.get(name)).read());
            seen.add(secret);
            return secret.reveal();
        });
        return new Request(Secret.of(text), "application/json", Map.of());
    }

    @Override
    public Token token(byte[] answer) {
        Secret token = TokenAnswer.read(answer).token(pointer, "say where it is with " + pointerSetting);
        return new Token(token, lifetime.or(() -> TokenLifetime.ofJwt(token, InstantSource.system())));
    }
}
