package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.rate.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pacer whose permits come from elsewhere, with real threads. */
@Timeout(60)
final class SharedLimitsTest {
    private final StandInPermits permits = new StandInPermits();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final LimitListener listener = new LimitListener() {
        @Override
        public void waits(Quota quota, Duration length) {
            throw new IllegalStateException(quota + " is used up");
        }

        @Override
        public void away(String why) {
            told.add("away: " + why);
        }

        @Override
        public void back(Duration away) {
            told.add("back");
        }
    };

    /** A line in memory, which may be away, or hang. */
    private static final class StandInPermits implements SharedPermits {
        private final SharedLine line = new SharedLine();
        private final AtomicBoolean away = new AtomicBoolean();
        private final AtomicInteger asked = new AtomicInteger();
        private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
        private final List<Unused> unused = Collections.synchronizedList(new ArrayList<>());
        private volatile CountDownLatch hangs = new CountDownLatch(0);
        private volatile int quota = Integer.MAX_VALUE;

        @Override
        public synchronized Grant reserve(int permits, long apart, long ahead, List<Unused> back) {
            asked.incrementAndGet();
            requireThere();
            unused.addAll(back);
            int given = Math.min(permits, quota);
            quota -= given;
            Grant grant = line.reserve(System.nanoTime(), given, apart, ahead);
            return quota > 0
                    ? grant
                    : new Grant(grant.now(), grant.first(), given, 0, 0, grant.now() + 3_600_000_000_000L, List.of(0L));
        }

        @Override
        public synchronized void pause(Duration length) {
            requireThere();
            pauses.add(length);
            line.pause(System.nanoTime(), length.toNanos());
        }

        private void requireThere() {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (away.get()) {
                throw new IllegalStateException("no connection");
            }
        }
    }

    private Pace pace(double perSecond, Quota... quotas) {
        return new Pace(perSecond, SharedLimits.of(perSecond, List.of(quotas), permits), listener, System::nanoTime);
    }

    private static Thread worker(Pace pace, List<Object> ends) {
        Thread worker = new Thread(() -> {
            try {
                ends.add(pace.acquire());
            } catch (InterruptedException e) {
                ends.add("stopped");
            }
        });
        worker.start();
        return worker;
    }

    @Test
    void permits_ofTwoPacers_areOneLine() throws InterruptedException {
        Pace one = pace(100);
        Pace other = pace(100);
        long began = System.nanoTime();
        Thread beside = new Thread(() -> take(other, 20));
        beside.start();
        take(one, 20);
        beside.join();

        // 39 steps of 10.1 ms for both together, and what the first was given late.
        assertThat(System.nanoTime() - began).isGreaterThan(39 * 10_000_000L);
    }

    private static void take(Pace pace, int count) {
        try {
            for (int i = 0; i < count; i++) {
                pace.acquire();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void permits_thatCannotBeHad_areWaitedFor_andToldOnce() throws InterruptedException {
        permits.away.set(true);
        Pace pace = pace(100);
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        Thread worker = worker(pace, ends);
        await().until(() -> permits.asked.get() >= 2);

        assertThat(pace.away()).isTrue();
        assertThat(pace.waitLeft()).isPositive();
        assertThat(ends).isEmpty();
        permits.away.set(false);
        worker.join();

        assertThat(ends).containsExactly(0L);
        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly("away: no connection", "back");
        assertThat(pace.away()).isFalse();
    }

    @Test
    void stop_endsTheWaitForPermits_evenIfWhoGivesThemHangs() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        permits.hangs = hangs;
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        Thread worker = worker(pace(100), ends);
        await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);

        worker.interrupt();
        worker.join();
        hangs.countDown();

        assertThat(ends).containsExactly("stopped");
    }

    @Test
    void pause_isWritten_andOneOfAnotherProcessIsKept() throws InterruptedException {
        Pace one = pace(100);
        Pace other = pace(100);
        one.acquire();
        long began = System.nanoTime();

        assertThat(one.pause(Duration.ofMillis(400))).isTrue();
        await().until(() -> !permits.pauses.isEmpty());
        other.acquire();

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(400_000_000L);
        assertThat(permits.pauses.get(0)).isBetween(Duration.ofMillis(1), Duration.ofMillis(400));
    }

    @Test
    void pause_thatCouldNotBeWritten_isWrittenBeforeTheNextPermit() throws InterruptedException {
        permits.away.set(true);
        Pace pace = pace(1000);
        pace.pause(Duration.ofMinutes(1));
        await().until(() -> told.size() == 1);
        permits.away.set(false);
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        Thread worker = worker(pace, ends);
        await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);
        worker.interrupt();
        worker.join();

        assertThat(ends).containsExactly("stopped");
        assertThat(pace.pauseLeft()).isPositive();
    }

    @Test
    void quotaOfAll_thatIsUsedUp_isTold() throws InterruptedException {
        permits.quota = 3;
        Pace pace = pace(0, new Quota(3, Duration.ofHours(1)));
        take(pace, 3);

        assertThatThrownBy(pace::acquire).hasMessage("3/h is used up");
        assertThat(pace.waitLeft()).isGreaterThan(Duration.ofMinutes(59));
        assertThat(pace.left()).containsOnly(Map.entry(new Quota(3, Duration.ofHours(1)), 0L));
    }

    @Test
    void permit_thatNobodyWantsAnyMore_isGivenBackToItsQuotas() throws InterruptedException {
        Pace pace = pace(1, new Quota(1000, Duration.ofHours(1)));
        var others = permits.line.reserve(System.nanoTime(), 60, 1_000_000_000L, 0);
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        Thread worker = worker(pace, ends);
        await().until(() -> permits.asked.get() >= 1);
        await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);
        worker.interrupt();
        worker.join();

        await().until(() -> !permits.unused.isEmpty());
        assertThat(permits.unused).containsExactly(new SharedPermits.Unused(others.first() + 60 * 1_000_000_000L, 1));
    }
}
