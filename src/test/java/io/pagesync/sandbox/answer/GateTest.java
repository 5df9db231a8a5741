package io.pagesync.sandbox.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void refusal_noLimit_neverComes() {
        Gate gate = new Gate(0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(gate.refusal(0)).isNull();
        }
    }

    @Test
    void refusal_overTheLimit_saysWholeSecondsRoundedUp() {
        Gate gate = new Gate(0.4);
        assertThat(gate.refusal(0)).isNull();
        assertThat(retryAfter(gate, 0)).isEqualTo("3");
        assertThat(retryAfter(gate, SECOND)).isEqualTo("2");
        assertThat(retryAfter(gate, 2 * SECOND)).isEqualTo("1");
        assertThat(gate.refusal(5 * SECOND / 2)).isNull();
    }

    @Test
    void refusal_pause_comesAfterTheOrderedNumberAndGoesOnce() {
        Gate gate = new Gate(0);
        gate.pauseAfter(2, Duration.ofSeconds(30));
        assertThat(gate.refusal(SECOND)).isNull();
        assertThat(gate.refusal(SECOND)).isNull();
        assertThat(retryAfter(gate, 10 * SECOND)).isEqualTo("30");
        assertThat(retryAfter(gate, 20 * SECOND)).isEqualTo("20");
        assertThat(retryAfter(gate, 40 * SECOND - 1)).isEqualTo("1");
        assertThat(gate.refusal(40 * SECOND)).isNull();
        assertThat(gate.refusal(41 * SECOND)).isNull();
    }

    @Test
    void pauseArrivals_duringThePause_areCountedFromItsOpeningWithoutTheOpener() {
        Gate gate = new Gate(0);
        gate.pauseAfter(0, Duration.ofSeconds(2));
        for (long at : new long[] {5, 6, 8}) {
            gate.refusal(at * SECOND);
        }
        assertThat(gate.pauseArrivals()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void refusal_byTheLimit_usesUpNoneOfTheRequestsBeforeAPause() {
        Gate gate = new Gate(1);
        gate.pauseAfter(2, Duration.ofSeconds(5));
        assertThat(gate.refusal(0)).isNull();
        assertThat(retryAfter(gate, 1)).isEqualTo("1");
        assertThat(gate.refusal(SECOND)).isNull();
        assertThat(retryAfter(gate, 2 * SECOND)).isEqualTo("5");
    }

    @Test
    void refusal_byThePause_doesNotCountForTheLimit() {
        Gate gate = new Gate(1);
        gate.pauseAfter(0, Duration.ofNanos(10));
        assertThat(retryAfter(gate, 0)).isEqualTo("1");
        assertThat(gate.refusal(10)).isNull();
    }

    private static String retryAfter(Gate gate, long at) {
        return String.valueOf(Objects.requireNonNull(gate.refusal(at)).headers().get("Retry-After"));
    }
}
