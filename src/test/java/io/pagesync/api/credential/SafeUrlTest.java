package io.pagesync.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeUrlTest {
    @Test
    void of_noQuery_isTheUrl() {
        assertThat(SafeUrl.of("https://h/p", "")).isEqualTo("https://h/p");
    }

    @Test
    void of_secretParameters_areMasked() {
        assertThat(SafeUrl.of("https://h/p", "a=1&api_key=x&b&token=&key=k=v&page=2"))
                .isEqualTo("https://h/p?a=1&api_key=***&b&token=***&key=***&page=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token", "access_token", "accessToken", "client_secret", "password", "passwd", "pwd", "api-key",
                        "apiKey",
                "X-Api-Key", "api.key", "signature", "X-Amz-Signature", "sig", "auth", "code", "key", "session_id",
                "X-Amz-Credential", "Ocp-Apim-Subscription-Key", "AWSAccessKeyId", "private_key"
            })
    void secret_namesOfSecrets_areRecognised(String name) {
        assertThat(SafeUrl.secret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page", "pageSize", "sort", "monkey", "keyword", "author", "barcode", "licenseNumber", "id"})
    void secret_otherNames_areShown(String name) {
        assertThat(SafeUrl.secret(name)).isFalse();
    }

    @Test
    void secret_inTurkishLocale_isRecognisedTheSame() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
            assertThat(SafeUrl.secret("SIGNATURE")).isTrue();
        } finally {
            java.util.Locale.setDefault(before);
        }
    }
}
