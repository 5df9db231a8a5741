package io.pagesync.database.publish;

import io.pagesync.database.SqlFailure;
import io.pagesync.database.own.outbox.Outbox.Waiting;
import io.pagesync.rate.Backoff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the changes of one outbox for as long as it is open, the lowest first, and deletes exactly those that the endpoint has taken:
 * each at least once. Never "those above the last one": a transaction that commits late has lower ones.
 */
final class Publisher implements Runnable {
    private static final int AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8L << 20;

    /** How long it waits where nothing waits to be sent and nobody wakes it. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final WaitingChanges changes;
    private final Outlet outlet;
    private final PublisherLease lease;
    private final Thread thread;
    private int users;
    private boolean closed;
    private boolean woken;
    private int failures;
    private long progress;
    private @Nullable String trouble;

    Publisher(WaitingChanges changes, Outlet outlet, PublisherLease lease) {
        this.changes = changes;
        this.outlet = outlet;
        this.lease = lease;
        this.thread = new Thread(this, "pagesync-changes-" + changes.outbox());
        thread.setDaemon(true);
    }

    /** Somebody more wants it to send. */
    synchronized void use() {
        if (users++ == 0) {
            thread.start();
        }
    }

    /** Somebody less does; returns whether nobody is left, and it ends. */
    synchronized boolean release() {
        users--;
        if (users == 0) {
            close();
        }
        return users == 0;
    }

    /** Ends, behind the change that is being sent. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Changes were committed. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Where the changes go, without secrets. */
    String endpoint() {
        return outlet.name();
    }

    /** How many changes were sent, by this one. */
    synchronized long progress() {
        return progress;
    }

    /** What keeps it from sending; null if nothing does, as far as is known. */
    synchronized @Nullable String trouble() {
        return trouble;
    }

    WaitingChanges changes() {
        return changes;
    }

    /** Waits until something was sent, it has ended, or so long. */
    synchronized void awaitProgress(Duration most) throws InterruptedException {
        long before = progress;
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (progress == before && !closed && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = end - System.nanoTime();
        }
    }

    @Override
    public void run() {
        while (!isClosed()) {
            Duration pause = step();
            try {
                rest(pause);
            } catch (InterruptedException e) {
                break;
            }
        }
        try {
            lease.giveBack();
        } catch (SQLException | RuntimeException e) {
            // It runs out by itself, or with this process.
        }
    }

    private synchronized void rest(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        long left = pause.toNanos();
        // What is new does not mend what went wrong.
        while (left > 0 && !closed && !(woken && failures == 0)) {
            wait(Math.max(1, left / 1_000_000));
            left = end - System.nanoTime();
        }
        woken = false;
    }

    private Duration step() {
        try {
            if (changes.count(1) == 0) {
                lease.giveBack();
                return idle();
            }
            String other = lease.take();
            if (!other.isEmpty()) {
                return failed("they are being sent by " + other, 0);
            }
            List<Waiting> first = changes.first(AT_ONCE, BYTES_AT_ONCE);
            Outlet.Sent sent = outlet.send(first, () -> !isClosed() && lease.isHeld());
            if (!sent.places().isEmpty()) {
                changes.delete(sent.places());
            }
            String failure = sent.failure();
            return failure == null
                    ? sent(sent.places().size())
                    : failed(failure, sent.places().size());
        } catch (SQLException e) {
            return failed(SqlFailure.of(e).sentence(changes.database()), 0);
        } catch (RuntimeException e) {
            return failed(String.valueOf(e.getMessage()), 0);
        }
    }

    private synchronized Duration idle() {
        failures = 0;
        trouble = null;
        return IDLE;
    }

    private synchronized Duration sent(int count) {
        failures = 0;
        trouble = null;
        moved(count);
        // None was sent where it lost its lease: it looks at once who has it.
        return Duration.ZERO;
    }

    private synchronized Duration failed(String why, int sent) {
        failures = sent > 0 ? 1 : failures + 1;
        trouble = why;
        moved(sent);
        return BACKOFF.growing(failures);
    }

    private void moved(int count) {
        progress += count;
        notifyAll();
    }
}
