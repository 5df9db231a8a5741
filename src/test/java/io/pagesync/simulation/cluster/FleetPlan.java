package io.pagesync.simulation.cluster;

import java.util.Random;

/**
 * What is simulated.
 *
 * @param processes how many processes there are, 2 to 20
 * @param pages how many pages the run has, the first one included
 * @param consumers how many pages a process delivers at once
 * @param slots how many requests all of them may have under way; 0 for any number
 * @param beside whether the table is in another database than the ledger
 * @param stepping whether the clock of the database is set forward and back
 * @param troubles how often something happens to a process
 */
record FleetPlan(int processes, int pages, int consumers, int slots, boolean beside, boolean stepping, int troubles) {
    static FleetPlan of(Random random) {
        boolean beside = random.nextInt(3) == 0;
        return new FleetPlan(
                2 + random.nextInt(random.nextInt(8) == 0 ? 19 : 4),
                4 + random.nextInt(9),
                1 + random.nextInt(3),
                random.nextBoolean() ? 1 + random.nextInt(6) : 0,
                beside,
                !beside && random.nextInt(3) == 0,
                random.nextInt(7));
    }
}
