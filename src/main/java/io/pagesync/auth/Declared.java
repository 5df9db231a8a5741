package io.pagesync.auth;

import io.pagesync.config.Setting;
import java.util.List;

/** The one place where the settings of authentication are declared. */
final class Declared {
    static final List<Setting> SETTINGS = List.of(
            plain(
                    "type",
                    "word",
                    "none",
                    "How requests prove who asks: " + AuthType.FORM.right().replace("one of ", "") + "."),
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

    private static Setting plain(String name, String type, String defaultText, String meaning) {
        return Setting.of("auth." + name, type, defaultText, meaning);
    }

    private static Setting secret(String name, String meaning) {
        return Setting.secret("auth." + name, meaning);
    }

    private static Setting file(String name) {
        return plain(
                name + "-file",
                "file",
                "",
                "A file with that secret, read again before each log-in, or each request where there is none.");
    }
}
