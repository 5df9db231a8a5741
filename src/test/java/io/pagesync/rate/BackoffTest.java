package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"1,250", "2,500", "3,1000", "6,8000", "7,15000", "100,15000"})
    void after_leastJitter_isHalfOfWhatDoublesUpToTheLimit(int failed, long millis) {
        assertThat(BACKOFF.after(failed, () -> 0)).isEqualTo(Duration.ofMillis(millis));
    }

    @Property(tries = 500)
    void after_anyAttempt_liesBetweenHalfAndAll(
            @ForAll @IntRange(min = 1) int failed, @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
        Duration longest = Duration.ofSeconds(30);
        Duration wait = BACKOFF.after(failed, () -> random);
        Duration all = failed >= 7 ? longest : Duration.ofMillis(500L << (failed - 1));
        assertThat(wait).isBetween(all.dividedBy(2), all);
    }

    @Test
    void after_noWait_isZero() {
        assertThat(new Backoff(Duration.ZERO, Duration.ofSeconds(30)).after(50, () -> 0.9))
                .isZero();
    }

    @Test
    void after_initialBeyondTheLimit_isTheLimit() {
        assertThat(new Backoff(Duration.ofSeconds(60), Duration.ofSeconds(30)).after(1, () -> 0))
                .isEqualTo(Duration.ofSeconds(15));
    }
}
