package io.pagesync.client;

import io.pagesync.rate.Pace;
import io.pagesync.run.turn.RunStoppedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits to call an API, evenly spaced, at most so many a second at any number of threads. A client's limiter gives the
 * permits that its pages take too, so that both together keep the limit; one of its own comes from {@link #perSecond(double)}.
 *
 * <p>Example: at 10 a second, the eleventh of eleven callers that come at once waits one second. Idle time is not saved
 * up: there is no burst after it. A clock that is set changes nothing. What it does not promise is when a request
 * arrives, nor that whoever took a permit calls at once.
 *
 * <p>Thread-safe. Those who wait are served in the order they came, blocking callers one by one; all who wait for a future
 * stand in one line, which holds one thread for as long as it is not empty, and none after.
 */
public final class RateLimiter {
    private static final Duration IDLE = Duration.ofMillis(100);

    private final DoubleSupplier perSecond;
    private final Permits permits;
    private final Executor threads;
    private final Deque<CompletableFuture<@Nullable Void>> line = new ArrayDeque<>();
    private boolean served;

    /** Where permits come from. */
    @FunctionalInterface
    interface Permits {
        /** Waits for a permit. */
        void take() throws InterruptedException;
    }

    RateLimiter(DoubleSupplier perSecond, Permits permits, Executor threads) {
        this.perSecond = perSecond;
        this.permits = permits;
        this.threads = threads;
    }

    /**
     * A limiter of its own, of no API.
     *
     * @param perSecond permits a second, decimals allowed (0.5 is one every two seconds); 0 or less means no limit
     */
    public static RateLimiter perSecond(double perSecond) {
        Pace pace = new Pace(Math.max(0, perSecond), System::nanoTime);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "pagesync-rate");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new RateLimiter(pace::perSecond, pace::acquire, threads);
    }

    /**
     * The limit in permits a second, 0 for none.
     *
     * @throws IllegalStateException if the client is closed, or its context is not started
     */
    public double perSecond() {
        return perSecond.getAsDouble();
    }

    /**
     * Waits for a permit.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has no permit then
     * @throws IllegalStateException if the client is closed or its context stops, also while it waits
     */
    public void acquire() throws InterruptedException {
        try {
            permits.take();
        } catch (RunStoppedException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for a permit");
            }
            throw new IllegalStateException("there are no more permits: " + e.getMessage(), e);
        }
    }

    /**
     * Asks for a permit without waiting.
     *
     * @return completed when the permit is given, by a thread of the limiter; with IllegalStateException if the client is
     *     closed before. A future that is cancelled before its turn takes no permit.
     */
    public CompletableFuture<@Nullable Void> acquireAsync() {
        CompletableFuture<@Nullable Void> permit = new CompletableFuture<>();
        synchronized (line) {
            line.add(permit);
            if (served) {
                return permit;
            }
            served = true;
        }
        try {
            threads.execute(this::serve);
        } catch (RejectedExecutionException e) {
            fail(new IllegalStateException("the client of this limiter is closed", e));
        }
        return permit;
    }

    private void serve() {
        try {
            while (someoneWaits()) {
                acquire();
                CompletableFuture<@Nullable Void> next = next();
                if (next != null) {
                    next.complete(null);
                }
            }
        } catch (InterruptedException e) {
            fail(new IllegalStateException("the client of this limiter is closed", e));
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private boolean someoneWaits() {
        synchronized (line) {
            line.removeIf(CompletableFuture::isDone);
            served = !line.isEmpty();
            return served;
        }
    }

    private @Nullable CompletableFuture<@Nullable Void> next() {
        synchronized (line) {
            line.removeIf(CompletableFuture::isDone);
            return line.poll();
        }
    }

    private void fail(RuntimeException error) {
        Deque<CompletableFuture<@Nullable Void>> left;
        synchronized (line) {
            left = new ArrayDeque<>(line);
            line.clear();
            served = false;
        }
        left.forEach(permit -> permit.completeExceptionally(error));
    }
}
