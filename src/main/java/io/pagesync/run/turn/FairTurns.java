package io.pagesync.run.turn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the work of several lines to a number of workers, one piece from each line in turn. A new line is opened when
 * those that are open have less to do than there are workers, and no more are open at once than that. A worker for whom
 * there is nothing now, but may be later, waits; when all is done it is told so. Thread-safe.
 *
 * @param <T> a piece of work
 */
public final class FairTurns<T> {
    /**
     * Work that is done in an order of its own.
     *
     * @param <T> a piece of work
     */
    public interface Line<T> {
        /** The next piece; null if there is none now. */
        @Nullable
        T next();

        /**
         * How many pieces it could hand out now of which it knows that they are needed; no more than {@code most} need be
         * counted.
         */
        int ready(int most);

        /** Whether it is over, and so is all that it has handed out. */
        boolean isOver();
    }

    /**
     * Where lines come from.
     *
     * @param <T> a piece of work
     */
    public interface Source<T> {
        /** A piece of work that it needs done before it can open more lines; null if there is none now. */
        @Nullable
        T need();

        /** Opens the next line; null if there is none now. */
        @Nullable
        Line<T> open();

        /** Whether there will be no more of either. */
        boolean isOver();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int workers;
    private final Source<T> source;
    private final StopSignal stop;
    private final Deque<Line<T>> lines = new ArrayDeque<>();
    private long changes;

    /** Turns for so many workers, 1 or more. */
    public FairTurns(int workers, Source<T> source, StopSignal stop) {
        this.workers = workers;
        this.source = source;
        this.stop = stop;
    }

    /** There are so many workers more. */
    public void widen(int more) {
        lock.lock();
        try {
            workers += more;
        } finally {
            lock.unlock();
        }
    }

    /** The next piece of work, for which it may have to wait; null if there is no more, or the run has stopped. */
    public @Nullable T next() {
        while (true) {
            long seen = changes();
            T found = now();
            if (found != null || isOver()) {
                return found;
            }
            try {
                stop.whileWaiting(() -> awaitChange(seen));
            } catch (RunStoppedException e) {
                // Or its thread was interrupted, which would wake all slots that follow at once.
                stop.stop("its threads were interrupted");
                return null;
            }
        }
    }

    /** The next piece of work; null if there is none now, or the run has stopped. */
    public @Nullable T now() {
        if (stop.stopped()) {
            return null;
        }
        lock.lock();
        try {
            return find();
        } finally {
            lock.unlock();
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Something may be there to do now, or be over: whoever waits looks again. */
    public void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left to do, or the run has stopped. */
    public boolean isOver() {
        if (stop.stopped()) {
            return true;
        }
        lock.lock();
        try {
            return isDone();
        } finally {
            lock.unlock();
        }
    }

    /** A slot for each piece of work, and some that turn out to be void; pure, as a parallel split needs it. */
    public Iterator<Iterator<Integer>> slots() {
        return List.<Iterator<Integer>>of(new Slots()).iterator();
    }

    /** Keeps to a yes, like {@link PageSlots}. */
    private final class Slots implements Iterator<Integer> {
        private boolean promised;
        private int given;

        @Override
        public boolean hasNext() {
            promised = promised || !isOver();
            return promised;
        }

        @Override
        public Integer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            promised = false;
            given = given == Integer.MAX_VALUE ? 1 : given + 1;
            return given;
        }
    }

    private void awaitChange(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (changes == seen) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isDone() {
        lines.removeIf(Line::isOver);
        return lines.isEmpty() && source.isOver();
    }

    private @Nullable T find() {
        T needed = source.need();
        if (needed != null) {
            return needed;
        }
        lines.removeIf(Line::isOver);
        while (ready() < workers && openOne()) {
            // Until the open ones have enough to do.
        }
        T next = find(true);
        // What seemed to be ready was not.
        while (next == null && openOne()) {
            next = take(lines.removeLast());
        }
        return next == null ? find(false) : next;
    }

    /** The next piece of the lines in turn; a guess, such as a page of which nobody knows whether it is there, goes last. */
    private @Nullable T find(boolean certain) {
        for (int i = lines.size(); i > 0; i--) {
            Line<T> line = lines.removeFirst();
            if (certain && line.ready(1) == 0) {
                lines.addLast(line);
                continue;
            }
            T next = take(line);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private @Nullable T take(Line<T> line) {
        T next = line.next();
        lines.addLast(line);
        return next;
    }

    private boolean openOne() {
        Line<T> opened = lines.size() < workers ? source.open() : null;
        if (opened != null) {
            lines.addLast(opened);
        }
        return opened != null;
    }

    private int ready() {
        int ready = 0;
        for (Line<T> line : lines) {
            ready += line.ready(workers - ready);
            if (ready >= workers) {
                break;
            }
        }
        return ready;
    }
}
