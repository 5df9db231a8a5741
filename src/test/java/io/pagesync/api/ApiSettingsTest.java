package io.pagesync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.ApiSettings.Transport;
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
        ApiSettings settings = ApiSettings.of("t3", URI.create("https://h"));
        assertThat(settings.rateLimit()).isEqualTo(10);
        assertThat(settings.concurrency()).isEqualTo(10);
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.maxPause()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T3", "3t", "t-3", "t 3", "té"})
    void name_otherThanLettersAndDigits_isRefused(String name) {
        assertThatThrownBy(() -> ApiSettings.of(name, URI.create("https://h")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the API's name is " + name + "; it must be a lower-case letter, then letters and digits");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 0.001, 2.5, 10_000})
    void rateLimit_inItsRange_isAccepted(double rate) {
        assertThatCode(() -> settings(rate, 10, 3, Map.of(), URI.create("https://h")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                -0.1,
                0.0009,
                10_000.1,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE
            })
    void rateLimit_outOfItsRange_isRefused(double rate) {
        assertThatThrownBy(() -> settings(rate, 10, 3, Map.of(), URI.create("https://h")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("the rate limit is " + rate + "; it must be 0 (no limit)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001, Integer.MAX_VALUE})
    void concurrency_outOfItsRange_isRefused(int concurrency) {
        assertThatThrownBy(() -> settings(10, concurrency, 3, Map.of(), URI.create("https://h")))
                .hasMessage("the concurrency is " + concurrency + "; it must be 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void attempts_outOfTheirRange_areRefused(int attempts) {
        assertThatThrownBy(() -> settings(10, 10, attempts, Map.of(), URI.create("https://h")))
                .hasMessage("the number of attempts is " + attempts + "; it must be 1 to 100");
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
                Backoff.DEFAULT,
                Duration.ofSeconds(60),
                AnswerLimits.DEFAULT,
                Map.of(),
                Auth.headers(secrets),
                Transport.DIRECT);
    }
}
