package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceScheduleTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    @Provide
    Arbitrary<Integer> rates() {
        return Arbitraries.of(1, 2, 3, 10, 33, 100, 249, 250, 251, 999, 1000);
    }

    @Provide
    Arbitrary<Double> anyRate() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0.001, 1).ofScale(3),
                Arbitraries.doubles().between(1, 30).ofScale(2),
                Arbitraries.integers().between(1, 1000).map(Integer::doubleValue));
    }

    @Property(tries = 200)
    void take_howeverLate_neverGivesMoreThanTheLimitInAnySecond(
            @ForAll("rates") int rate, @ForAll Random random, @ForAll long start) {
        List<Long> grants = grants(rate, start, 4 * rate + 20, random);
        for (int i = rate; i < grants.size(); i++) {
            assertThat(grants.get(i) - grants.get(i - rate))
                    .as("permits %d to %d", i - rate, i)
                    .isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Property(tries = 200)
    void take_howeverLate_neverGivesMoreThanTheThrottleBehindItLetsThrough(
            @ForAll("anyRate") double rate, @ForAll Random random) {
        ThrottleWindow window = ThrottleWindow.of(rate);
        int requests = (int) window.requests();
        List<Long> grants = grants(rate, 0, 2 * requests + 20, random);
        for (int i = requests; i < grants.size(); i++) {
            assertThat(grants.get(i) - grants.get(i - requests))
                    .as("permits %d to %d in %s", i - requests, i, window)
                    .isGreaterThanOrEqualTo(window.millis() * MILLI);
        }
    }

    @Property(tries = 200)
    void sent_anyDelayBelowASecond_neverLetsMoreThanTheLimitLeaveInAnyWindow(
            @ForAll("anyRate") double rate, @ForAll Random random) {
        ThrottleWindow window = ThrottleWindow.of(rate);
        int requests = (int) window.requests();
        PaceSchedule schedule = new PaceSchedule(rate, 0);
        PriorityQueue<long[]> waiting = new PriorityQueue<>(Comparator.comparingLong(each -> each[0]));
        List<Long> left = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 2 * requests + 20; ) {
            if (!waiting.isEmpty() && waiting.element()[0] <= Math.max(now, schedule.due())) {
                long[] sent = waiting.remove();
                schedule.sent(sent[1], sent[0]);
                left.add(sent[0]);
                now = Math.max(now, sent[0]);
            } else {
                now = Math.max(now, schedule.due());
                long delay = random.nextInt(3) == 0 ? (long) (random.nextDouble() * 990 * MILLI) : 0;
                waiting.add(new long[] {now + delay, schedule.take(0, now)});
                i++;
            }
        }
        for (int i = requests; i < left.size(); i++) {
            assertThat(left.get(i) - left.get(i - requests))
                    .as("requests %d to %d in %s", i - requests, i, window)
                    .isGreaterThanOrEqualTo(window.millis() * MILLI);
        }
    }

    @Property(tries = 200)
    void take_alwaysALittleLate_gives98PercentOfTheLimit(
            @ForAll("rates") int rate, @ForAll @LongRange(max = 1_000_000) long lateness, @ForAll Random random) {
        PaceSchedule schedule = new PaceSchedule(rate, 0);
        long late = Math.min(lateness, SECOND / rate / 2);
        long now = 0;
        int permits = 20 * rate;
        for (int i = 0; i <= permits; i++) {
            now = Math.max(now, schedule.due()) + (long) (random.nextDouble() * late);
            schedule.take(0, now);
        }
        assertThat(permits * (double) SECOND / now).isGreaterThan(0.98 * rate);
    }

    /** A thread that gets no processor for a while, again and again: what a busy machine does to 1,000 permits a second. */
    @ParameterizedTest
    @ValueSource(ints = {45, 200, 1000})
    void take_aWhileLateTwentyTimesASecond_givesAllThatTheScheduleAllows(int rate) {
        PaceSchedule schedule = new PaceSchedule(rate, 0);
        long now = 0;
        int permits = 20 * rate;
        for (int i = 0; i <= permits; i++) {
            boolean delayed = i % Math.max(2, rate / 20) == 1;
            now = Math.max(now, schedule.due()) + (delayed ? 6 * MILLI : 50_000);
            schedule.take(0, now);
        }
        assertThat(permits * (double) SECOND / now).isBetween(0.983 * rate, 0.9881 * rate);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1000})
    void take_onTime_isEvenlySpaced(int rate) {
        PaceSchedule schedule = new PaceSchedule(rate, 0);
        long step = Math.round(SECOND / (0.988 * rate));
        for (int i = 0; i < 100; i++) {
            assertThat(schedule.due()).isEqualTo(i * step);
            schedule.take(0, schedule.due());
        }
    }

    @Test
    void due_atTheStart_isAtOnce() {
        assertThat(new PaceSchedule(10, 77).due()).isEqualTo(77);
    }

    @Property(tries = 200)
    void take_afterTheClockJumped_doesNotComeInABunch(
            @ForAll("rates") int rate,
            @ForAll @LongRange(min = 2_000_000_000L, max = 1_000_000_000_000_000L) long jump,
            @ForAll long start) {
        PaceSchedule schedule = new PaceSchedule(rate, start);
        schedule.take(start, start);
        long now = start + jump;
        schedule.take(start, now);
        long step = Math.round(SECOND / (0.988 * rate));
        long before = now;
        for (int i = 1; i <= 300; i++) {
            long due = schedule.due();
            assertThat(due - before).isGreaterThanOrEqualTo(step / 2);
            assertThat(due - now).isGreaterThanOrEqualTo(i * step - PaceSchedule.CATCH_UP);
            schedule.take(start, due);
            before = due;
        }
    }

    @Property(tries = 200)
    void take_thatNobodyWaitedFor_makesUpForNothing(
            @ForAll("rates") int rate, @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long idle) {
        PaceSchedule schedule = new PaceSchedule(rate, 0);
        schedule.take(0, 0);
        long asked = schedule.due() + idle;
        schedule.take(asked, asked);
        assertThat(schedule.due() - asked).isEqualTo(Math.round(SECOND / (0.988 * rate)));
    }

    @Test
    void take_afterAPause_isSpacedAgain() {
        PaceSchedule schedule = new PaceSchedule(10, 0);
        schedule.take(0, 0);
        schedule.pause(30 * SECOND);
        assertThat(schedule.due()).isEqualTo(30 * SECOND);
        schedule.take(0, 30 * SECOND);
        assertThat(schedule.due()).isEqualTo(30 * SECOND + 101_214_575);
    }

    @Test
    void take_slightlyLateAfterAPause_catchesUpOnlyToItsEnd() {
        PaceSchedule schedule = new PaceSchedule(10, 0);
        schedule.pause(30 * SECOND);
        schedule.take(0, 30 * SECOND + MILLI);
        assertThat(schedule.due()).isEqualTo(30 * SECOND + 101_214_575);
    }

    @Property(tries = 200)
    void due_duringAnyPause_isNeverBeforeItsEnd(@ForAll("rates") int rate, @ForAll Random random, @ForAll long start) {
        PaceSchedule schedule = new PaceSchedule(rate, start);
        long now = start;
        long pausedUntil = start;
        for (int i = 0; i < 100; i++) {
            if (random.nextInt(5) == 0) {
                long until = now + random.nextInt(2_000_000_000);
                schedule.pause(until);
                pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
            }
            assertThat(schedule.due() - pausedUntil).isGreaterThanOrEqualTo(0);
            now = Math.max(0, schedule.due() - now) + now + random.nextInt(1_000_000);
            schedule.take(start, now);
        }
    }

    @Test
    void pause_shorterThanTheOneThatIsOn_changesNothing() {
        PaceSchedule schedule = new PaceSchedule(10, 0);
        schedule.pause(30 * SECOND);
        schedule.pause(10 * SECOND);
        assertThat(schedule.pausedUntil()).isEqualTo(30 * SECOND);
    }

    @Test
    void due_withoutALimit_isAlwaysNow() {
        PaceSchedule schedule = new PaceSchedule(0, 0);
        for (int i = 0; i < 100; i++) {
            schedule.take(0, 5);
            assertThat(schedule.due()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void due_withoutALimit_stillKeepsPauses() {
        PaceSchedule schedule = new PaceSchedule(0, 0);
        schedule.pause(SECOND);
        assertThat(schedule.due()).isEqualTo(SECOND);
    }

    @Test
    void take_whereTheClockOverflows_staysSpaced() {
        PaceSchedule schedule = new PaceSchedule(10, Long.MAX_VALUE - 1);
        schedule.take(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(schedule.due() - Long.MAX_VALUE).isEqualTo(101_214_574);
    }

    /** Permits taken by workers that wake up on time, a little late, very late, or after the process was suspended. */
    private static List<Long> grants(double rate, long start, int count, Random random) {
        PaceSchedule schedule = new PaceSchedule(rate, start);
        List<Long> grants = new ArrayList<>();
        long now = start;
        long step = (long) (SECOND / rate);
        List<Long> latest =
                Arrays.asList(1L, 100_000L, PaceSchedule.CATCH_UP, 2 * PaceSchedule.CATCH_UP, step, 5 * step);
        for (int i = 0; i < count; i++) {
            long late = random.nextInt(3) == 0 ? 0 : (long) (random.nextDouble() * latest.get(random.nextInt(6)));
            now += Math.max(0, schedule.due() - now) + late;
            if (random.nextInt(50) == 0) {
                schedule.pause(now + random.nextInt(300_000_000));
                now += Math.max(0, schedule.due() - now);
            }
            schedule.take(start, now);
            grants.add(now - start);
        }
        return grants;
    }
}
