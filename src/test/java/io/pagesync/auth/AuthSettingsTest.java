package io.pagesync.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Authorization.Wait;
import io.pagesync.api.credential.Authorization.Worker;
import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.Secrets;
import io.pagesync.config.Configuration;
import io.pagesync.config.Variables;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be set, what is refused with which sentence, and what a request or log-in then carries. */
final class AuthSettingsTest {
    private static final URI BASE = URI.create("https://api.example.com");
    private static final String OURS = "PAGESYNC_API_T3_AUTH_";

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Secrets seen = new Secrets();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void declared_eachSetting_hasAMeaningAndATypeThatTakesIt() {
        assertThat(AuthDeclarations.list()).allSatisfy(setting -> {
            assertThat(setting.name()).startsWith("auth.");
            assertThat(setting.meaning()).endsWith(".");
        });
        assertThat(AuthDeclarations.list().stream().map(Setting::name)).doesNotHaveDuplicates();
    }

    @Test
    void none_isTheDefault() {
        assertThat(auth().proves()).isFalse();
    }

    @Test
    void bearer_fromTheEnvironment_isAHeader() {
        set("type", "bearer");
        environment.put(OURS + "TOKEN", "s3cr3t-token\n");

        assertThat(header("Authorization")).isEqualTo("Bearer s3cr3t-token");
        assertThat(seen.mask("s3cr3t-token")).isEqualTo("***");
    }

    @Test
    void bearer_fromAFileThatIsRotated_isReadAgain() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "first-token\n");
        set("type", "bearer");
        set("token-file", file.toString());
        var authorization = auth().open(seen);
        Credential first = authorization.credential(new NoLogIn());
        assertThat(authorization.refused(first)).isFalse();

        Files.writeString(file, "second-token\n");
        assertThat(authorization.refused(first)).isTrue();
        Credential second = authorization.credential(new NoLogIn());
        Files.writeString(file, "");

        assertThat(Objects.requireNonNull(second.headers().get("Authorization")).reveal())
                .isEqualTo("Bearer second-token");
        assertThat(authorization.credential(new NoLogIn())).isSameAs(second);
        assertThat(seen.mask("first-token second-token")).isEqualTo("*** ***");
    }

    @Test
    void apiKey_byDefault_isAHeader() {
        set("type", "api-key");
        environment.put(OURS + "KEY", "s3cr3t-key");

        assertThat(header("X-Api-Key")).isEqualTo("s3cr3t-key");
    }

    @Test
    void apiKey_asAParameter_isAtTheEndOfTheQueryEncoded() {
        set("type", "api-key");
        set("parameter", "api_key");
        environment.put(OURS + "KEY", "a b&c+d");

        Credential credential = auth().open(seen).credential(new NoLogIn());

        assertThat(credential.headers()).isEmpty();
        assertThat(credential.reveal("/items")).isEqualTo("/items?api_key=a%20b%26c%2Bd");
        assertThat(credential.reveal("/items?page=1")).isEqualTo("/items?page=1&api_key=a%20b%26c%2Bd");
    }

    @Test
    void basic_userAndPassword_areEncodedInUtf8() {
        set("type", "basic");
        set("username", "me");
        environment.put(OURS + "PASSWORD", "pässword: 1");

        assertThat(header("Authorization")).isEqualTo("Basic bWU6cMOkc3N3b3JkOiAx");
        assertThat(seen.mask("pässword: 1 bWU6cMOkc3N3b3JkOiAx")).isEqualTo("*** ***");
    }

    @Test
    void tokenExchange_passwordOfEveryCharacter_isOneJsonString() {
        exchange(
                "{\"hostname\":\"ca.example.com\",\"username\":\"me\",\"password\":\"${password}\",\"otp\":\"${otp}\"}");
        environment.put(OURS + "PASSWORD", "a\"b\\c${otp}$1ü");
        environment.put(OURS + "SECRET_OTP", "123456");

        LogIn logIn = logIn();

        assertThat(logIn.url()).isEqualTo(URI.create("https://api.example.com/v2/auth/credentials"));
        assertThat(logIn.request().contentType()).isEqualTo("application/json");
        assertThat(logIn.request().body().reveal())
                .isEqualTo("{\"hostname\":\"ca.example.com\",\"username\":\"me\",\"password\":\"a\\\"b\\\\c${otp}$1ü\","
                        + "\"otp\":\"123456\"}");
        assertThat(logIn.request().toString()).doesNotContain("123456");
    }

    @Test
    void tokenExchange_bodyWithParentheses_isFilledTheSameWay() {
        exchange("{\"password\":\"$(password)\",\"otp\":\"${otp}\"}");
        environment.put(OURS + "PASSWORD", "$(otp)");
        environment.put(OURS + "SECRET_OTP", "123456");

        assertThat(logIn().request().body().reveal()).isEqualTo("{\"password\":\"$(otp)\",\"otp\":\"123456\"}");
    }

    @Test
    void tokenExchange_secretRotatedInItsFile_isReadForTheNextLogIn() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "first-key\r\n");
        exchange("{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}");
        set("key-file", file.toString());
        LogIn logIn = logIn();
        assertThat(logIn.request().body().reveal()).contains("\"first-key\"");

        Files.writeString(file, "second-key");

        assertThat(logIn.request().body().reveal()).contains("\"second-key\"");
        assertThat(seen.mask("first-key second-key")).isEqualTo("*** ***");
    }

    @Test
    void tokenExchange_lifetime_isWhatIsSetElseWhatTheTokenSays() {
        exchange("{\"apiKey\":\"x\"}");
        // {"iat":1000,"exp":4600}, whatever our clock says.
        byte[] answer = bytes("{\"accessToken\":\"e30.eyJpYXQiOjEwMDAsImV4cCI6NDYwMH0.x\"}");
        assertThat(logIn().token(answer).lifetime()).hasValue(Duration.ofHours(1));

        set("token-lifetime", "1d");

        assertThat(logIn().token(answer).lifetime()).hasValue(Duration.ofHours(24));
    }

    @Test
    void tokenExchange_tokenElsewhere_isFoundByItsPointer() {
        exchange("{\"apiKey\":\"x\"}");
        set("token-pointer", "/data/jwt");

        LogIn.Token token = logIn().token(bytes("{\"data\":{\"jwt\":\"abc.def\"}}"));

        assertThat(token.text().reveal()).isEqualTo("abc.def");
        assertThat(token.lifetime()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\":\"s3cr3t\"} | no token at /accessToken; say where it is with"
                        + " pagesync.api.t3.auth.token-pointer (its fields are token)",
                "{\"accessToken\":\"\"} | no token at /accessToken",
                "{\"accessToken\":{\"a\":\"s3cr3t\"}} | no token at /accessToken",
                "{\"accessToken\":\"s3cr3t\\ns3cr3t\"} | a character that no header may hold",
                "<html>s3cr3t</html> | the answer is no JSON; check where the log-in goes",
                "\"s3cr3t\" | the answer is no JSON object"
            })
    void token_notToBeHad_saysWhyWithoutQuotingTheAnswer(String answer, String words) {
        exchange("{\"apiKey\":\"x\"}");

        assertThatThrownBy(() -> logIn().token(bytes(answer)))
                .hasMessageContaining(words)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void oauth2_byForm_carriesClientSecretAndScope() {
        oauth2();
        set("scope", "read all");

        LogIn.Request request = logIn().request();

        assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.headers()).isEmpty();
        assertThat(request.body().reveal())
                .isEqualTo("grant_type=client_credentials&scope=read+all&client_id=me&client_secret=s3cr3t%26x");
    }

    @Test
    void oauth2_byHeader_carriesTheClientSecretThere() {
        oauth2();
        set("client-authentication", "basic");

        LogIn.Request request = logIn().request();

        assertThat(request.body().reveal()).isEqualTo("grant_type=client_credentials");
        assertThat(Objects.requireNonNull(request.headers().get("Authorization"))
                        .reveal())
                .isEqualTo("Basic bWU6czNjcjN0JTI2eA==");
    }

    @Test
    void oauth2_expiresIn_isTheLifetime() {
        oauth2();

        assertThat(logIn().token(bytes("{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":3600}"))
                        .lifetime())
                .hasValue(Duration.ofHours(1));
        assertThat(logIn().token(bytes("{\"access_token\":\"abc\",\"expires_in\":\"60\"}"))
                        .lifetime())
                .hasValue(Duration.ofMinutes(1));
        assertThat(logIn().token(bytes("{\"access_token\":\"abc\"}")).lifetime())
                .isEmpty();
        assertThatThrownBy(() -> logIn().token(bytes("{\"access_token\":\"abc\",\"token_type\":\"mac\"}")))
                .hasMessageContaining("none of type bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "key", "password", "client-secret", "secret.otp"})
    void secret_writtenDown_isRefusedWithTheCureAndNotShown(String name) {
        set(name, "s3cr3t");

        assertRefused("pagesync.api.t3.auth." + name
                + " is a secret, which must not stand in a file of settings; put it into the environment variable "
                + OURS + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
                + ", or into a file of its own that pagesync.api.t3.auth." + name + "-file names");
    }

    @Test
    void secret_thatTheEnvironmentHasLaidOverTheSettings_isTaken() {
        set("type", "bearer");
        set("token", "s3cr3t");
        environment.put(OURS + "TOKEN", "s3cr3t");

        assertThat(header("Authorization")).isEqualTo("Bearer s3cr3t");
    }

    @Test
    void secret_missing_isRefusedWithBothWaysToGiveIt() {
        set("type", "bearer");

        assertRefused("pagesync.api.t3.auth.token is needed; put it into the environment variable " + OURS
                + "TOKEN, or name a file that holds it: pagesync.api.t3.auth.token-file");
    }

    @Test
    void secret_fileNotThere_isRefused() {
        set("type", "bearer");
        set("token-file", "/no/such/file");

        assertRefused("pagesync.api.t3.auth.token-file names /no/such/file, which is not there or cannot be read");
    }

    @Test
    void secret_inTwoPlaces_isRefused() {
        set("type", "bearer");
        set("token-file", "/no/such/file");
        environment.put(OURS + "TOKEN", "s3cr3t");

        assertRefused("both the environment variable " + OURS + "TOKEN and pagesync.api.t3.auth.token-file say where"
                + " that secret is; leave one of them out");
    }

    @Test
    void secret_ofSeveralLines_isRefused() {
        set("type", "bearer");
        environment.put(OURS + "TOKEN", "s3cr3t\nX: y");

        assertRefused("pagesync.api.t3.auth.token (environment variable " + OURS
                + "TOKEN) holds a line break or another control character; it must be the secret alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | oauth | is 'oauth'; it must be one of none, bearer, api-key, basic, token-exchange,"
                        + " oauth2-client-credentials",
                "tokn-file | x | did you mean pagesync.api.t3.auth.token-file?",
                "scope | x | has no effect with pagesync.api.t3.auth.type = none; leave it out, or name a type"
            })
    void setting_thatCannotBe_isRefusedWithItsName(String name, String value, String words) {
        set(name, value);

        assertThatThrownBy(this::auth)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pagesync.api.t3.auth." + name)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path | login | it must be a path below the base URL",
                "path | //evil.example.com/x | it must be a path below the base URL",
                "body | {\"password\": ${password}} | is no JSON object; write it as",
                "body | [1] | is no JSON object; write it as",
                "body | {\"password\": \"${Password}\"} | has the placeholder ${Password}",
                "body | {\"password\": \"${otp}\"} | pagesync.api.t3.auth.secret.otp is needed",
                "token-lifetime | 500ms | it must be a length of time from 1s to 365d, such as 500ms",
                "token-lifetime | 0s | it must be a length of time from 1s to 365d",
                "token-lifetime | 366d | it must be a length of time from 1s to 365d",
                "token-lifetime | soon | it must be a length of time from 1s to 365d",
                "secret.otp-file | x | has no effect: pagesync.api.t3.auth.body has no ${otp}",
                "password-file | x | has no effect: pagesync.api.t3.auth.body has no ${password}",
                "scope | x | has no effect with pagesync.api.t3.auth.type = token-exchange"
            })
    void tokenExchange_settingThatCannotBe_isRefusedWithItsName(String name, String value, String words) {
        exchange("{\"apiKey\":\"x\"}");
        set(name, value);

        assertThatThrownBy(this::auth)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pagesync.api.t3.auth.")
                .hasMessageContaining(words);
    }

    @Test
    void body_withAPasswordInBrokenJson_isNotShown() {
        exchange("{\"password\": \"s3cr3t\"");

        assertThatThrownBy(this::auth).hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.example.com/token", "ftp://h/x", "https://me:pw@h/x", "https://h/x#y", ":"})
    void tokenUrl_thatIsNone_isRefused(String url) {
        oauth2();
        set("token-url", url);

        assertThatThrownBy(this::auth).hasMessageContaining("pagesync.api.t3.auth.token-url");
    }

    @Test
    void apiKey_inHeaderAndParameter_isRefused() {
        set("type", "api-key");
        set("header", "X-Key");
        set("parameter", "key");
        environment.put(OURS + "KEY", "s3cr3t");

        assertThatThrownBy(this::auth).hasMessageContaining("the key goes into one of them, leave the other out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "X Key", "content-length"})
    void apiKey_inAHeaderThatIsNotOurs_isRefused(String header) {
        set("type", "api-key");
        set("header", header);
        environment.put(OURS + "KEY", "s3cr3t");

        assertThatThrownBy(this::auth).hasMessageContaining("pagesync.api.t3.auth.header is '" + header + "'");
    }

    @Test
    void tokenExchange_ofBothKinds_isAccepted() {
        exchange("{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}");
        environment.put(OURS + "KEY", "s3cr3t");

        assertThatCode(this::auth).doesNotThrowAnyException();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void exchange(String body) {
        set("type", "token-exchange");
        set("path", "/v2/auth/credentials");
        set("body", body);
    }

    private void oauth2() {
        set("type", "oauth2-client-credentials");
        set("token-url", "https://login.example.com/token");
        set("client-id", "me");
        environment.put(OURS + "CLIENT_SECRET", "s3cr3t&x");
    }

    private void set(String name, String value) {
        settings.put(name, value);
    }

    private Auth auth() {
        Map<String, Value> values = new HashMap<>();
        values.put("pagesync.api.t3.base-url", Value.of(BASE.toString(), "application.properties"));
        settings.forEach(
                (name, text) -> values.put("pagesync.api.t3.auth." + name, Value.of(text, "application.properties")));
        values.putAll(Variables.read(environment, new Problems()));
        return Configuration.api("t3", values, Naming.ofFiles("t3")).auth();
    }

    private String header(String name) {
        return Objects.requireNonNull(
                        auth().open(seen).credential(new NoLogIn()).headers().get(name))
                .reveal();
    }

    private LogIn logIn() {
        return auth().open(seen).logIn().orElseThrow();
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::auth)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message)
                .hasMessageNotContaining("s3cr3t");
    }

    private static final class NoLogIn implements Worker {
        @Override
        public void whileWaiting(Wait wait) {
            throw new IllegalStateException("nobody waits");
        }

        @Override
        public LogIn.Token logIn(LogIn.Request request) {
            throw new IllegalStateException("nobody logs in");
        }
    }
}
