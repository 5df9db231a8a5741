package io.pagesync.auth;

import java.util.List;

/** The one place where the settings of authentication are declared. */
final class Declared {
    static final List<AuthSetting> SETTINGS = List.of(
            plain("type", "word", "none", "How requests prove who asks: " + AuthType.texts() + "."),
            secret("token", "The token of type bearer."),
            file("token"),
            secret("key", "The key of type api-key, or ${key} in the body of a token-exchange."),
            file("key"),
            plain("header", "text", "X-Api-Key", "The header that carries the key of type api-key."),
            plain("parameter", "text", "", "The query parameter that carries the key of type api-key, for a header."),
            plain("username", "text", "", "The user of type basic."),
            secret("password", "The password of type basic, or ${password} in the body of a token-exchange."),
            file("password"),
            plain("path", "text", "", "The path that type token-exchange logs in at, by POST, below the base URL."),
            plain(
                    "body",
                    "JSON",
                    "",
                    "The body of that POST, a JSON object; ${password}, ${key} or ${name} inside a string stand for"
                            + " secrets."),
            secret("secret.<field>", "A further secret for the body, ${name} in it."),
            file("secret.<field>"),
            plain(
                    "token-pointer",
                    "JSON pointer",
                    "/accessToken",
                    "Where the token is in the answer to type token-exchange."),
            plain(
                    "token-lifetime",
                    "time",
                    "",
                    "How long a token is good for, 1s to 365d; else what the answer or the token itself says, else"
                            + " until the API refuses it."),
            plain("token-url", "URL", "", "Where type oauth2-client-credentials gets its token; on any host."),
            plain("client-id", "text", "", "The client of type oauth2-client-credentials."),
            secret("client-secret", "The client's secret; it goes to the host of token-url only."),
            file("client-secret"),
            plain(
                    "client-authentication",
                    "word",
                    "form",
                    "Whether the client's secret goes into the form (form) or a header (basic)."),
            plain("scope", "text", "", "The scopes to ask for, separated by spaces; none are asked for without it."));

    private Declared() {}

    private static AuthSetting plain(String name, String type, String defaultText, String meaning) {
        return new AuthSetting("auth." + name, type, defaultText, meaning, false);
    }

    private static AuthSetting secret(String name, String meaning) {
        return new AuthSetting(
                "auth." + name, "text", "", meaning + " From the environment only, or see the next.", true);
    }

    private static AuthSetting file(String name) {
        return new AuthSetting(
                "auth." + name + "-file",
                "file",
                "",
                "A file with that secret, read again before each log-in, or each request where there is none.",
                false);
    }
}
