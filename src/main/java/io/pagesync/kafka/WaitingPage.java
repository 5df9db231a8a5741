package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A page that waits until it is sent, with others. What it is made of belongs to who sends it until its end has come. */
final class WaitingPage {
    private final PageRecords records;
    private final Sending sending;
    private final long[] marks;
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    WaitingPage(PageRecords records, Sending sending) {
        this.records = records;
        this.sending = sending;
        this.marks = records.marks();
    }

    PageRecords records() {
        return records;
    }

    Sending sending() {
        return sending;
    }

    /** Leaves out what the topic has. */
    void leaveOut(Marks there) {
        there.leaveOut(marks, sending);
    }

    /** The marks of what is to be sent. */
    LongStream openMarks() {
        return sending.open().mapToLong(index -> marks[index]);
    }

    /** It is sent, or this has kept it from that. */
    void over(@Nullable Throwable error) {
        var unused = error == null ? end.complete(true) : end.completeExceptionally(error);
    }

    /** Waits for that; throws what has kept it from being sent. */
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
}
