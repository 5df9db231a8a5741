package io.pagesync.client.stream;

import io.pagesync.camel.sync.LoadRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The loads of a client that have not ended, and whether it takes more of them. Thread-safe. */
public final class OpenLoads {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final Set<LoadRequest> open = new HashSet<>();
    private boolean closed;

    /** A load begins; false if none may any more. */
    public boolean open(LoadRequest load) {
        lock.lock();
        try {
            return !closed && open.add(load);
        } finally {
            lock.unlock();
        }
    }

    public void ended(LoadRequest load) {
        lock.lock();
        try {
            open.remove(load);
            if (open.isEmpty()) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on none begins, and all end early; false if that was so before. */
    public boolean close(String why) {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            open.forEach(load -> load.stop(why));
            return first;
        } finally {
            lock.unlock();
        }
    }

    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all have ended, but no longer than this. */
    public void awaitNone(Duration longest) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!open.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
