package io.pagesync.run.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class GuessesTest {
    private final AtomicBoolean known = new AtomicBoolean();
    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();

    @Test
    void take_allTaken_waitsForOneThatIsGivenBack() {
        Guesses guesses = new Guesses(2, page -> false);
        take(guesses, 2).join();
        take(guesses, 3).join();
        CompletableFuture<Boolean> third = take(guesses, 4);
        assertThat(taken).containsExactlyInAnyOrder(2, 3);
        guesses.giveBack();
        assertThat(third.join()).isTrue();
    }

    @Test
    void take_pageBeforeTheOneInFrontOfIt_waitsForThat() {
        Guesses guesses = new Guesses(2, page -> page == 3);
        CompletableFuture<Boolean> fourth = take(guesses, 4);
        assertThat(taken).isEmpty();
        assertThat(take(guesses, 2).join()).isTrue();
        assertThat(fourth.join()).isTrue();
    }

    @Test
    void take_pagesInFrontAreDone_waitsForNone() {
        Guesses guesses = new Guesses(2, page -> page < 5);
        assertThat(take(guesses, 5).join()).isTrue();
    }

    @Test
    void take_endIsKnownMeanwhile_isNoGuess() {
        Guesses guesses = new Guesses(1, page -> false);
        take(guesses, 2).join();
        List<CompletableFuture<Boolean>> others = List.of(take(guesses, 3), take(guesses, 5));
        known.set(true);
        guesses.giveBack();
        assertThat(others).extracting(CompletableFuture::join).containsExactly(false, false);
    }

    @Test
    void take_pageThatIsReadAgain_waitsForNoOther() {
        Guesses guesses = new Guesses(1, page -> false);
        for (int page = 2; page < 5; page++) {
            take(guesses, page).join();
            guesses.giveBack();
        }
        assertThat(take(guesses, 2).join()).isTrue();
    }

    private CompletableFuture<Boolean> take(Guesses guesses, int page) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                boolean guess = guesses.take(page, known::get);
                taken.add(page);
                result.complete(guess);
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        worker.start();
        await().until(() -> result.isDone() || worker.getState() == Thread.State.WAITING);
        return result;
    }
}
