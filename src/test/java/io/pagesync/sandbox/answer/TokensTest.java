package io.pagesync.sandbox.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Tokens tokens = new Tokens(Duration.ofNanos(100), clock::get);

    @Test
    void prove_issued_holdsUntilItsLifetimeIsOver_evenIfTheClockOverflows() {
        String header = "Bearer " + tokens.issue();
        clock.addAndGet(99);
        assertThat(tokens.prove(header)).isTrue();
        assertThat(tokens.prove(header.replace("Bearer", "bearer"))).isTrue();
        clock.addAndGet(1);
        assertThat(tokens.prove(header)).isFalse();
    }

    @Test
    void prove_anythingElse_isRefused() {
        String token = tokens.issue();
        assertThat(tokens.prove(null)).isFalse();
        assertThat(tokens.prove(token)).isFalse();
        assertThat(tokens.prove("Bearer ")).isFalse();
        assertThat(tokens.prove("Basic " + token)).isFalse();
        assertThat(tokens.prove("Bearer " + token + "x")).isFalse();
    }

    @Test
    void issue_looksLikeAJwt_andDiffersEachTime() {
        assertThat(tokens.issue())
                .matches("eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]{43}")
                .isNotEqualTo(tokens.issue());
    }

    @Test
    void revokeAll_endsEverySession() {
        String header = "Bearer " + tokens.issue();
        tokens.revokeAll();
        assertThat(tokens.prove(header)).isFalse();
    }
}
