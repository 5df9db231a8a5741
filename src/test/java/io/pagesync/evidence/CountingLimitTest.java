package io.pagesync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingLimitTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                999,
                1000,
                1024,
                2000,
                2500,
                5000,
                9999,
                10_000,
                20_000,
                25_000,
                32_767,
                50_000,
                65_535,
                65_536,
                100_000,
                1_000_000,
                2_147_483_647L
            })
    void maybe_numbersAtWhichEnginesStop(long total) {
        assertThat(CountingLimit.maybe(total)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10, 100, 500, 512, 998, 1001, 1100, 3500, 9900, 12_000, 15_000, 30_000, 65_537})
    void maybe_otherNumbers_areNone(long total) {
        assertThat(CountingLimit.maybe(total)).isFalse();
    }

    @Test
    void cuts_fullPagesUpToTheHighestOffset_asWellAsUpToTheHighestRecord() {
        assertThat(CountingLimit.cuts(10_000, 100)).isTrue();
        assertThat(CountingLimit.cuts(11_000, 1000)).isTrue();
        assertThat(CountingLimit.cuts(1100, 100)).isTrue();
        assertThat(CountingLimit.cuts(1095, 100)).isFalse();
        assertThat(CountingLimit.cuts(1200, 100)).isFalse();
        assertThat(CountingLimit.cuts(0, 0)).isFalse();
    }
}
