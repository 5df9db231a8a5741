package io.pagesync.run.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PageTurnsTest {
    private final PageTurns turns = new PageTurns(page -> false);

    @Test
    void await_firstPage_passesAtOnce() throws InterruptedException {
        turns.await(1);
    }

    @Test
    void await_lowerPageNotEnded_waits() {
        turns.end(2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> turns.await(3)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void await_allLowerPagesEndedInWhateverOrder_passes() throws InterruptedException {
        turns.end(3);
        turns.end(2);
        turns.end(1);
        turns.await(4);
    }

    @Test
    void await_pageThatHasEnded_passes() throws InterruptedException {
        turns.end(1);
        turns.end(1);
        turns.await(1);
        turns.await(2);
    }

    @Test
    void await_pagesThatAreDoneAlready_areNotWaitedFor() throws InterruptedException {
        PageTurns resumed = new PageTurns(page -> page == 1 || page == 2 || page == 4);

        resumed.await(3);
        resumed.end(3);
        resumed.await(5);
    }

    @Test
    void await_byManyWorkers_passesInOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int page = 1; page <= 500; page++) {
                int number = page;
                done.add(workers.submit(() -> {
                    turns.await(number);
                    order.add(number);
                    turns.end(number);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 500).boxed().toList());
    }
}
