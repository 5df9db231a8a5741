package io.pagesync.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SettingTest {
    @Test
    void setting_matchesItsNameAlone() {
        assertThat(new Declarations().add("rate-limit", Form.TEXT, "", "").matches("rate-limit"))
                .isTrue();
        assertThat(new Declarations().add("rate-limit", Form.TEXT, "", "").matches("rate-limits"))
                .isFalse();
        assertThat(new Declarations().add("auth.type", Form.TEXT, "", "").matches("auth-type"))
                .isFalse();
    }

    @Test
    void setting_ofAnyName_matchesEach() {
        assertThat(new Declarations().add("headers.<header>", Form.TEXT, "", "").matches("headers.X-Tenant"))
                .isTrue();
        assertThat(new Declarations().add("headers.<header>", Form.TEXT, "", "").matches("headers."))
                .isFalse();
    }

    @Test
    void secretOfAnyName_isNotThatOfItsFile() {
        Setting<String> secret = new Declarations().secret("auth.secret.<field>", "A secret.", "A file with it.");

        assertThat(secret.matches("auth.secret.otp")).isTrue();
        assertThat(secret.matches("auth.secret.otp-file")).isFalse();
        assertThat(secret.meaning()).isEqualTo("A secret. From the environment only, or see the next.");
    }

    @Test
    void variable_ofAFullName_isInCapitals() {
        assertThat(Setting.variable("pagesync.api.t3.auth.key-file")).isEqualTo("PAGESYNC_API_T3_AUTH_KEY_FILE");
    }
}
