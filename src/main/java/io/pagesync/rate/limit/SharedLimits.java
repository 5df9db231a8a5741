package io.pagesync.rate.limit;

import io.pagesync.rate.limit.Lane.Want;
import io.pagesync.rate.limit.SharedPermits.Grant;
import io.pagesync.rate.limit.SharedPermits.Unused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an API that several processes share: no permit is given here, but what {@link SharedPermits} has given to this
 * process, as {@link Lane} says. One thread asks for all that wait, so a request for permits that hangs keeps nobody from being
 * told to stop; it ends when nobody has waited for a while. Thread-safe.
 */
public final class SharedLimits implements Limits {
    private static final long IDLE_SECONDS = 2;

    /** An answer that takes longer is one of somebody who is away. */
    private static final long SLOW = TimeUnit.SECONDS.toNanos(2);

    /** Who waits for what is not known looks again after that. */
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    /** By how much our two clocks may differ before the monotonic one must have stood still, in nanoseconds. */
    private static final long STOOD_STILL = TimeUnit.SECONDS.toNanos(1);

    private final SharedPermits permits;
    private final List<Quota> quotas;
    private final LimitListener listener;
    private final LongSupplier clock;
    private final Runnable changed;
    private final Executor thread;
    private final Lane lane;
    private final TakenPermits taken = new TakenPermits();
    private boolean asking;
    private long askedAt;
    private long askAt;
    private long closedSince;
    private boolean told;
    private int usedUp = -1;
    private long free;
    private List<Long> left;
    private @Nullable Long pauseUntil;
    private long seenAt;
    private long seenWall;

    private SharedLimits(
            double perSecond,
            List<Quota> quotas,
            SharedPermits permits,
            LimitListener listener,
            LongSupplier clock,
            Runnable changed) {
        this.permits = permits;
        this.quotas = quotas;
        this.listener = listener;
        this.clock = clock;
        this.changed = changed;
        this.thread = thread();
        this.lane = new Lane(perSecond, clock.getAsLong());
        this.left = quotas.stream().map(Quota::requests).toList();
        this.askAt = clock.getAsLong();
        this.free = askAt;
    }

    /**
     * Those of an API whose permits several processes share.
     *
     * @param perSecond permits a second of all of them together, 0 for no limit
     * @param quotas so many permits in so long a window of all of them together
     */
    public static Opening of(double perSecond, List<Quota> quotas, SharedPermits permits) {
        return (listener, clock, changed) -> new SharedLimits(perSecond, quotas, permits, listener, clock, changed);
    }

    private static Executor thread() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "pagesync-permits");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public synchronized long due(long now, long pace, int waiting) {
        if (usedUp >= 0 && free - now > 0 && lane.isEmpty(now)) {
            listener.waits(quotas.get(usedUp), Duration.ofNanos(free - now));
        }
        lookAtClocks(now);
        long others = later(pace, lane.pausedUntil());
        Want want = asking ? Want.NOTHING : lane.want(now, others, waiting);
        if (want.at() != Lane.NEVER && want.at() - now <= 0) {
            ask(want.permits(), now);
        }
        askAt = asking || want.at() == Lane.NEVER ? now + LONG : want.at();
        long due = lane.due(now);
        return due == Lane.NEVER ? now + LONG : later(due, others);
    }

    /** A machine that sleeps has a monotonic clock that stands still; what it knew of the line is old then. */
    private void lookAtClocks(long now) {
        long wall = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        if (wall - seenWall - (now - seenAt) > STOOD_STILL) {
            lane.stoodStill();
        }
        seenWall = wall;
        seenAt = now;
    }

    @Override
    public synchronized long sleep(long now) {
        return Math.max(1, askAt - now);
    }

    /** Guarded by this. */
    private void ask(int wanted, long now) {
        asking = true;
        askedAt = now;
        long ahead = lane.ahead();
        List<Unused> unused = lane.unused();
        thread.execute(() -> askNow(wanted, ahead, unused));
    }

    private void askNow(int wanted, long ahead, List<Unused> unused) {
        try {
            writePause();
            long asked = clock.getAsLong();
            Grant grant = permits.reserve(wanted, lane.apart(), ahead, unused);
            long answered = clock.getAsLong();
            Duration away;
            synchronized (this) {
                asking = false;
                lane.granted(grant, asked, answered);
                usedUp = grant.usedUp();
                free = answered + grant.free() - grant.now();
                left = grant.left();
                away = told ? Duration.ofNanos(answered - closedSince) : Duration.ZERO;
                told = false;
            }
            if (!away.isZero()) {
                listener.back(away);
            }
        } catch (RuntimeException e) {
            fail(String.valueOf(e.getMessage()));
        }
        changed.run();
    }

    private void fail(String why) {
        boolean first;
        synchronized (this) {
            long now = clock.getAsLong();
            asking = false;
            lane.failed(now);
            first = !told;
            closedSince = first ? now : closedSince;
            told = true;
        }
        if (first) {
            listener.away(why);
        }
    }

    @Override
    public synchronized OptionalLong take(long permit, long now) {
        long due = lane.due(now);
        if (due == Lane.NEVER || due - now > 0 || lane.pausedUntil() - now > 0) {
            return OptionalLong.empty();
        }
        var unused = lane.take();
        taken.add(permit, due);
        return OptionalLong.of(due);
    }

    @Override
    public synchronized void ended(boolean othersWait, long now) {
        if (!othersWait && !quotas.isEmpty() && !asking) {
            lane.giveUp();
            if (lane.hasUnused()) {
                ask(0, now);
            }
        }
    }

    @Override
    public synchronized void sent(long permit, long all, long now) {
        Long due = taken.due(permit);
        if (due != null) {
            lane.sent(due, now);
        }
    }

    @Override
    public void pause(Duration length) {
        long until = clock.getAsLong() + length.toNanos();
        synchronized (this) {
            if (pauseUntil != null && pauseUntil - until >= 0) {
                return;
            }
            pauseUntil = until;
        }
        thread.execute(() -> {
            try {
                writePause();
            } catch (RuntimeException e) {
                fail(String.valueOf(e.getMessage()));
                changed.run();
            }
        });
    }

    /** Before anything is asked for: one that could not be written is still to be. */
    private void writePause() {
        Long until;
        synchronized (this) {
            until = pauseUntil;
        }
        if (until == null) {
            return;
        }
        long length = until - clock.getAsLong();
        if (length > 0) {
            permits.pause(Duration.ofNanos(length));
        }
        synchronized (this) {
            if (until.equals(pauseUntil)) {
                pauseUntil = null;
            }
        }
    }

    @Override
    public synchronized long pausedUntil(long now) {
        return lane.pausedUntil();
    }

    @Override
    public synchronized long closedUntil(long now) {
        long until = later(lane.pausedUntil(), usedUp < 0 ? now : free);
        return away(now) ? later(until, now + SLOW) : until;
    }

    @Override
    public boolean areShared() {
        return true;
    }

    @Override
    public synchronized boolean away(long now) {
        return lane.hasFailed() || (asking && now - askedAt > SLOW);
    }

    @Override
    public synchronized Map<Quota, Long> left(long now) {
        Map<Quota, Long> all = new LinkedHashMap<>();
        for (int i = 0; i < quotas.size(); i++) {
            all.put(quotas.get(i), left.get(i));
        }
        return all;
    }

    /** By difference, because {@link System#nanoTime} may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
