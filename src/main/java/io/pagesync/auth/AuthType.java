package io.pagesync.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to prove who asks, and which settings each of them takes. */
enum AuthType {
    NONE(Set.of()),
    BEARER(Set.of("token")),
    API_KEY(Set.of("key", "header", "parameter")),
    BASIC(Set.of("username", "password")),
    TOKEN_EXCHANGE(
            Set.of("path", "body", "token-pointer", "token-lifetime", "token", "key", "password", "client-secret")),
    OAUTH2_CLIENT_CREDENTIALS(
            Set.of("token-url", "client-id", "client-secret", "client-authentication", "scope", "token-lifetime"));

    private final Set<String> settings;

    AuthType(Set<String> settings) {
        this.settings = settings;
    }

    /** As it is written in settings, such as {@code api-key}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a setting (its {@code -file} left out) has an effect with this type. */
    boolean takes(String setting) {
        return settings.contains(setting) || (this == TOKEN_EXCHANGE && setting.startsWith("secret."));
    }

    static Optional<AuthType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }

    static String texts() {
        return Arrays.stream(values()).map(AuthType::text).collect(Collectors.joining(", "));
    }
}
