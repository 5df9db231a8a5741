package io.pagesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusiestSecondTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void of_nothing_isZero() {
        assertThat(BusiestSecond.of()).isZero();
    }

    @Test
    void of_exactlyASecondApart_shareNone() {
        assertThat(BusiestSecond.of(0, SECOND, 2 * SECOND)).isEqualTo(1);
        assertThat(BusiestSecond.of(0, SECOND - 1, 2 * SECOND - 2)).isEqualTo(2);
    }

    @Test
    void of_burstOverTheBorderOfAClockSecond_isFoundInAnyOrder() {
        assertThat(BusiestSecond.of(SECOND + 10, SECOND - 10, 5 * SECOND, SECOND, SECOND - 5))
                .isEqualTo(4);
    }
}
