package io.pagesync.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunStatus;
import io.pagesync.report.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How fast a run goes, and what keeps it from being faster; a look comes each second. */
final class RunPaceTest {
    private final RunPace pace = new RunPace();

    /** So many looks, with so many requests between each and the next. */
    private void look(int times, int requests, int inFlight) {
        for (int i = 0; i < times; i++) {
            pace.add(TimeUnit.SECONDS.toNanos(i), (long) i * requests, inFlight);
        }
    }

    private static RunStatus status(int pages, double limit, Duration pause) {
        return new RunStatus(
                "r", "packages", Verdict.PARTIAL, 100, pages, 1000L, 10L * pages, pages, 0, 3, limit, pause, null);
    }

    private Brake brake(RunStatus status) {
        return Brake.of(status, false, true, 4, pace);
    }

    @Test
    void rate_isThatOfTheLastTenSeconds() {
        look(20, 5, 1);
        assertThat(pace.rate()).isEqualTo(5);

        pace.add(TimeUnit.SECONDS.toNanos(20), 95 + 15, 1);

        assertThat(pace.rate()).isEqualTo(6);
        assertThat(pace.rates()).hasSize(20).endsWith(5.0, 15.0);
    }

    @Test
    void rates_areThoseOfTwoMinutes() {
        look(500, 3, 1);

        assertThat(pace.rates()).hasSize(120).containsOnly(3.0);
    }

    @Test
    void brake_atTheLimit_isTheRateLimit() {
        look(20, 10, 1);

        assertThat(brake(status(10, 10, Duration.ZERO))).isEqualTo(Brake.RATE_LIMIT);
    }

    @Test
    void brake_belowTheLimitWithAllSlotsInUse_isTheApi() {
        look(20, 5, 4);

        assertThat(brake(status(10, 10, Duration.ZERO))).isEqualTo(Brake.API);
        assertThat(brake(status(10, 0, Duration.ZERO))).isEqualTo(Brake.API);
    }

    @Test
    void brake_belowTheLimitWithSlotsFree_isTheDestination() {
        look(20, 5, 1);

        assertThat(brake(status(10, 10, Duration.ZERO))).isEqualTo(Brake.DESTINATION);
    }

    @Test
    void brake_whileNoRequestMayGoOut_isThePause() {
        look(20, 10, 4);

        assertThat(brake(status(10, 10, Duration.ofSeconds(30)))).isEqualTo(Brake.PAUSE);
    }

    @Test
    void brake_ofTheLastPages_isNothing_andOfTheFirstSecondsNotKnown() {
        look(2, 10, 4);

        assertThat(brake(status(97, 10, Duration.ZERO))).isEqualTo(Brake.NOTHING);
        assertThat(brake(status(10, 10, Duration.ZERO))).isEqualTo(Brake.NOT_KNOWN);
    }

    @Test
    void brake_ofARunThatEndsOrWhoseLedgerIsAway_isThat() {
        look(20, 10, 4);

        assertThat(Brake.of(status(10, 10, Duration.ZERO), true, true, 4, pace)).isEqualTo(Brake.STOPPING);
        assertThat(Brake.of(status(10, 10, Duration.ZERO), false, false, 4, pace))
                .isEqualTo(Brake.LEDGER);
    }
}
