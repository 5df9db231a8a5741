package io.pagesync.api.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void fromEnvironment_whiteSpaceAround_isDropped() {
        assertThat(secret(" abc\n").reveal()).isEqualTo("abc");
    }

    @Test
    void fromEnvironment_notSet_namesTheVariable() {
        assertThatThrownBy(() -> Secret.fromEnvironment("TOKEN", Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the environment variable TOKEN is not set or empty; put the secret there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void fromEnvironment_empty_isRefused(String value) {
        assertThatThrownBy(() -> secret(value)).isInstanceOf(InvalidSettingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nX: y", "geheim\u00e9", "a\tb", "a\u007fb"})
    void fromEnvironment_characterNoHeaderMayHold_isRefusedWithoutShowingIt(String value) {
        assertThatThrownBy(() -> secret(value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the environment variable TOKEN holds a character that no header may hold; is it the"
                        + " secret's file itself?");
    }

    @Test
    void toString_isTheMask() {
        assertThat(secret("abc")).hasToString("***");
        assertThat(secret("abc").prefixed("Bearer ")).hasToString("***");
    }

    @Test
    void mask_everyRepetition_isMasked() {
        assertThat(secret("s3cr3t").mask("s3cr3t and s3cr3t")).isEqualTo("*** and ***");
    }

    @Test
    void mask_secretThatLooksLikeAPattern_isTakenAsText() {
        assertThat(secret("a.c$1").mask("abc a.c$1")).isEqualTo("abc ***");
    }

    @Test
    void mask_prefixedSecretRepeatedWithoutItsPrefix_isMasked() {
        assertThat(secret("s3cr3t").prefixed("Bearer ").mask("token s3cr3t has expired (Bearer s3cr3t)"))
                .doesNotContain("s3cr3t");
    }

    @Test
    void mask_schemeInTheVariable_masksTheCredentialAlone() {
        assertThat(secret("Basic dXNlcjpwdw==").mask("dXNlcjpwdw== is wrong")).isEqualTo("*** is wrong");
    }

    @Test
    void mask_secretThatWasCutOff_isMaskedToo() {
        assertThat(secret("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi").mask("'no such token: eyJhbGciOiJIUzI1...'; check it"))
                .isEqualTo("'no such token: ***...'; check it");
    }

    private static Secret secret(String value) {
        return Secret.fromEnvironment("TOKEN", Map.of("TOKEN", value));
    }
}
