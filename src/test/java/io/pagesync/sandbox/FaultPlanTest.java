package io.pagesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.sandbox.answer.Cut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final int MANY = 20_000;

    @Test
    void decisions_ofAllKinds_comeInTheirShares() {
        FaultPlan plan = new FaultPlan(
                Faults.none().withErrors(0.1, 502).withResets(0.05, 0.07).withTruncated(0.2), 1);
        Offset<Double> tolerance = Offset.offset(0.01);
        assertThat(share(plan, 502, Cut.NONE)).isCloseTo(0.1, tolerance);
        assertThat(share(plan, 0, Cut.RESET_BEFORE)).isCloseTo(0.05, tolerance);
        assertThat(share(plan, 0, Cut.RESET_IN_BODY)).isCloseTo(0.07, tolerance);
        assertThat(share(plan, 0, Cut.TRUNCATE)).isCloseTo(0.2, tolerance);
        assertThat(share(plan, 0, Cut.NONE)).isCloseTo(0.58, tolerance);
    }

    @Test
    void decisions_sameSeed_areTheSame() {
        Faults faults = Faults.none().withErrors(0.5, 503).withSlow(0.5, Duration.ofMillis(5));
        assertThat(decisions(new FaultPlan(faults, 9)))
                .isEqualTo(decisions(new FaultPlan(faults, 9)))
                .isNotEqualTo(decisions(new FaultPlan(faults, 10)));
    }

    @Test
    void decisions_noFaults_areNone() {
        assertThat(decisions(new FaultPlan(Faults.none(), 1))).containsOnly("0 NONE 0");
    }

    @Test
    void status_shareOfOne_hitsEveryRequest() {
        FaultPlan plan = new FaultPlan(Faults.none().withErrors(1, 500), 1);
        assertThat(LongStream.range(1, 1_000)).allMatch(ordinal -> plan.status(ordinal, 1) == 500);
    }

    @Test
    void status_failingPage_failsAlwaysAndAlone() {
        FaultPlan plan = new FaultPlan(Faults.none().withFailingPages(Map.of(3, 404)), 1);
        assertThat(plan.status(1, 3)).isEqualTo(404);
        assertThat(plan.status(2, 3)).isEqualTo(404);
        assertThat(plan.status(3, 2)).isZero();
    }

    @Test
    void status_failingAttempts_failOnlyAtFirst() {
        FaultPlan plan = new FaultPlan(Faults.none().withFailingAttempts(Map.of(2, 2)), 1);
        assertThat(plan.status(1, 2)).isEqualTo(503);
        assertThat(plan.status(2, 1)).isZero();
        assertThat(plan.status(3, 2)).isEqualTo(503);
        assertThat(plan.status(4, 2)).isZero();
    }

    @Test
    void faults_outOfRange_areRefused() {
        assertThatThrownBy(() -> Faults.none().withErrors(1.5, 503))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("error share must be from 0 to 1, not 1.5");
        assertThatThrownBy(() -> Faults.none().withErrors(Double.NaN, 503))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Faults.none().withErrors(0.5, 200)).hasMessageContaining("400 to 599, not 200");
        assertThatThrownBy(() -> Faults.none().withResets(0.6, 0.6)).hasMessageContaining("sum of the shares");
        assertThatThrownBy(() -> Faults.none().withSlow(0.1, Duration.ofMinutes(11)))
                .hasMessage("slow delay must be from 0 to 600000 ms, not 660000");
        assertThatThrownBy(() -> Faults.none().withFailingPages(Map.of(1, 302)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double share(FaultPlan plan, int status, Cut cut) {
        return LongStream.rangeClosed(1, MANY)
                        .filter(n -> plan.status(n, 1) == status && plan.cut(n) == cut)
                        .count()
                / (double) MANY;
    }

    private static List<String> decisions(FaultPlan plan) {
        return LongStream.rangeClosed(1, 200)
                .mapToObj(n -> plan.status(n, 1) + " " + plan.cut(n) + " " + plan.delayNanos(n))
                .toList();
    }
}
