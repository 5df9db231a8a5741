package io.pagesync.auth;

import io.pagesync.settings.Form;
import java.util.Set;

/** The ways to prove who asks, and which settings each of them takes. */
enum AuthType {
    NONE,
    BEARER,
    API_KEY,
    BASIC,
    TOKEN_EXCHANGE,
    OAUTH2_CLIENT_CREDENTIALS,
    OAUTH2_REFRESH_TOKEN;

    /** How it is written in settings, such as {@code api-key}. */
    static final Form<AuthType> FORM = Form.word(AuthType.class);

    /** Whether a setting (its {@code -file} left out) has an effect with this type. */
    boolean takes(String setting) {
        return settings().contains(setting) || (this == TOKEN_EXCHANGE && setting.startsWith("secret."));
    }

    private Set<String> settings() {
        return switch (this) {
            case NONE -> Set.of();
            case BEARER -> Set.of("token");
            case API_KEY -> Set.of("key", "header", "parameter");
            case BASIC -> Set.of("username", "password");
            case TOKEN_EXCHANGE ->
                Set.of("path", "body", "token-pointer", "token-lifetime", "token", "key", "password", "client-secret");
            case OAUTH2_CLIENT_CREDENTIALS ->
                Set.of("token-url", "client-id", "client-secret", "client-authentication", "scope", "token-lifetime");
            case OAUTH2_REFRESH_TOKEN ->
                Set.of(
                        "token-url",
                        "client-id",
                        "client-secret",
                        "client-authentication",
                        "scope",
                        "token-lifetime",
                        "refresh-token");
        };
    }
}
