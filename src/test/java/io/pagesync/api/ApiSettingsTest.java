package io.pagesync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.credential.Secret;
import io.pagesync.config.ApiReader;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSettingsTest {
    @Test
    void of_defaults_areThoseOfTheDocumentation() {
        ApiSettings settings = ApiReader.defaults("t3", URI.create("https://h"));
        assertThat(settings.rateLimit()).isEqualTo(10);
        assertThat(settings.concurrency()).isEqualTo(10);
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.maxPause()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T3", "3t", "t-3", "t 3", "té"})
    void name_otherThanLettersAndDigits_isRefused(String name) {
        assertThatThrownBy(() -> ApiReader.defaults(name, URI.create("https://h")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the API's name is " + name + "; it must be a lower-case letter, then letters and digits");
    }

    @Test
    void toString_withSecrets_showsNone() {
        Secret secret = Secret.fromEnvironment("T", Map.of("T", "s3cr3t"));
        assertThat(settings(10, 10, 3, Map.of("Authorization", secret), URI.create("https://h"))
                        .toString())
                .doesNotContain("s3cr3t");
    }

    static ApiSettings settings(double rate, int concurrency, int attempts, Map<String, Secret> secrets, URI baseUri) {
        return new ApiSettings(
                "t3",
                baseUri,
                rate,
                concurrency,
                attempts,
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                Duration.ofSeconds(60),
                new AnswerLimits(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), 64 * 1024 * 1024),
                Map.of(),
                Auth.headers(secrets),
                Transport.DIRECT);
    }
}
