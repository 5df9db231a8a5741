package io.pagesync.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to prove who asks, and which settings each of them takes. */
enum AuthType {
    NONE,
    BEARER,
    API_KEY,
    BASIC,
    TOKEN_EXCHANGE,
    OAUTH2_CLIENT_CREDENTIALS;

    /** As it is written in settings, such as {@code api-key}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

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
        };
    }

    static Optional<AuthType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }

    static String texts() {
        return Arrays.stream(values()).map(AuthType::text).collect(Collectors.joining(", "));
    }
}
