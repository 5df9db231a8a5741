package io.pagesync.run.turn;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run early: once given, nothing new begins, and whoever waits (for a slot, a permit, its turn, the next attempt)
 * is woken by an interrupt. Threads are interrupted only while they wait inside {@link #whileWaiting}, never while they
 * talk to a server or a destination. Thread-safe.
 */
public final class StopSignal {
    private final Set<Thread> waiting = new HashSet<>();
    private final Set<StopSignal> children = new HashSet<>();
    private final AtomicInteger resting = new AtomicInteger();
    private volatile @Nullable String reason;

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    public interface Wait {
        /** Waits. */
        void await() throws InterruptedException;
    }

    /** Gives the signal; only the first reason counts. */
    public void stop(String why) {
        List<StopSignal> parts;
        synchronized (waiting) {
            if (reason == null) {
                reason = why;
                waiting.forEach(Thread::interrupt);
            }
            parts = List.copyOf(children);
        }
        parts.forEach(part -> part.stop(why));
    }

    /** A signal for a part of the run, which is given with this one, or before it; until it is forgotten. */
    public StopSignal child() {
        StopSignal child = new StopSignal();
        synchronized (waiting) {
            children.add(child);
        }
        String why = reason;
        if (why != null) {
            child.stop(why);
        }
        return child;
    }

    /** The part is over. */
    public void forget(StopSignal child) {
        synchronized (waiting) {
            children.remove(child);
        }
    }

    /** Whether the signal was given. */
    public boolean stopped() {
        return reason != null;
    }

    /** Why it was given, null as long as it was not. */
    public @Nullable String reason() {
        return reason;
    }

    /**
     * Waits for this long, unless and until the signal is given.
     *
     * @throws RunStoppedException if the run is stopped, or somebody else interrupts the thread
     */
    public void rest(Duration length) {
        resting.incrementAndGet();
        try {
            whileWaiting(() -> TimeUnit.NANOSECONDS.sleep(length.toNanos()));
        } finally {
            resting.decrementAndGet();
        }
    }

    /** Whether somebody waits here, or in a part of the run, for no more than a time that is known. */
    public boolean isResting() {
        List<StopSignal> parts;
        synchronized (waiting) {
            parts = List.copyOf(children);
        }
        return resting.get() > 0 || parts.stream().anyMatch(StopSignal::isResting);
    }

    /**
     * Waits, unless and until the signal is given.
     *
     * @throws RunStoppedException if the run is stopped, or somebody else interrupts the thread
     */
    public void whileWaiting(Wait wait) {
        Thread thread = Thread.currentThread();
        synchronized (waiting) {
            if (reason != null) {
                throw new RunStoppedException(reason);
            }
            waiting.add(thread);
        }
        try {
            wait.await();
        } catch (InterruptedException e) {
            String why = reason;
            if (why == null) {
                thread.interrupt();
                throw new RunStoppedException("its thread was interrupted");
            }
            throw new RunStoppedException(why);
        } finally {
            boolean interruptedByUs;
            synchronized (waiting) {
                waiting.remove(thread);
                interruptedByUs = reason != null;
            }
            if (interruptedByUs) {
                // The interrupt may have come when the wait was over already; it must not hit what comes next.
                var unused = Thread.interrupted();
            }
        }
    }
}
