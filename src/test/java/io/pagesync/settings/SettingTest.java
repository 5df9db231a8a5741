package io.pagesync.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SettingTest {
    @Test
    void setting_matchesItsNameAlone() {
        assertThat(Setting.of("rate-limit", "number", "", "").matches("rate-limit"))
                .isTrue();
        assertThat(Setting.of("rate-limit", "number", "", "").matches("rate-limits"))
                .isFalse();
        assertThat(Setting.of("auth.type", "word", "", "").matches("auth-type")).isFalse();
    }

    @Test
    void setting_ofAnyName_matchesEach() {
        assertThat(Setting.of("headers.<header>", "text", "", "").matches("headers.X-Tenant"))
                .isTrue();
        assertThat(Setting.of("headers.<header>", "text", "", "").matches("headers."))
                .isFalse();
    }

    @Test
    void secretOfAnyName_isNotThatOfItsFile() {
        Setting secret = Setting.secret("auth.secret.<field>", "A secret.");

        assertThat(secret.matches("auth.secret.otp")).isTrue();
        assertThat(secret.matches("auth.secret.otp-file")).isFalse();
        assertThat(secret.meaning()).isEqualTo("A secret. From the environment only, or see the next.");
    }

    @Test
    void variable_ofAFullName_isInCapitals() {
        assertThat(Setting.variable("pagesync.api.t3.auth.key-file")).isEqualTo("PAGESYNC_API_T3_AUTH_KEY_FILE");
    }
}
