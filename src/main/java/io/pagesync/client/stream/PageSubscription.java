package io.pagesync.client.stream;

import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.page.Page;
import io.pagesync.run.turn.RunStoppedException;
import io.pagesync.run.turn.StopSignal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to pages. The loading thread whose page it is waits until the subscriber asks for one; that is the
 * backpressure. Signals come one after the other, because pages are handed over in order.
 */
final class PageSubscription implements Flow.Subscription {
    private final Flow.Subscriber<? super Page> subscriber;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long demand;
    private boolean cancelled;
    private @Nullable Throwable refused;
    private @Nullable LoadFuture<Void> running;

    PageSubscription(Flow.Subscriber<? super Page> subscriber) {
        this.subscriber = subscriber;
    }

    void begin(Function<LoadRequest.Taker, LoadFuture<Void>> starter) {
        LoadFuture<Void> load;
        try {
            load = starter.apply(this::take);
        } catch (RuntimeException e) {
            end(e);
            return;
        }
        lock.lock();
        try {
            running = load;
        } finally {
            lock.unlock();
        }
        // Whatever came before the load was known.
        endEarly(load);
        var unused = load.whenComplete((nothing, error) -> end(error));
    }

    /** Ends the load if it is not wanted any more. */
    private void endEarly(LoadFuture<Void> load) {
        if (isCancelled()) {
            load.cancel(true);
        } else if (refused() != null) {
            load.load().stop("its subscriber asked for no page");
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            refuse(new IllegalArgumentException("a subscriber asked for " + n + " pages; it must ask for 1 or more"));
            return;
        }
        lock.lock();
        try {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        LoadFuture<Void> load;
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
            load = running;
        } finally {
            lock.unlock();
        }
        if (load != null) {
            endEarly(load);
        }
    }

    private void take(Page page, StopSignal stop) {
        stop.whileWaiting(this::awaitDemand);
        if (isCancelled()) {
            // What was asked for before is not wanted any more.
            throw new RunStoppedException("its subscriber has cancelled");
        }
        try {
            subscriber.onNext(page);
        } catch (RuntimeException | Error e) {
            // By the rules of reactive streams, who throws has cancelled.
            cancel();
            throw e;
        }
    }

    private void awaitDemand() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (demand == 0 && !cancelled) {
                changed.await();
            }
            demand--;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable error) {
        if (isCancelled()) {
            return;
        }
        Throwable wrong = refused();
        if (wrong != null) {
            subscriber.onError(wrong);
        } else if (error != null) {
            subscriber.onError(
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
        } else {
            subscriber.onComplete();
        }
    }

    private void refuse(Throwable wrong) {
        LoadFuture<Void> load;
        lock.lock();
        try {
            refused = refused == null ? wrong : refused;
            load = running;
        } finally {
            lock.unlock();
        }
        if (load != null) {
            endEarly(load);
        }
    }

    private @Nullable Throwable refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }
}
