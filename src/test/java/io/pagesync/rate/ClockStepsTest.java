package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockStepsTest {
    private long nanos = Long.MAX_VALUE - 1_000_000_000;
    private long wall = 1_800_000_000_000L;
    private final ClockSteps clocks = new ClockSteps(() -> nanos, () -> wall);

    @Test
    void look_bothClocksGoOn_seesNothing() {
        for (int i = 0; i < 100; i++) {
            pass(1_000);
            assertThat(clocks.look()).isZero();
        }
        assertThat(clocks.inOrder()).isTrue();
    }

    @Test
    void look_wallClockSetBack_saysByHowMuch() {
        pass(1_000);
        wall -= 3_600_000;
        assertThat(clocks.look()).isEqualTo(Duration.ofHours(1));
        assertThat(clocks.look()).isZero();
    }

    @Test
    void inOrder_afterAStepBack_isFalseForAsLong() {
        wall -= 10_000;
        clocks.look();
        assertThat(clocks.inOrder()).isFalse();
        pass(9_999);
        assertThat(clocks.inOrder()).isFalse();
        pass(1);
        assertThat(clocks.inOrder()).isTrue();
    }

    @Test
    void inOrder_afterTwoStepsBack_isFalseForBoth() {
        wall -= 10_000;
        clocks.look();
        pass(4_000);
        wall -= 10_000;
        clocks.look();
        pass(15_999);
        assertThat(clocks.inOrder()).isFalse();
        pass(1);
        assertThat(clocks.inOrder()).isTrue();
    }

    @Test
    void look_wallClockSetAhead_seesNothing() {
        wall += 3_600_000;
        assertThat(clocks.look()).isZero();
        assertThat(clocks.inOrder()).isTrue();
    }

    @Test
    void look_smallSteps_areTolerated() {
        wall -= 250;
        assertThat(clocks.look()).isZero();
        assertThat(clocks.inOrder()).isTrue();
    }

    private void pass(long millis) {
        nanos += millis * 1_000_000;
        wall += millis;
    }
}
