package io.pagesync.rate.limit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The slots of an API that several processes share: a process uses those that {@link SlotLeases} has given to it, and no others.
 * One thread asks for as many as were wanted since it asked last, and gives back what others are to have, what is in use as soon
 * as it is free; while it asks, no slot is taken that was free, since it may be no more ours. Where nobody can be asked, slots that become free stay
 * unused once the lease may have run out. The thread ends when no slot was wanted for a while. Thread-safe.
 */
public final class SharedSlots implements Slots, AutoCloseable {
    /** How often a lease is renewed, in milliseconds. */
    private static final long RENEW = 1000;

    /** The same while more slots are wanted than there are to have, and after a failure. */
    private static final long AGAIN = 250;

    /** At the least so long is between two askings. */
    private static final long APART = 10;

    /** For how long the thread is waited for at the end, in milliseconds. */
    private static final long CLOSING = 2000;

    /** How long a lease counts since it was asked for, in nanoseconds: less than it lasts, for clocks that do not go alike. */
    private static final long TRUSTED = SlotLeases.LEASE.minusSeconds(2).toNanos();

    private final int most;
    private final SlotLeases leases;
    private final LongSupplier clock;
    private final LongSupplier wall;
    /** Those that are ours, and in nobody's use. */
    private final Semaphore free = new Semaphore(0, true);
    /** How many hold a slot or wait for one. */
    private final AtomicInteger wanting = new AtomicInteger();

    /** The most of these since it was asked last. */
    private final AtomicInteger peak = new AtomicInteger();

    private volatile int share = 1;
    private volatile boolean away;
    /** How many are in use or free. Guarded by this, as all below. */
    private int ours;

    /** How many are to be ours; those beyond them are given back when they are no longer in use. */
    private int due;

    private long asked;
    private long askedWall;
    private int askedFor;
    private boolean hurry;
    private boolean closed;
    private @Nullable Thread thread;

    SharedSlots(int most, SlotLeases leases, LongSupplier clock, LongSupplier wall) {
        this.most = most;
        this.leases = leases;
        this.clock = clock;
        this.wall = wall;
        this.asked = clock.getAsLong() - TRUSTED;
        this.askedWall = wall.getAsLong();
    }

    /**
     * Those of an API.
     *
     * @param most how many all processes have together, 1 or more
     */
    public static SharedSlots of(int most, SlotLeases leases) {
        return new SharedSlots(
                most, leases, System::nanoTime, () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    }

    @Override
    public void take() throws InterruptedException {
        int now = join();
        boolean taken = false;
        try {
            taken = takeFree();
            if (!taken) {
                want(Math.min(most, now));
            }
            while (!taken) {
                free.acquire();
                taken = isStillOurs();
            }
        } finally {
            if (!taken) {
                wanting.decrementAndGet();
            }
        }
    }

    /** One more wants a slot; returns how many do. */
    int join() {
        int now = wanting.incrementAndGet();
        peak.accumulateAndGet(now, Math::max);
        return now;
    }

    /** Takes one that is free, unless others wait for it. */
    boolean takeFree() throws InterruptedException {
        // Without a time to wait it would pass those that wait.
        return free.tryAcquire(0, TimeUnit.SECONDS) && isStillOurs();
    }

    /** Whether a slot that was free may be used; a process that has stood still finds those that it had before, and lets go of them. */
    private synchronized boolean isStillOurs() {
        if (isFresh()) {
            return true;
        }
        ours--;
        hurry = true;
        notifyAll();
        return false;
    }

    /** Whether nobody else can have our slots. A machine that sleeps has a monotonic clock that stands still. */
    private synchronized boolean isFresh() {
        return clock.getAsLong() - asked < TRUSTED && wall.getAsLong() - askedWall < TRUSTED;
    }

    private synchronized void want(int count) {
        if (closed) {
            return;
        }
        if (thread == null) {
            thread = new Thread(this::keep, "pagesync-slots");
            thread.setDaemon(true);
            thread.start();
        } else if (count > askedFor) {
            hurry = true;
            notifyAll();
        }
    }

    @Override
    public synchronized void release() {
        wanting.decrementAndGet();
        boolean tooMany = ours > due;
        if (!tooMany && isFresh()) {
            free.release();
            return;
        }
        ours--;
        if (tooMany) {
            hurry = true;
            notifyAll();
        }
    }

    @Override
    public int usable() {
        return share;
    }

    @Override
    public boolean away() {
        return away;
    }

    private void keep() {
        long pause;
        do {
            pause = ask();
        } while (pause > 0 && rest(pause));
    }

    /** Asks once; says after how many milliseconds to do so again, 0 if nobody wants slots any more. */
    long ask() {
        int inUse;
        int wanted;
        synchronized (this) {
            hurry = false;
            ours -= free.drainPermits();
            inUse = ours;
            wanted = Math.max(inUse, Math.min(most, peak.getAndSet(wanting.get())));
            askedFor = wanted;
        }
        try {
            if (wanted == 0) {
                leases.giveBack();
                return ended() ? 0 : APART;
            }
            long began = clock.getAsLong();
            long beganWall = wall.getAsLong();
            int its = leases.share(inUse, wanted);
            synchronized (this) {
                asked = began;
                askedWall = beganWall;
                due = its;
                share = Math.max(1, its);
                away = false;
                int more = Math.max(0, its - inUse);
                ours += more;
                // Last, since whoever waits goes on at once.
                free.release(more);
            }
            return its < wanted ? AGAIN : RENEW;
        } catch (RuntimeException e) {
            // Whoever waits for a permit is told why the ledger is away; those are in the same database.
            away = true;
            return AGAIN;
        }
    }

    private synchronized boolean ended() {
        if (wanting.get() > 0) {
            return false;
        }
        thread = null;
        return true;
    }

    /** Waits, but not for long where more is wanted than was asked for; whether to go on. */
    private synchronized boolean rest(long millis) {
        long began = clock.getAsLong();
        while (!closed) {
            long left = TimeUnit.MILLISECONDS.toNanos(hurry ? APART : millis) - (clock.getAsLong() - began);
            if (left <= 0) {
                return true;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                return true;
            }
        }
        return false;
    }

    /** Gives all of them back; for a process that sends nothing more. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            notifyAll();
        }
        if (running == null) {
            return;
        }
        try {
            running.join(CLOSING);
            if (!running.isAlive() && !away) {
                leases.giveBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            away = true;
        }
    }
}
