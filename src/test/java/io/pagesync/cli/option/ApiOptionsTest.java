package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.credential.Credential;
import io.pagesync.cli.Pagesync;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ApiOptionsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cr3t", "OTHER", "other");

    @Test
    void settings_noOptions_areTheDefaults() {
        ApiSettings settings = parse();
        assertThat(settings.rateLimit()).isEqualTo(10);
        assertThat(settings.concurrency()).isEqualTo(10);
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.maxPause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.limits())
                .isEqualTo(new ApiSettings.AnswerLimits(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), 64L * 1024 * 1024));
        assertThat(settings.headers())
                .containsOnlyKeys("Accept", "User-Agent")
                .containsEntry("Accept", "application/json, application/vnd.api+json");
        assertThat(settings.auth().proves()).isFalse();
    }

    @Test
    void settings_options_areTaken() {
        ApiSettings settings = parse(
                "--rate",
                "2.5",
                "--concurrency",
                "4",
                "--attempts",
                "9",
                "--max-pause",
                "0",
                "--timeout",
                "1500ms",
                "--max-answer",
                "1024");
        assertThat(settings.rateLimit()).isEqualTo(2.5);
        assertThat(settings.concurrency()).isEqualTo(4);
        assertThat(settings.attempts()).isEqualTo(9);
        assertThat(settings.maxPause()).isZero();
        assertThat(settings.limits().response()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.limits().bytes()).isEqualTo(1024L * 1024 * 1024);
    }

    @Test
    void bearer_fromTheEnvironment_isASecretHeader() {
        assertThat(secret("Authorization", "--bearer-env", "TOKEN")).isEqualTo("Bearer s3cr3t");
    }

    @Test
    void bearer_variableNotSet_isRefusedWithItsName() {
        assertRefused("--bearer-env", "NONE").hasMessageContaining("NONE");
    }

    @Test
    void headerEnv_nameAndVariable_isASecretHeader() {
        assertThat(secret("X-Key", "--header-env", "X-Key=TOKEN")).isEqualTo("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Key", "=TOKEN", "X-Key=", "X Key=TOKEN", "X-Key\r\nX=TOKEN"})
    void headerEnv_inAnotherForm_isRefused(String value) {
        assertRefused("--header-env", value).hasMessageContaining("--header-env");
    }

    @Test
    void headerEnv_sameHeaderAsBearer_isRefused() {
        assertRefused("--header-env", "authorization=OTHER", "--bearer-env", "TOKEN")
                .hasMessageContaining("authorization");
    }

    @Test
    void header_nameAndValue_isAHeader() {
        assertThat(parse("--header", "X-Tenant:  a: b ").headers()).containsEntry("X-Tenant", "a: b");
    }

    @Test
    void header_thatWeSetToo_replacesOursWhateverItsCase() {
        assertThat(parse("--header", "accept: application/vnd.api+json").headers())
                .containsEntry("accept", "application/vnd.api+json")
                .doesNotContainKey("Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer s3cr3t",
                "authorization:s3cr3t",
                "Proxy-Authorization: s3cr3t",
                "Cookie: s3cr3t",
                "X-Api-Key: s3cr3t",
                "X-Auth-Token: s3cr3t",
                "Ocp-Apim-Subscription-Key: s3cr3t"
            })
    void header_thatIsASecret_isRefusedWithoutShowingItAndSaysHow(String header) {
        String name = header.substring(0, header.indexOf(':'));
        assertRefused("--header", header)
                .hasMessageContaining("--header-env " + name + "=VAR")
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "", ": x", "X Y: z", "X\u00e9: z"})
    void header_inAnotherForm_isRefused(String header) {
        assertRefused("--header", header).hasMessageEndingWith("is no header; write it as 'Name: value'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\nHost: b", "X: \u00e9", "X: a\u0000"})
    void header_valueNoHeaderMayHold_isRefused(String header) {
        assertRefused("--header", header)
                .hasMessageStartingWith("--header X is '")
                .hasMessageEndingWith("'; it must be of characters that a header may hold, those of ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Accept-Encoding"})
    void header_ofTheClientItself_isRefused(String name) {
        assertRefused("--header", name + ": x").hasMessageContaining("is set by the HTTP client itself");
        assertRefused("--header-env", name + "=TOKEN").hasMessageContaining("is set by the HTTP client itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1025"})
    void maxAnswer_outOfItsRange_isRefused(String mib) {
        assertRefused("--max-answer", mib)
                .hasMessage("--max-answer is '" + mib + "'; it must be a whole number from 1 to 1024");
    }

    @Test
    void timeout_zero_isRefused() {
        assertRefused("--timeout", "0ms")
                .hasMessage(
                        "--timeout is '0ms'; it must be a length of time from 1ms to 365d, such as 500ms, 30s, 5m, 2h"
                                + " or 1d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate=x",
                "--rate=1,5",
                "--attempts=1.5",
                "--timeout=soon",
                "--max-answer=-1",
                "--concurrency=99999999999"
            })
    void settings_valueOfAnotherForm_isRefused(String option) {
        String name = option.substring(0, option.indexOf('='));
        String value = option.substring(option.indexOf('=') + 1);
        assertRefused(option).hasMessageStartingWith(name + " is '" + value + "'; it must be ");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            String... options) {
        return assertThatThrownBy(() -> parse(options)).isInstanceOf(InvalidSettingException.class);
    }

    private static String secret(String header, String... options) {
        return Objects.requireNonNull(new Api(parse(options))
                        .authorization()
                        .newest(Credential.NONE)
                        .headers()
                        .get(header))
                .reveal();
    }

    private static ApiSettings parse(String... options) {
        ApiOptions parsed = new ApiOptions();
        var unused = Pagesync.withForms(new CommandLine(parsed)).parseArgs(options);
        return parsed.settings("load", URI.create("https://h"), ENVIRONMENT);
    }
}
