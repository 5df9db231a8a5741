package io.pagesync.camel.http;

import io.pagesync.api.AnswerTooSlowException;
import io.pagesync.run.turn.RunStoppedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** A request that is under way, from before its connection is opened to the last byte of its answer. Thread-safe. */
final class OpenCall implements AutoCloseable {
    private final Cancellable request;
    private final Duration limit;
    private final Consumer<OpenCall> ended;
    /** Why it was cut off; null as long as it was not. */
    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();

    private volatile @Nullable Future<?> deadline;

    /** By the deadline, or because the run has stopped for a reason. */
    private record Cut(@Nullable String stopped) {}

    OpenCall(Cancellable request, Duration limit, Consumer<OpenCall> ended) {
        this.request = request;
        this.limit = limit;
        this.ended = ended;
    }

    void watch(Future<?> task) {
        deadline = task;
    }

    /** The deadline has come. */
    void timeIsUp() {
        cutOff(null);
    }

    /** The run has stopped for this reason, and waits no longer. */
    void stop(String reason) {
        cutOff(reason);
    }

    private void cutOff(@Nullable String stopped) {
        if (cut.compareAndSet(null, new Cut(stopped))) {
            var unused = request.cancel();
        }
    }

    /** If it was cut off, throws why; what the closed connection made its reader believe is of no interest then. */
    void throwIfCut() throws IOException {
        Cut why = cut.get();
        if (why == null) {
            return;
        }
        if (why.stopped == null) {
            throw new AnswerTooSlowException(limit);
        }
        throw new RunStoppedException(why.stopped);
    }

    /** It has ended, and is watched no longer. */
    @Override
    public void close() {
        Future<?> task = deadline;
        if (task != null) {
            task.cancel(false);
        }
        ended.accept(this);
    }
}
