package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client says who asks, by the settings every API has. */
final class AuthenticationTest {
    @RegisterExtension
    private final SandboxExtension sandbox =
            SandboxExtension.of(SandboxSettings.builder().records(950).authRequired(true));

    private PagesyncClient.Builder byKey() {
        return Clients.at(sandbox.baseUri())
                .set("auth.type", "token-exchange")
                .set("auth.path", "/v2/auth/apikey")
                .set("auth.body", "{\"apiKey\":\"${key}\",\"stateCode\":\"CA\"}");
    }

    @Test
    void secret_ofTheProgram_logsInOnceForAllWorkers() {
        try (PagesyncClient client = byKey().secret("auth.key", "demo-key").open()) {
            assertThat(client.collection(PACKAGES).records()).hasSize(950);
            assertThat(sandbox.sandbox().logIns()).isEqualTo(1);
        }
    }

    @Test
    void secret_ofTheEnvironmentOrAFile_logsInToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "demo-key\n");
        try (PagesyncClient first = byKey().name("t3")
                        .environment(Map.of("PAGESYNC_API_T3_AUTH_KEY", "demo-key"))
                        .open();
                PagesyncClient second =
                        byKey().set("auth.key-file", file.toString()).open()) {
            assertThat(first.collection(PACKAGES).records()).hasSize(950);
            assertThat(second.collection(PACKAGES).records()).hasSize(950);
        }
    }

    @ParameterizedTest
    @CsvSource({"bearer", "api-key", "token-exchange"})
    void credentials_missing_areRefusedBeforeAnyRequest(String type) {
        PagesyncClient.Builder builder = type.equals("token-exchange")
                ? byKey()
                : Clients.at(sandbox.baseUri()).set("auth.type", type);

        assertThatThrownBy(() -> builder.environment(Map.of()).open())
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContaining("is needed; put it into the environment variable PAGESYNC_API_API_AUTH_");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void logIn_refused_isTheCauseAndTriedOnce() {
        try (PagesyncClient client =
                byKey().secret("auth.key", "wrong-key-9731").open()) {
            PageFailedException error = catchThrowableOfType(
                    PageFailedException.class, () -> client.collection(PACKAGES).records());

            assertThat(error).hasCauseInstanceOf(LogInFailedException.class);
            assertThat(error.getMessage()).doesNotContain("wrong-key-9731");
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void token_refused_isAStatusWithoutTheToken() {
        try (PagesyncClient client = Clients.at(sandbox.baseUri())
                .set("auth.type", "bearer")
                .secret("auth.token", "wrong-token-9731")
                .open()) {
            PageFailedException error = catchThrowableOfType(
                    PageFailedException.class, () -> client.collection(PACKAGES).records());

            assertThat(error.status()).isEqualTo(401);
            assertThat(error.toString()).doesNotContain("9731");
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate-limt; 5; did you mean pagesync.api.api.rate-limit?",
                "concurrency; 0; concurrency(...) is '0'; it must be a whole number from 1 to 1000",
                "auth.type; barer; set(\"auth.type\", ...) is 'barer'",
                "auth.token; 123; secret(\"auth.token\", ...) is a secret",
                "auth.username; me; set(\"auth.username\", ...) has no effect with set(\"auth.type\", ...) = none",
                "base-url; nowhere; at(...) is 'nowhere'"
            })
    void setting_thatCannotBe_isRefusedWithTheCure(String setting, String value, String words) {
        PagesyncClient.Builder builder = PagesyncClient.at("http://127.0.0.1:1").set(setting, value);

        assertThatThrownBy(builder::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(words);
    }
}
