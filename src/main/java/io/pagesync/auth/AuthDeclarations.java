package io.pagesync.auth;

import io.pagesync.api.credential.Header;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every setting of authentication, {@code pagesync.api.<api>.auth.*}: each is declared here and nowhere else. */
public final class AuthDeclarations {
    /** What all their names begin with. */
    static final String AUTH = "auth.";

    /** The setting that says where a token is got, which may be another host than the API's. */
    public static final String TOKEN_URL_NAME = AUTH + "token-url";

    private static final String READ_AGAIN =
            "A file with that secret, read again before each log-in, or each request where there is none.";
    private static final Declarations ALL = new Declarations();

    static final Setting<AuthType> TYPE = ALL.add(
            AUTH + "type",
            AuthType.FORM,
            "none",
            "How requests prove who asks: " + String.join(", ", AuthType.FORM.words()) + ".");
    static final Setting<String> TOKEN = secret("token", "The token of type bearer.");
    static final Setting<String> KEY =
            secret("key", "The key of type api-key, or ${key} in the body of a token-exchange.");
    static final Setting<String> HEADER = ALL.add(
            AUTH + "header",
            Form.TEXT.where(
                    text -> Header.isName(text) && !Header.isTheClients(text),
                    "the name of a header that the HTTP client does not set itself"),
            "X-Api-Key",
            "The header that carries the key of type api-key.");
    static final Setting<String> PARAMETER = ALL.add(
            AUTH + "parameter",
            Form.TEXT.where(text -> text.matches("[^&=#?\\s]+"), "the name of a query parameter, such as api_key"),
            "",
            "The query parameter that carries the key of type api-key, for a header.");
    static final Setting<String> USERNAME = ALL.add(
            AUTH + "username",
            Form.TEXT.where(
                    text -> !text.contains(":") && text.chars().noneMatch(Character::isISOControl),
                    "a name without a colon and control characters"),
            "",
            "The user of type basic.");
    static final Setting<String> PASSWORD =
            secret("password", "The password of type basic, or ${password} in the body of a token-exchange.");
    static final Setting<String> PATH = ALL.add(
            AUTH + "path",
            Form.TEXT.where(
                    AuthDeclarations::isPath,
                    "a path below the base URL, such as /v2/auth/credentials, its special characters encoded"),
            "",
            "The path that type token-exchange logs in at, by POST, below the base URL.");
    static final Setting<String> BODY = ALL.add(
            AUTH + "body",
            Form.of("JSON", "a JSON object", Optional::of),
            "",
            "The body of that POST, a JSON object; ${password}, ${key} or ${name} inside a string stand for secrets.");
    static final Setting<String> SECRET = secret("secret.<field>", "A further secret for the body, ${name} in it.");
    static final Setting<String> TOKEN_POINTER = ALL.add(
            AUTH + "token-pointer",
            Form.of("JSON pointer", "a JSON pointer", Optional::of),
            "/accessToken",
            "Where the token is in the answer to type token-exchange.");
    static final Setting<Duration> TOKEN_LIFETIME = ALL.add(
            AUTH + "token-lifetime",
            Form.time("1s"),
            "",
            "How long a token is good for, 1s to 365d; else what the answer or the token itself says, else until the"
                    + " API refuses it.");
    static final Setting<URI> TOKEN_URL = ALL.add(
            TOKEN_URL_NAME,
            Form.URL_WITH_QUERY,
            "",
            "Where the types oauth2-client-credentials and oauth2-refresh-token get their token; on any host.");
    static final Setting<String> CLIENT_ID =
            ALL.add(AUTH + "client-id", Form.TEXT, "", "The client of the types oauth2-...");
    static final Setting<String> CLIENT_SECRET = secret(
            "client-secret",
            "The client's secret; it goes to the host of token-url only. With type oauth2-refresh-token a client may have"
                    + " none.");
    static final Setting<String> REFRESH_TOKEN = ALL.secret(
            AUTH + "refresh-token",
            "The refresh token of type oauth2-refresh-token.",
            READ_AGAIN + " A new one that comes with a token is written back to it, so it must be writable then.");
    static final Setting<ClientPlace> CLIENT_AUTHENTICATION = ALL.add(
            AUTH + "client-authentication",
            Form.word(ClientPlace.class),
            "form",
            "Whether the client's secret goes into the form (form) or a header (basic).");
    static final Setting<String> SCOPE = ALL.add(
            AUTH + "scope",
            Form.TEXT,
            "",
            "The scopes to ask for, separated by spaces; none are asked for without it.");

    /** Where a client's secret goes: into the form or a header. */
    enum ClientPlace {
        FORM,
        BASIC
    }

    private AuthDeclarations() {}

    /** All of them, in the order of the reference. */
    public static List<Setting<?>> list() {
        return ALL.list();
    }

    private static boolean isPath(String text) {
        return text.startsWith("/")
                && !text.startsWith("//")
                && !text.contains("#")
                && isUri("http://localhost" + text);
    }

    private static boolean isUri(String text) {
        try {
            var unused = new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Setting<String> secret(String name, String meaning) {
        return ALL.secret(AUTH + name, meaning, READ_AGAIN);
    }
}
