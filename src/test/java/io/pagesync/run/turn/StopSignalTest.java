package io.pagesync.run.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class StopSignalTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void stop_twice_theFirstReasonCounts() {
        stop.stop("first");
        stop.stop("second");
        assertThat(stop.reason()).isEqualTo("first");
    }

    @Test
    void child_ofASignal_isGivenWithItAndByItself() {
        StopSignal one = stop.child();
        StopSignal other = stop.child();
        one.stop("a page failed");
        assertThat(stop.stopped()).isFalse();
        assertThat(other.stopped()).isFalse();

        stop.stop("interrupted");
        assertThat(one.reason()).isEqualTo("a page failed");
        assertThat(other.reason()).isEqualTo("interrupted");
        assertThat(stop.child().reason()).isEqualTo("interrupted");
    }

    @Test
    void child_thatIsForgotten_hearsNothing() {
        StopSignal over = stop.child();
        stop.forget(over);
        stop.stop("interrupted");
        assertThat(over.stopped()).isFalse();
    }

    @Test
    void whileWaiting_notStopped_waits() {
        AtomicBoolean waited = new AtomicBoolean();
        stop.whileWaiting(() -> waited.set(true));
        assertThat(waited).isTrue();
    }

    @Test
    void whileWaiting_alreadyStopped_doesNotBegin() {
        stop.stop("enough");
        AtomicBoolean waited = new AtomicBoolean();
        assertThatThrownBy(() -> stop.whileWaiting(() -> waited.set(true)))
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("not loaded, the run has stopped: enough");
        assertThat(waited).isFalse();
    }

    @Test
    void whileWaiting_stoppedMeanwhile_isWokenWithTheReason() {
        assertThatThrownBy(() -> stop.whileWaiting(() -> {
                    new Thread(() -> stop.stop("enough")).start();
                    new CountDownLatch(1).await();
                }))
                .isInstanceOf(RunStoppedException.class)
                .hasMessageEndingWith("enough");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whileWaiting_interruptedBySomebodyElse_keepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> stop.whileWaiting(new CountDownLatch(1)::await))
                .isInstanceOf(RunStoppedException.class)
                .hasMessageEndingWith("its thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whileWaiting_waitFails_isOverAllTheSame() {
        assertThatThrownBy(() -> stop.whileWaiting(() -> {
                    throw new IllegalStateException("x");
                }))
                .isInstanceOf(IllegalStateException.class);
        stop.stop("enough");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void stop_inTheMomentAWaitEnds_leavesNoInterruptBehind() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 3_000; i++) {
                StopSignal signal = new StopSignal();
                CountDownLatch ready = new CountDownLatch(1);
                Future<Boolean> interrupted = worker.submit(() -> {
                    ready.countDown();
                    try {
                        while (!signal.stopped()) {
                            signal.whileWaiting(() -> {});
                        }
                    } catch (RunStoppedException e) {
                        // As it should be.
                    }
                    return Thread.interrupted();
                });
                ready.await();
                signal.stop("enough");
                assertThat(interrupted.get()).as("round %d", i).isFalse();
            }
        } finally {
            worker.shutdownNow();
        }
    }
}
