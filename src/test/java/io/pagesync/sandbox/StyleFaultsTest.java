package io.pagesync.sandbox;

import static io.pagesync.sandbox.SandboxClient.LICENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.sandbox.data.Change;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong on purpose does so in each style. */
class StyleFaultsTest {
    @ParameterizedTest
    @EnumSource
    void failingPage_fails(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = Sandbox.start(settings(style)
                .faults(Faults.none().withFailingPages(Map.of(1, 418)))
                .build())) {
            assertThat(first(sandbox, style).statusCode()).isEqualTo(418);
            assertThat(sandbox.requests()).extracting(LoggedRequest::page).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pause_refusesThePage_whoseNumberIsKept(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = Sandbox.start(settings(style).build())) {
            sandbox.pauseAfter(0, Duration.ofMinutes(1));
            assertThat(first(sandbox, style).statusCode()).isEqualTo(429);
            assertThat(sandbox.requests()).extracting(LoggedRequest::page).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void change_happensBetweenPages(SandboxStyle style) throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(settings(style).changes(Change.shrink(1, 1)).build())) {
            assertThat(SandboxClient.allIds(first(sandbox, style))).contains(1L);
            assertThat(SandboxClient.allIds(first(sandbox, style))).doesNotContain(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void token_isAskedFor(SandboxStyle style) throws Exception {
        try (Sandbox sandbox = Sandbox.start(settings(style).authRequired(true).build())) {
            assertThat(first(sandbox, style).statusCode()).isEqualTo(401);
        }
    }

    private static SandboxSettings.Builder settings(SandboxStyle style) {
        return SandboxSettings.builder().style(style).records(12);
    }

    private static HttpResponse<String> first(Sandbox sandbox, SandboxStyle style) throws Exception {
        Map<String, String> given = style.parameters();
        String url =
                given.getOrDefault("path", "/v2/packages/active").replace("{page}", "1") + "?licenseNumber=" + LICENCE;
        SandboxClient client = new SandboxClient(sandbox);
        String body = given.get("body");
        return body == null
                ? client.get(url)
                : client.post(
                        url,
                        body.replace("\"{offset}\"", "0")
                                .replace("\"{size}\"", "5")
                                .replaceFirst(",\"[a-z_]+\":\"\\{cursor}\"", ""));
    }
}
