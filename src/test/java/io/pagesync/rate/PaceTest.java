package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pagesync.rate.limit.OwnLimits;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.UsedPermits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PaceTest {
    private final AtomicLong clock = new AtomicLong(1_000);

    @Test
    void acquire_firstPermit_isGivenAtOnce() throws InterruptedException {
        new Pace(0.001, clock::get).acquire();
    }

    @Test
    void acquire_withoutALimit_neverWaits() throws InterruptedException {
        Pace pace = new Pace(0, clock::get);
        for (int i = 0; i < 10_000; i++) {
            pace.acquire();
        }
    }

    @Test
    void acquire_interruptedWhileWaiting_usesUpNoPermit() throws InterruptedException {
        Pace pace = new Pace(0.1, clock::get);
        pace.acquire();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                pace.acquire();
            } catch (InterruptedException e) {
                ended.set(e);
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();
        waiting.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        clock.addAndGet(10_200_000_000L);
        pace.acquire();
    }

    @Test
    void acquire_interruptedBefore_throws() {
        Pace pace = new Pace(10, clock::get);
        Thread.currentThread().interrupt();
        assertThatThrownBy(pace::acquire).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void acquire_byManyThreads_isSpacedForAllTogether() throws InterruptedException {
        Pace pace = new Pace(200, System::nanoTime);
        List<Long> grants = Collections.synchronizedList(new ArrayList<>());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread worker = new Thread(() -> {
                try {
                    for (int j = 0; j < 10; j++) {
                        pace.acquire();
                        grants.add(System.nanoTime());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        // 79 steps of 5.025 ms, made shorter by what the last was late and the first noted late: never much shorter.
        assertThat(grants).hasSize(80);
        assertThat(Collections.max(grants) - Collections.min(grants)).isGreaterThan(300_000_000L);
    }

    @Test
    void acquireFirst_comesBeforeThoseThatWait() throws InterruptedException {
        Pace pace = new Pace(1, System::nanoTime);
        pace.acquire();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(new Thread(() -> order.add("page " + permit(pace::acquire))));
        }
        workers.forEach(Thread::start);
        await().until(() -> workers.stream().noneMatch(each -> each.getState() == Thread.State.RUNNABLE));

        order.add("log-in " + permit(pace::acquireFirst));
        for (Thread worker : workers) {
            worker.join();
        }

        assertThat(order).startsWith("log-in 1").hasSize(3);
    }

    @Test
    void acquire_whatIsNotWantedAnyMore_usesUpNoPermit() throws InterruptedException {
        Pace pace = new Pace(0.001, clock::get);

        assertThat(pace.acquire(() -> false, taken -> {})).isEmpty();
        assertThat(pace.acquire(() -> true, taken -> {})).hasValue(0);
    }

    @Test
    void acquire_whatIsNotWantedAnyMoreWhenItIsDue_usesUpNoPermit() throws InterruptedException {
        Pace pace = new Pace(20, System::nanoTime);
        pace.acquire();
        AtomicLong looks = new AtomicLong();

        assertThat(pace.acquire(() -> looks.incrementAndGet() == 1, taken -> {}))
                .isEmpty();
        assertThat(pace.acquire(() -> true, taken -> {})).hasValue(1);
    }

    private interface Permit {
        long take() throws InterruptedException;
    }

    private static long permit(Permit permit) {
        try {
            return permit.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pause_whileAWorkerWaits_holdsItBack() throws InterruptedException {
        Pace pace = new Pace(2, System::nanoTime);
        pace.acquire();
        Thread worker = new Thread(() -> {
            try {
                pace.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        worker.start();
        long until = System.nanoTime() + 600_000_000;
        pace.pause(Duration.ofMillis(600));
        worker.join();
        // The worker may have been given its permit before the pause began only on a machine that slept half a second.
        assertThat(System.nanoTime() - until).isGreaterThanOrEqualTo(0);
    }

    @Test
    void pause_twiceForTheSame_isFreshOnce() {
        Pace pace = new Pace(10, clock::get);
        assertThat(pace.pause(Duration.ofSeconds(1))).isTrue();
        assertThat(pace.pause(Duration.ofSeconds(2))).isFalse();
        clock.addAndGet(2_000_000_000L);
        assertThat(pace.pause(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void pauseLeft_isWhatRemainsOfTheLongest() {
        Pace pace = new Pace(10, clock::get);
        assertThat(pace.pauseLeft()).isZero();
        pace.pause(Duration.ofSeconds(3));
        pace.pause(Duration.ofSeconds(1));
        clock.addAndGet(1_000_000_000L);
        assertThat(pace.pauseLeft()).isEqualTo(Duration.ofSeconds(2));
        clock.addAndGet(5_000_000_000L);
        assertThat(pace.pauseLeft()).isZero();
    }

    @Test
    void timeFor_isPermitsByTheLimit() {
        assertThat(new Pace(2.5, clock::get).timeFor(10)).isEqualTo(Duration.ofSeconds(4));
        assertThat(new Pace(0, clock::get).timeFor(10)).isZero();
    }

    private static final Quota THREE = new Quota(3, Duration.ofHours(1));

    private Pace threeAnHour(double perSecond) {
        return new Pace(
                perSecond,
                OwnLimits.of(List.of(new Quota(100, Duration.ofDays(1)), THREE), UsedPermits.IN_MEMORY),
                (quota, length) -> {
                    throw new IllegalStateException(quota + " for " + length.toMinutes());
                },
                clock::get);
    }

    @Test
    void acquire_withinAQuota_comesAtTheRate_andBeyondItAsksWhetherToWait() throws InterruptedException {
        Pace pace = threeAnHour(0);
        for (int i = 0; i < 3; i++) {
            assertThat(pace.acquire()).isEqualTo(i);
        }

        assertThatThrownBy(pace::acquire).hasMessage("3/h for 60");
        assertThatThrownBy(pace::acquireFirst).hasMessage("3/h for 60");
        assertThat(pace.waitLeft()).isGreaterThan(Duration.ofHours(1));
        assertThat(pace.pauseLeft()).isZero();
        clock.addAndGet(Duration.ofMinutes(61).toNanos());
        // What was refused has used nothing up.
        assertThat(pace.acquire()).isEqualTo(3);
    }

    @Test
    void heard_nothingLeft_waitsUntilTheReset_neverSoonerThanTheRate() throws InterruptedException {
        Pace pace = new Pace(10, clock::get);
        long permit = pace.acquire();
        clock.addAndGet(1_000_000);

        Allowance nothing = new Allowance(0, Optional.of(Duration.ofSeconds(30)), Optional.empty());
        assertThat(pace.heard(permit, () -> 1, -1, nothing, Duration.ofMinutes(5)))
                .isEmpty();
        assertThat(pace.waitLeft()).isEqualTo(Duration.ofSeconds(30));
        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(pace.waitLeft()).isZero();
        assertThat(pace.acquire()).isEqualTo(1);
    }
}
