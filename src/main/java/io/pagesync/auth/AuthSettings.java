package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Auth;
import io.pagesync.api.Credential;
import io.pagesync.api.Header;
import io.pagesync.api.Secret;
import io.pagesync.config.Form;
import io.pagesync.config.Naming;
import io.pagesync.config.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the settings {@code pagesync.api.<api>.auth.*} of one API, and makes of them how it is told who asks. */
public final class AuthSettings {
    private static final Form<String> HEADER = Form.TEXT.where(
            text -> Header.isName(text) && !Header.isTheClients(text),
            "the name of a header that the HTTP client does not set itself");

    private static final Form<String> PARAMETER =
            Form.TEXT.where(text -> text.matches("[^&=#?\\s]+"), "the name of a query parameter, such as api_key");

    private static final Form<String> USER = Form.TEXT.where(
            text -> !text.contains(":") && text.chars().noneMatch(Character::isISOControl),
            "a name without a colon and control characters");

    private final AuthValues values;

    private AuthSettings(AuthValues values) {
        this.values = values;
    }

    /** Every setting of authentication: for checks, the reference, and what is masked when settings are shown. */
    public static List<Setting> declared() {
        return Declared.SETTINGS;
    }

    /**
     * The authentication of an API.
     *
     * @param api the API's name
     * @param baseUri the API's base URL
     * @param settings what is set, by the names below {@code pagesync.api.<api>.auth.}, such as {@code type}; secrets
     *     that the environment has laid over it may be in it, others may not
     * @param environment the environment, as {@link System#getenv()} gives it
     * @param names how whoever has set them names them
     * @throws InvalidSettingException naming the first setting that cannot be, is missing or has no effect
     */
    public static Auth of(
            String api, URI baseUri, Map<String, String> settings, Map<String, String> environment, Naming names) {
        AuthValues values = new AuthValues(api, settings, environment, names);
        AuthType type = values.read("type", AuthType.FORM);
        values.requireOnly(type);
        AuthSettings reader = new AuthSettings(values);
        LogInSettings logIns = new LogInSettings(values, baseUri);
        return switch (type) {
            case NONE -> Auth.none();
            case BEARER -> reader.bearer();
            case API_KEY -> reader.apiKey();
            case BASIC -> reader.basic();
            case TOKEN_EXCHANGE -> logIns.tokenExchange();
            case OAUTH2_CLIENT_CREDENTIALS -> logIns.clientCredentials();
        };
    }

    private Auth bearer() {
        SecretSource token = values.secret("token");
        return kept(token, token::readForHeader, Credential::bearer);
    }

    private Auth apiKey() {
        SecretSource key = values.secret("key");
        if (!values.isSet("parameter")) {
            String header = values.read("header", HEADER);
            return kept(key, key::readForHeader, secret -> Credential.headers(Map.of(header, secret)));
        }
        if (values.isSet("header")) {
            throw new InvalidSettingException("both " + values.full("header") + " and " + values.full("parameter")
                    + " are set; the key goes into one of them, leave the other out");
        }
        String parameter = values.read("parameter", PARAMETER);
        return kept(key, key::read, secret -> Credential.parameter(parameter, secret));
    }

    private Auth basic() {
        String user = values.required("username", "the user's name", USER);
        SecretSource password = values.secret("password");
        return seen -> new KeptSecret(
                password::read,
                secret -> {
                    Secret both = BasicText.of(user, secret.reveal());
                    seen.add(both);
                    return Credential.headers(Map.of("Authorization", both.prefixed("Basic ")));
                },
                values.full("username") + " and " + password.described(),
                seen);
    }

    private static Auth kept(SecretSource source, Supplier<Secret> read, Function<Secret, Credential> form) {
        // Read once now: what no header may hold stops the start.
        var unused = read.get();
        return seen -> new KeptSecret(read, form, source.described(), seen);
    }
}
