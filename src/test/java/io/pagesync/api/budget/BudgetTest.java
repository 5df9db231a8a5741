package io.pagesync.api.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.rate.limit.Quota;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    private static final Budget HOURLY =
            new Budget(List.of(new Quota(4500, Duration.ofHours(1)), new Quota(90_000, Duration.ofDays(1))), 90);

    @Test
    void text_namesRateLimitsAndShare() {
        assertThat(HOURLY.text(9)).isEqualTo("9 requests/s and 4500/h and 90000/day (90% of its limits)");
        assertThat(Budget.NONE.text(2.5)).isEqualTo("2.5 requests/s");
        assertThat(Budget.NONE.text(0)).isEmpty();
        assertThat(new Budget(List.of(), 50).text(0)).isEmpty();
    }

    @Test
    void share_ofARate_isWithoutTheNoiseOfBinaryFractions() {
        assertThat(Budget.share(3, 10)).isEqualTo(0.3);
        assertThat(Budget.share(10, 90)).isEqualTo(9);
        assertThat(Budget.share(0, 90)).isZero();
        assertThat(Budget.share(2.5, 100)).isEqualTo(2.5);
    }

    @Test
    void timeFor_isTheRateUntilALimitIsUsedUp_andThenItsWindows() {
        assertThat(HOURLY.timeFor(900, 9)).isEqualTo(Duration.ofSeconds(100));
        assertThat(HOURLY.timeFor(4500, 9)).isEqualTo(Duration.ofSeconds(500));
        assertThat(HOURLY.timeFor(9000, 9)).isEqualTo(Duration.ofSeconds(3600 + 500));
        assertThat(HOURLY.timeFor(90_001, 9)).isGreaterThan(Duration.ofDays(1));
        assertThat(HOURLY.timeFor(4500, 0)).isZero();
        assertThat(Budget.NONE.timeFor(100, 0)).isZero();
        // A limit that the rate does not reach.
        assertThat(new Budget(List.of(new Quota(7200, Duration.ofHours(1))), 100).timeFor(7200, 1))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void timeFor_aRateBelowTheLimit_isThatOfTheRate() {
        assertThat(new Budget(List.of(new Quota(7200, Duration.ofHours(1))), 100).timeFor(14_400, 1))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void waitFor_isWhatIsLeftOfTheWindow() {
        assertThat(HOURLY.waitFor(4500, 9)).isZero();
        assertThat(HOURLY.waitFor(4501, 9)).isEqualTo(Duration.ofSeconds(3100));
        assertThat(Budget.NONE.waitFor(1_000_000, 9)).isZero();
    }
}
