package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.Header;
import io.pagesync.api.credential.Secret;
import io.pagesync.auth.token.BasicText;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the settings {@code pagesync.api.<api>.auth.*} of one API, and makes of them how it is told who asks. */
public final class AuthSettings {
    private final Given given;

    private AuthSettings(Given given) {
        this.given = given;
    }

    /**
     * The authentication of an API; none where a setting cannot be, is missing or has no effect, which is noted.
     *
     * @param given what is set of the API
     * @param baseUri the API's base URL
     */
    public static Auth of(Given given, URI baseUri) {
        int before = given.problems();
        AuthSettings reader = new AuthSettings(given);
        reader.requireNoneWrittenDown();
        AuthType type = given.read(AuthDeclarations.TYPE);
        if (given.problems() > before) {
            // One wrong thing here makes others look wrong.
            return Auth.none();
        }
        reader.requireOnly(type);
        LogInSettings logIns = new LogInSettings(given, baseUri);
        Auth auth =
                switch (type) {
                    case NONE -> Auth.none();
                    case BEARER -> reader.bearer();
                    case API_KEY -> reader.apiKey();
                    case BASIC -> reader.basic();
                    case TOKEN_EXCHANGE -> logIns.tokenExchange();
                    case OAUTH2_CLIENT_CREDENTIALS -> logIns.clientCredentials();
                    case OAUTH2_REFRESH_TOKEN -> logIns.refreshToken();
                };
        return given.problems() > before ? Auth.none() : auth;
    }

    /**
     * Whether a setting has an effect with a type of authentication; not, if there is no such type.
     *
     * @param type the type as it is written in settings
     * @param setting its name below {@code pagesync.api.<api>.auth.}
     */
    public static boolean takes(String type, String setting) {
        return AuthType.FORM
                .find(type)
                .filter(each -> each.takes(withoutFile(setting)))
                .isPresent();
    }

    private void requireNoneWrittenDown() {
        for (String name : given.names(AuthDeclarations.AUTH)) {
            boolean secret = AuthDeclarations.list().stream().anyMatch(each -> each.secret() && each.matches(name));
            if (secret && !given.value(name).map(Value::secretly).orElse(true)) {
                SecretSource.of(given, name);
            }
        }
    }

    /** Refuses settings that have no effect with this type. */
    private void requireOnly(AuthType type) {
        for (String name : given.names(AuthDeclarations.AUTH)) {
            String plain = name.substring(AuthDeclarations.AUTH.length());
            if (!plain.equals("type") && !type.takes(withoutFile(plain))) {
                given.wrong(
                        name,
                        given.name(name) + " has no effect with " + given.name(AuthDeclarations.TYPE.name()) + " = "
                                + Form.text(type) + "; leave it out"
                                + (type == AuthType.NONE ? ", or name a type" : ""));
            }
        }
    }

    static String withoutFile(String name) {
        return name.endsWith(SecretSource.FILE) ? name.substring(0, name.length() - SecretSource.FILE.length()) : name;
    }

    private Auth bearer() {
        SecretSource token = secret(AuthDeclarations.TOKEN);
        return kept(token, () -> forHeader(token), Credential::bearer);
    }

    private Auth apiKey() {
        SecretSource key = secret(AuthDeclarations.KEY);
        if (!given.isGiven(AuthDeclarations.PARAMETER.name())) {
            String header = given.read(AuthDeclarations.HEADER);
            return kept(key, () -> forHeader(key), secret -> Credential.headers(Map.of(header, secret)));
        }
        if (given.isGiven(AuthDeclarations.HEADER.name())) {
            given.wrong(
                    AuthDeclarations.PARAMETER.name(),
                    "both " + given.name(AuthDeclarations.HEADER.name()) + " and "
                            + given.name(AuthDeclarations.PARAMETER.name())
                            + " are set; the key goes into one of them, leave the other out");
        }
        String parameter = given.find(AuthDeclarations.PARAMETER).orElse("");
        return kept(key, () -> Secret.of(key.read()), secret -> Credential.parameter(parameter, secret));
    }

    private Auth basic() {
        String name = given.name(AuthDeclarations.USERNAME.name());
        String user = given.require(AuthDeclarations.USERNAME, "", name + " is missing; set it to the user's name");
        SecretSource password = secret(AuthDeclarations.PASSWORD);
        return seen -> new KeptSecret(
                () -> Secret.of(password.read()),
                secret -> {
                    Secret both = BasicText.of(user, secret.reveal());
                    seen.add(both);
                    return Credential.headers(Map.of("Authorization", both.prefixed("Basic ")));
                },
                name + " and " + password.described(),
                seen);
    }

    private SecretSource secret(Setting<String> setting) {
        return secret(given, setting.name());
    }

    /** Where a secret is kept; that it can be had now is noted, too. */
    static SecretSource secret(Given given, String name) {
        int before = given.problems();
        SecretSource source = SecretSource.of(given, name);
        if (given.problems() == before) {
            given.attempt(source.setBy(), source::read);
        }
        return source;
    }

    /** The secret, stripped, of characters that a header may hold. */
    private static Secret forHeader(SecretSource source) {
        String text = source.read().strip();
        if (!Header.holds(text)) {
            throw new InvalidSettingException(source.described() + " holds a character that no header may hold");
        }
        return Secret.of(text);
    }

    private Auth kept(SecretSource source, Supplier<Secret> read, Function<Secret, Credential> form) {
        if (source.isGiven()) {
            // Read once now: what no header may hold stops the start.
            given.attempt(source.setBy(), read);
        }
        return seen -> new KeptSecret(read, form, source.described(), seen);
    }
}
