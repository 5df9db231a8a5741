package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process does with slots that are its own for a while. */
@Timeout(60)
final class SharedSlotsTest {
    private final List<SharedSlots> open = new ArrayList<>();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong skippedByWall = new AtomicLong();

    @AfterEach
    void close() {
        open.forEach(SharedSlots::close);
    }

    /** The rows of the database, as what they are about: how many each process has and wants. */
    private static final class Line {
        private final int most;
        private final TreeMap<String, int[]> held = new TreeMap<>();
        private boolean away;
        private int asked;

        Line(int most) {
            this.most = most;
        }

        synchronized void away(boolean is) {
            away = is;
        }

        synchronized int asked() {
            return asked;
        }

        synchronized int heldBy(String process) {
            return held.getOrDefault(process, new int[] {-1})[0];
        }

        SlotLeases of(String process) {
            return new SlotLeases() {
                @Override
                public int share(int inUse, int wanted) {
                    synchronized (Line.this) {
                        asked++;
                        requireThere();
                        held.put(process, new int[] {0, wanted});
                        int others =
                                held.values().stream().mapToInt(each -> each[0]).sum();
                        int fair = FairShare.of(
                                most,
                                held.values().stream().map(each -> each[1]).toList(),
                                held.headMap(process).size(),
                                asked / 10);
                        int share = Math.min(fair, Math.max(0, most - others));
                        held.put(process, new int[] {Math.max(inUse, share), wanted});
                        return share;
                    }
                }

                @Override
                public void giveBack() {
                    synchronized (Line.this) {
                        requireThere();
                        held.remove(process);
                    }
                }
            };
        }

        private void requireThere() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }

    private SharedSlots process(Line line, int most, String name) {
        SharedSlots slots = new SharedSlots(
                most,
                line.of(name),
                () -> System.nanoTime() + skipped.get(),
                () -> System.nanoTime() + skippedByWall.get());
        open.add(slots);
        return slots;
    }

    private static CompletableFuture<Void> taken(SharedSlots slots) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        slots.take();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    /** Somebody who waits for a slot while nobody can be asked. */
    private static CompletableFuture<Void> waitingWhileAway(Line line, SharedSlots slots) {
        line.away(true);
        CompletableFuture<Void> next = taken(slots);
        await().until(slots::away);
        return next;
    }

    @Test
    void processesTogether_neverHaveMoreThanThereAre_andEachGetsSome() throws Exception {
        Line line = new Line(3);
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger busiest = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            SharedSlots slots = process(line, 3, name);
            for (int i = 0; i < 6; i++) {
                threads.add(new Thread(() -> {
                    try {
                        for (int j = 0; j < 20; j++) {
                            slots.take();
                            busiest.accumulateAndGet(inUse.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            inUse.decrementAndGet();
                            slots.release();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
        }
        threads.forEach(Thread::start);
        for (Thread each : threads) {
            each.join();
        }

        assertThat(busiest.get()).isBetween(1, 3);
        assertThat(inUse.get()).isZero();
    }

    /** Whoever waits in the same process does not get it over and over. */
    @Test
    void slotsThatAreAlwaysInUse_goToOthersInTheirTurn() throws Exception {
        Line line = new Line(1);
        SharedSlots busy = process(line, 1, "a");
        SharedSlots other = process(line, 1, "b");
        busy.take();
        CompletableFuture<Void> next = taken(busy);
        CompletableFuture<Void> others = taken(other);

        while (!others.isDone()) {
            int asked = line.asked();
            await().until(() -> line.asked() > asked + 2);
            busy.release();
            CompletableFuture.anyOf(next, others).get(30, TimeUnit.SECONDS);
            if (next.isDone()) {
                next = taken(busy);
            }
        }

        other.release();
        next.get(30, TimeUnit.SECONDS);
        busy.release();
    }

    @Test
    void oneAlone_hasAll_andGivesBackWhatItDoesNotUse() throws Exception {
        Line line = new Line(2);
        SharedSlots slots = process(line, 2, "a");

        slots.take();
        slots.take();
        CompletableFuture<Void> third = taken(slots);

        assertThat(slots.usable()).isEqualTo(2);
        assertThat(third).isNotDone();
        slots.release();
        third.get(30, TimeUnit.SECONDS);
        slots.release();
        slots.release();
        await().until(() -> line.heldBy("a") == -1);
        slots.take();
        assertThat(line.heldBy("a")).isPositive();
        slots.release();
        slots.close();
        assertThat(line.heldBy("a")).isEqualTo(-1);
    }

    @Test
    void whileNobodyCanBeAsked_noSlotIsGiven_andWhoWaitsCanBeInterrupted() throws Exception {
        Line line = new Line(2);
        line.away(true);
        SharedSlots slots = process(line, 2, "a");
        AtomicInteger interrupted = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            try {
                slots.take();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        waiting.start();
        await().until(slots::away);
        waiting.interrupt();
        waiting.join();
        CompletableFuture<Void> next = taken(slots);

        assertThat(interrupted.get()).isOne();
        assertThatThrownBy(() -> next.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(Exception.class);
        line.away(false);
        next.get(30, TimeUnit.SECONDS);
        assertThat(slots.away()).isFalse();
        slots.release();
    }

    /** They may be others' by then. */
    @Test
    void slotThatBecomesFreeBehindTheLease_isNotUsedAgain() throws Exception {
        Line line = new Line(1);
        SharedSlots slots = process(line, 1, "a");
        slots.take();
        CompletableFuture<Void> next = waitingWhileAway(line, slots);
        skipped.set(SlotLeases.LEASE.toNanos());

        slots.release();

        int asked = line.asked();
        await().until(() -> line.asked() > asked + 1);
        assertThat(next).isNotDone();
        line.away(false);
        next.get(30, TimeUnit.SECONDS);
        slots.release();
    }

    /** Its monotonic clock stood still, and the thread that asks does not get to it first. */
    @Test
    void slotsThatWereFree_areNotUsedWhenTheMachineHasSlept() throws Exception {
        Line line = new Line(2);
        SharedSlots slots = process(line, 2, "a");
        slots.take();
        CompletableFuture<Void> second = taken(slots);
        second.get(30, TimeUnit.SECONDS);
        line.away(true);
        slots.release();
        skippedByWall.set(SlotLeases.LEASE.toNanos());

        CompletableFuture<Void> next = taken(slots);

        int asked = line.asked();
        await().until(() -> line.asked() > asked + 1);
        assertThat(next).isNotDone();
        line.away(false);
        next.get(30, TimeUnit.SECONDS);
        slots.release();
        slots.release();
    }

    @Test
    void slotThatBecomesFreeWhenTheMachineHasSlept_isNotUsedAgain() throws Exception {
        Line line = new Line(1);
        SharedSlots slots = process(line, 1, "a");
        slots.take();
        CompletableFuture<Void> next = waitingWhileAway(line, slots);
        skippedByWall.set(SlotLeases.LEASE.toNanos());

        slots.release();

        int asked = line.asked();
        await().until(() -> line.asked() > asked + 1);
        assertThat(next).isNotDone();
        line.away(false);
        next.get(30, TimeUnit.SECONDS);
        slots.release();
    }

    @Test
    void slotThatBecomesFreeWithinTheLease_isUsedAgain_alsoWhileNobodyCanBeAsked() throws Exception {
        Line line = new Line(1);
        SharedSlots slots = process(line, 1, "a");
        slots.take();
        CompletableFuture<Void> next = waitingWhileAway(line, slots);

        slots.release();

        next.get(30, TimeUnit.SECONDS);
        slots.release();
    }
}
