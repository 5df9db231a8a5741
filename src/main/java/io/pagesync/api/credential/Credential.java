package io.pagesync.api.credential;

import io.pagesync.settings.QueryEncoding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request carries to prove who asks. Two are told apart by identity, because a server may well give the same
 * token twice.
 */
public final class Credential {
    /** Carries nothing. */
    public static final Credential NONE = headers(Map.of());

    private final Map<String, Secret> headers;
    private final String parameter;
    private final @Nullable Secret value;

    private Credential(Map<String, Secret> headers, String parameter, @Nullable Secret value) {
        this.headers = Map.copyOf(headers);
        this.parameter = parameter;
        this.value = value;
    }

    /** Headers by name. */
    public static Credential headers(Map<String, Secret> headers) {
        return new Credential(headers, "", null);
    }

    /** The header {@code Authorization: Bearer}. */
    public static Credential bearer(Secret token) {
        return headers(Map.of("Authorization", token.prefixed("Bearer ")));
    }

    /** A query parameter. */
    public static Credential parameter(String name, Secret value) {
        return new Credential(Map.of(), name, value);
    }

    /** The headers to set. */
    public Map<String, Secret> headers() {
        return headers;
    }

    /** The path and query of a request with the secret parameter at its end, for the one place that sends it. */
    public String reveal(String pathAndQuery) {
        Secret secret = value;
        if (secret == null) {
            return pathAndQuery;
        }
        return pathAndQuery
                + (pathAndQuery.indexOf('?') < 0 ? '?' : '&')
                + QueryEncoding.of(parameter)
                + '='
                + QueryEncoding.of(secret.reveal());
    }

    @Override
    public String toString() {
        return Secret.MASK;
    }
}
