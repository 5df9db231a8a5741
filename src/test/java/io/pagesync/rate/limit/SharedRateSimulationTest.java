package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.rate.limit.SimulatedCluster.Weather;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that share a rate, in simulated time: each with a clock of its own, hours off, on a network that is slow at
 * times, woken late at times, and stopped at any. What arrives is counted by the true clock, in every window of a second.
 */
final class SharedRateSimulationTest {
    private static final int SECONDS = 60;
    private static final int SEEDS = Integer.getInteger("pagesync.test.seeds", 1000) / 250;

    static Stream<Arguments> storms() {
        return Stream.of(1, 2, 10, 50, 200, 1000).flatMap(rate -> Stream.of(1, 4, 20)
                .flatMap(processes -> IntStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(rate, processes, seed))));
    }

    @ParameterizedTest
    @MethodSource("storms")
    void processesThatAreStoppedAndWokenLate_neverSendMoreThanOneBeyondTheLimitInASecond(
            int rate, int processes, int seed) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.STORM, seed);

        cluster.run(SECONDS);

        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 1);
        assertThat(cluster.tooEarly()).isZero();
    }

    @ParameterizedTest
    @MethodSource("storms")
    void requestsWhoseConnectionsOpenSlowly_costTheNextPermits(int rate, int processes, int seed) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.SLOW_CONNECTIONS, seed);

        cluster.run(SECONDS);

        // More than one only where late ones of several processes come together.
        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 3);
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 4", "10, 20", "50, 1", "50, 4", "50, 20", "200, 1", "200, 4", "200, 20"})
    void processesThatWaitForPermits_useTheLimit(int rate, int processes) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.CALM, 7);

        cluster.run(SECONDS);

        assertThat(cluster.arrived()).isGreaterThanOrEqualTo((int) (0.98 * rate * SECONDS));
        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 1);
    }

    @ParameterizedTest
    @MethodSource("storms")
    void pause_isKeptByAll_fromTheMomentItIsSeen(int rate, int processes, int seed) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.PAUSES, seed);

        cluster.run(SECONDS);

        assertThat(cluster.duringPauses()).isZero();
        assertThat(cluster.arrived()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "200, 4", "200, 20"})
    void databaseWhoseClockIsSetBack_givesNoMore_andGoesOn(int rate, int processes) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.CALM, 3);
        cluster.setDatabaseClock(20, -3600);

        cluster.run(SECONDS);

        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 1);
        assertThat(cluster.arrived()).isGreaterThanOrEqualTo((int) (0.95 * rate * SECONDS));
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "50, 1", "50, 4", "200, 4", "200, 20"})
    void databaseWhoseAnswersBecomeSlow_losesNoPermits(int rate, int processes) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.CALM, 9);
        cluster.databaseSlow(10, 150);

        cluster.run(SECONDS);

        assertThat(cluster.arrivedBetween(11, 60)).isGreaterThanOrEqualTo((int) (0.9 * rate * 49));
        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 200})
    void singleWorker_ofADatabaseWhoseAnswersBecomeSlow_losesNoPermits(int rate) {
        SimulatedCluster cluster = new SimulatedCluster(rate, 1, Weather.CALM, 9);
        cluster.setWaiting(1);
        cluster.databaseSlow(10, 150);

        cluster.run(SECONDS);

        // One for each answer.
        assertThat(cluster.arrivedBetween(11, 60)).isGreaterThanOrEqualTo((int) (0.9 * 49 / 0.16));
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "200, 4"})
    void databaseThatIsAway_stopsAll_andAllGoOn(int rate, int processes) {
        SimulatedCluster cluster = new SimulatedCluster(rate, processes, Weather.CALM, 5);
        cluster.databaseAway(20, 30);

        cluster.run(SECONDS);

        assertThat(cluster.arrivedBetween(20.2, 30)).isZero();
        assertThat(cluster.arrivedBetween(31, 60)).isGreaterThanOrEqualTo((int) (0.97 * rate * 29));
        assertThat(cluster.busiestSecond()).isLessThanOrEqualTo(rate + 1);
    }
}
