package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.PAGES;
import static io.pagesync.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {
    private static final String USER =
            "{\"hostname\":\"ca.metrc.com\",\"username\":\"demo\",\"password\":\"demo-password\",\"otp\":\"123456\"}";
    private static final String KEY = "{\"apiKey\":\"demo-key\",\"stateCode\":\"CA\"}";

    private final AtomicLong clock = new AtomicLong();
    private Sandbox sandbox;
    private SandboxClient client;

    @BeforeEach
    void start() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .authRequired(true)
                .tokenLifetime(Duration.ofHours(1))
                .records(10)
                .build();
        sandbox = Sandbox.start(settings, clock::get);
        client = new SandboxClient(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void token_ofEitherLogIn_opensEverything() throws Exception {
        for (String token : new String[] {
            token(client.post("/v2/auth/credentials", USER)), token(client.post("/v2/auth/apikey", KEY))
        }) {
            for (String path : new String[] {PAGES, "/v2/licenses", "/v2/auth/whoami"}) {
                assertThat(client.get(path, "Authorization", "Bearer " + token).statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(sandbox.logIns()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGES, "/v2/licenses", "/v2/auth/whoami"})
    void noToken_isA401(String path) throws Exception {
        HttpResponse<String> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).path("message").textValue()).isEqualTo("No valid token: log in first");
    }

    @Test
    void whoami_needsATokenEvenWhereTheCollectionsDoNot() throws Exception {
        try (Sandbox open = Sandbox.start(SandboxSettings.builder().build())) {
            assertThat(new SandboxClient(open).get("/v2/licenses").statusCode()).isEqualTo(200);
            assertThat(new SandboxClient(open).get("/v2/auth/whoami").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void logIn_wrong_isA401AndCountsNot() throws Exception {
        HttpResponse<String> user = client.post("/v2/auth/credentials", USER.replace("demo-password", "guess"));
        HttpResponse<String> key = client.post("/v2/auth/apikey", KEY.replace("demo-key", "guess"));
        assertThat(user.statusCode()).isEqualTo(401);
        assertThat(json(user).path("message").textValue()).isEqualTo("Wrong username or password");
        assertThat(key.statusCode()).isEqualTo(401);
        assertThat(json(key).path("message").textValue()).isEqualTo("Wrong API key");
        assertThat(sandbox.logIns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"username\":\"demo\"}", "{\"hostname\":7}"})
    void logIn_badBody_isA400(String body) throws Exception {
        HttpResponse<String> response = client.post("/v2/auth/credentials", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("message").textValue()).containsPattern("must be a JSON object|is missing");
    }

    @Test
    void logIn_hugeBody_isA413() throws Exception {
        assertThat(client.post("/v2/auth/apikey", "x".repeat(65_537)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void token_afterItsLifetime_isRefused() throws Exception {
        String token = token(client.post("/v2/auth/apikey", KEY));
        clock.addAndGet(Duration.ofHours(1).toNanos() - 1);
        assertThat(client.get(PAGES, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        clock.incrementAndGet();
        assertThat(client.get(PAGES, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void endSessions_refusesTokensIssuedBefore() throws Exception {
        String token = token(client.post("/v2/auth/apikey", KEY));
        sandbox.endSessions();
        assertThat(client.get(PAGES, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    private static String token(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response).path("accessToken").textValue();
    }
}
