package io.pagesync.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.SimulatedDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs of up to twenty processes, each from a seed, in simulated time and on the real tables: whoever is killed, stopped, cut off
 * from the database or has a wrong clock, no page is lost, none is written by who has it no more, the run is closed once and by
 * its owner, and no more requests are under way than there are slots. A failure names its seed, which {@code
 * -Dpagesync.test.seed} repeats; {@code -Dpagesync.test.seeds} says how many there are.
 */
final class ClusterSimulationTest {
    private static final int SEEDS = Integer.getInteger("pagesync.test.seeds", 1000);
    private static final Long SEED = Long.getLong("pagesync.test.seed");

    @Test
    void runsWhoseProcessesAreInTrouble_loseNothing_andAreClosedOnce() throws Exception {
        List<Truth> all = new ArrayList<>();
        try (SimulatedDatabase database = new SimulatedDatabase()) {
            long from = SEED == null ? 0 : SEED;
            long until = SEED == null ? SEEDS : SEED + 1;
            for (long seed = from; seed < until; seed++) {
                Fleet fleet = new Fleet(seed, database);
                try {
                    all.add(fleet.run());
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + e.getMessage() + "; " + fleet, e);
                }
            }
        }

        if (SEED == null) {
            assertThat(all)
                    .as("runs with several owners")
                    .filteredOn(each -> each.owners() > 1)
                    .hasSizeGreaterThan(SEEDS / 10);
            assertThat(all)
                    .as("runs with late writers")
                    .filteredOn(each -> each.refusals() > 0)
                    .hasSizeGreaterThan(SEEDS / 50);
            assertThat(all)
                    .as("runs whose slots are all in use")
                    .filteredOn(each -> each.busiest() > 1)
                    .hasSizeGreaterThan(SEEDS / 10);
        }
    }
}
