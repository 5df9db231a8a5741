package io.pagesync.camel.operate;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.run.Run;
import io.pagesync.testing.SandboxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the workers of a run count as stuck. */
final class StuckRunsTest {
    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(1000).api(api -> api.concurrency(2));

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicLong clock = new AtomicLong();
    private final StuckRuns stuck = new StuckRuns(Duration.ofMinutes(30), clock::get);
    private CompletableFuture<?> end = CompletableFuture.completedFuture(null);
    private Run run;

    /** A run whose destination hangs, and that asks for nothing more. */
    @BeforeEach
    void hang() {
        Engine engine = sandbox.engine();
        engine.context().getRegistry().bind("hangs", (Processor) exchange -> goOn.await());
        packages().steps("- process: { ref: hangs }").addTo(engine.context());
        end = CompletableFuture.runAsync(() -> Pipeline.run(engine.context(), "packages"));
        OpenRuns runs = OpenRuns.of(engine.context());
        await().until(() -> runs.open().size() == 1);
        run = runs.open().get(0);
        await().until(() -> run.api().inFlight() == 0 && run.traffic().requests() >= 2);
    }

    @AfterEach
    void end() {
        goOn.countDown();
        end.join();
    }

    private Optional<String> lookFor(Duration time, Duration each) {
        Optional<String> last = Optional.empty();
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(each)) {
            clock.addAndGet(each.toNanos());
            last = stuck.look(List.of(run));
        }
        return last;
    }

    @Test
    void look_atARunThatNothingMovesIn_isStuckAfterTheTimeAllowed() {
        assertThat(lookFor(Duration.ofMinutes(30), Duration.ofSeconds(10))).isEmpty();
        assertThat(lookFor(Duration.ofSeconds(20), Duration.ofSeconds(10))).hasValueSatisfying(why -> assertThat(why)
                .startsWith("the run " + run.id() + " of packages has not moved for 30 min"));
    }

    @Test
    void look_afterASignOfLife_isWellAgain() {
        var unused = lookFor(Duration.ofMinutes(40), Duration.ofSeconds(10));
        run.traffic().read(1);

        assertThat(lookFor(Duration.ofMinutes(29), Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void look_afterALongTimeWithoutLooks_holdsNothingAgainstIt() {
        assertThat(lookFor(Duration.ofHours(10), Duration.ofHours(1))).isEmpty();
    }

    @Test
    void look_duringAPause_countsNothing() {
        run.api().pause(Duration.ofSeconds(30));

        assertThat(lookFor(Duration.ofHours(2), Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void look_whileAnAttemptIsWaitedFor_countsNothing() throws Exception {
        CountDownLatch rests = new CountDownLatch(1);
        // Not of the common pool, which others may keep busy.
        Thread worker = new Thread(() -> {
            rests.countDown();
            try {
                run.stop().rest(Duration.ofHours(1));
            } catch (io.pagesync.run.turn.RunStoppedException e) {
                // How it ends.
            }
        });
        worker.start();
        rests.await();
        await().until(run.stop()::isResting);

        assertThat(lookFor(Duration.ofHours(2), Duration.ofSeconds(10))).isEmpty();
        run.stop().stop("the test is over");
        worker.join();
    }
}
