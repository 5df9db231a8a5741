package io.pagesync.client;

import io.pagesync.page.Page;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where a loading thread hands a page to the thread that takes it: one at a time, and it waits until it is taken. */
final class Handover {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Page offered;
    private @Nullable Throwable error;
    private boolean ended;

    /** Offers a page and waits until it is taken; by one thread at a time. */
    void put(Page page) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            offered = page;
            changed.signalAll();
            while (offered == page) {
                changed.await();
            }
        } finally {
            offered = null;
            lock.unlock();
        }
    }

    /** No page follows; {@code why} is null if that is as it should be. */
    void end(@Nullable Throwable why) {
        lock.lock();
        try {
            ended = true;
            error = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next page; null if none follows. */
    @Nullable
    Page take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (offered == null && !ended) {
                changed.await();
            }
            Page page = offered;
            offered = null;
            changed.signalAll();
            return page;
        } finally {
            lock.unlock();
        }
    }

    /** Why it ended; null if that is as it should be, or it has not. */
    @Nullable
    Throwable error() {
        lock.lock();
        try {
            return error;
        } finally {
            lock.unlock();
        }
    }
}
