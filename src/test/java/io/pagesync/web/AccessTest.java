package io.pagesync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may act. */
final class AccessTest {
    private static final String TOKEN = "0123456789abcdef";

    private final AtomicLong clock = new AtomicLong();
    private final Access access = new Access(() -> TOKEN, clock::get);

    private static Asked form(String cookie, String csrf, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("host", "localhost:9480");
        all.put("cookie", "other=1; " + cookie);
        all.put("content-type", "application/x-www-form-urlencoded");
        String body = "csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8);
        return new Asked("POST", "/syncs/packages/run", "", all, body, "127.0.0.1");
    }

    private String logIn() {
        return Objects.requireNonNull(access.begin().split(";", 2)[0]);
    }

    private String csrf(String cookie) {
        return access.csrf(form(cookie, "", Map.of())).orElseThrow();
    }

    @Test
    void look_atTheToken_isWell_andAtAnyOtherIsNot() {
        assertThat(access.look(TOKEN)).isEqualTo(Access.LogIn.WELL);
        assertThat(access.look(TOKEN + "0")).isEqualTo(Access.LogIn.WRONG);
        assertThat(access.look("")).isEqualTo(Access.LogIn.WRONG);
    }

    @Test
    void look_afterTenWrongTokens_refusesEvenTheRightOneForAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(access.look("wrong" + i)).isEqualTo(Access.LogIn.WRONG);
        }
        assertThat(access.look(TOKEN)).isEqualTo(Access.LogIn.TOO_MANY);

        clock.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(access.look(TOKEN)).isEqualTo(Access.LogIn.WELL);
    }

    @Test
    void look_withoutAToken_isNeverWell() {
        Access off = new Access(null, clock::get);

        assertThat(off.isOn()).isFalse();
        assertThat(off.look("")).isEqualTo(Access.LogIn.WRONG);
    }

    @Test
    void logIn_isACookieThatNoScriptReadsAndNoOtherSiteSends() {
        assertThat(access.begin())
                .matches("pagesync-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict")
                .doesNotContain(TOKEN);
    }

    @Test
    void form_ofOurPage_isOurs() {
        String cookie = logIn();

        assertThat(access.isOurForm(form(cookie, csrf(cookie), Map.of("origin", "http://localhost:9480"))))
                .isTrue();
        assertThat(access.isOurForm(form(cookie, csrf(cookie), Map.of("sec-fetch-site", "same-origin"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://attacker.example",
        "origin, http://localhost:9481",
        "origin, null",
        "sec-fetch-site, cross-site",
        "sec-fetch-site, same-site"
    })
    void form_ofAnotherSite_isNotOurs(String header, String value) {
        String cookie = logIn();

        assertThat(access.isOurForm(form(cookie, csrf(cookie), Map.of(header, value))))
                .isFalse();
    }

    @Test
    void form_withoutItsSecretOrWithThatOfAnotherLogIn_isNotOurs() {
        String cookie = logIn();

        assertThat(access.isOurForm(form(cookie, "", Map.of()))).isFalse();
        assertThat(access.isOurForm(form(cookie, csrf(logIn()), Map.of()))).isFalse();
        assertThat(access.isOurForm(form("pagesync-session=x", csrf(cookie), Map.of())))
                .isFalse();
    }

    @Test
    void logIn_endsByLogOut_andAfterEightHours() {
        String first = logIn();
        String second = logIn();
        assertThat(access.end(form(first, "", Map.of()))).contains("Max-Age=0");
        assertThat(access.csrf(form(first, "", Map.of()))).isEmpty();

        clock.addAndGet(Duration.ofHours(8).plusSeconds(1).toNanos());

        assertThat(access.csrf(form(second, "", Map.of()))).isEmpty();
    }
}
