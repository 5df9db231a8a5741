package io.pagesync.camel.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.TestSyncs;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.StandInLedger;
import io.pagesync.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a sync stands; the one with a schedule starts at 02:00 UTC. */
final class StandingTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private static RunEntry run(String started, @Nullable Verdict verdict) {
        return StandInLedger.run("20261125T010203Z-0000000a", "packages", Instant.parse(started), verdict);
    }

    private static Standing standing(String cron, RunEntry last) {
        return Standing.of(TestSyncs.sync(cron, Sync.Misfire.RUN), Optional.of(last), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        // Of the last start, of the one before, and a little before that.
        "2026-11-26T02:00:01Z, FRESH",
        "2026-11-25T02:00:01Z, FRESH",
        "2026-11-25T02:00:00Z, FRESH",
        "2026-11-25T01:59:59Z, LATE",
        "2026-11-20T02:00:00Z, LATE"
    })
    void wholeRun_ofASyncWithASchedule_isLateWhereItBeganBeforeTheStartBeforeLast(String started, Standing standing) {
        assertThat(standing("0 0 2 * * ?", run(started, Verdict.COMPLETE))).isEqualTo(standing);
    }

    @Test
    void wholeRun_ofASyncWithoutASchedule_isFreshForEver() {
        assertThat(standing("", run("2020-01-01T00:00:00Z", Verdict.REPAIRED))).isEqualTo(Standing.FRESH);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // By its age alone, whatever the schedule says.
                "0 0 2 * * ?|2026-11-26T02:00:01Z|1h|LATE",
                "0 0 2 * * ?|2026-11-20T02:00:00Z|240h|FRESH",
                "|2026-11-20T02:00:00Z|26h|LATE"
            },
            delimiter = '|')
    void wholeRun_ofASyncWithAGreatestAge_isLateWhereItBeganLongerAgo(
            @Nullable String cron, String started, String age, Standing standing) {
        Sync sync = TestSyncs.ofAge(cron == null ? "" : cron, Duration.parse("PT" + age));

        assertThat(Standing.of(sync, Optional.of(run(started, Verdict.COMPLETE)), NOW))
                .isEqualTo(standing);
    }

    @ParameterizedTest
    @CsvSource({"DRIFTED, DRIFTED, 3", "PARTIAL, PARTIAL, 4", "FAILED, FAILED, 1"})
    void otherRun_isWhatItsVerdictSays(Verdict verdict, Standing standing, int exitCode) {
        assertThat(standing("0 0 2 * * ?", run("2026-11-26T02:00:01Z", verdict)))
                .isEqualTo(standing);
        assertThat(standing.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void openRun_isRunningOrCutShort() {
        RunEntry cutShort = run("2026-11-20T02:00:00Z", null);

        assertThat(standing("0 0 2 * * ?", cutShort)).isEqualTo(Standing.CUT_SHORT);
        assertThat(standing("0 0 2 * * ?", StandInLedger.in(RunEntry.State.RUNNING, cutShort)))
                .isEqualTo(Standing.RUNNING);
    }

    @Test
    void noRun_isNeverRun() {
        assertThat(Standing.of(TestSyncs.sync("", Sync.Misfire.RUN), Optional.empty(), NOW))
                .isEqualTo(Standing.NEVER_RUN);
    }
}
