package io.pagesync.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.api.credential.Secret;
import io.pagesync.page.Json;
import io.pagesync.settings.Form;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** How long a token is good for, as far as it or its answer says. */
final class TokenLifetime {
    private static final Duration LONGEST = Form.TIME.find(Form.LONGEST).orElseThrow();

    private TokenLifetime() {}

    /** By {@code expires_in} of RFC 6749: whole seconds. */
    static Optional<Duration> seconds(String text) {
        return Form.WHOLE.find(text).flatMap(seconds -> sensible(Duration.ofSeconds(seconds)));
    }

    /**
     * By the claims of a JWT (RFC 7519), which are read and not checked: from {@code iat} to {@code exp}, both by the
     * server's clock, so that a wrong clock of ours does no harm; without {@code iat}, from now.
     */
    static Optional<Duration> ofJwt(Secret token, InstantSource clock) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            if (claims == null || !claims.path("exp").isNumber()) {
                return Optional.empty();
            }
            JsonNode issued = claims.path("iat");
            long from = issued.isNumber() ? issued.asLong() : clock.instant().getEpochSecond();
            return sensible(
                    Duration.ofSeconds(Math.subtractExact(claims.path("exp").asLong(), from)));
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            // No JWT after all: then the API will say when it has expired.
            return Optional.empty();
        }
    }

    /** A lifetime that has passed already would mean a log-in for each request; it is as good as unknown. */
    private static Optional<Duration> sensible(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero()) {
            return Optional.empty();
        }
        return Optional.of(lifetime.compareTo(LONGEST) > 0 ? LONGEST : lifetime);
    }
}
