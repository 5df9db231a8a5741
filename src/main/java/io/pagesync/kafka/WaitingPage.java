package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A page that waits until it is sent with others.
 *
 * @param sending what becomes of its records; until the end, only who sends it looks
 */
record WaitingPage(PageRecords records, Sending sending, CompletableFuture<Boolean> end) {
    WaitingPage(PageRecords records, Sending sending) {
        this(records, sending, new CompletableFuture<>());
    }

    /** Waits until it is sent; throws what has kept it from that. */
    void await(StopSignal stop) {
        stop.whileWaiting(() -> {
            try {
                var unused = end.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        });
    }

    /** By what those of its records that are to be sent are known. */
    LongStream openMarks() {
        return sending.open().mapToLong(records::mark);
    }

    /** It is sent, or this has kept it from that. */
    void over(@Nullable Throwable error) {
        var unused = error == null ? end.complete(true) : end.completeExceptionally(error);
    }
}
