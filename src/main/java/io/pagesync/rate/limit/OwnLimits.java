package io.pagesync.rate.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The limits of an API that one process keeps by itself: quotas, each in a window of its own. */
public final class OwnLimits implements Limits {
    /** Nothing but the pace. */
    public static final Opening NONE = of(List.of(), UsedPermits.IN_MEMORY);

    private final List<QuotaWindow> quotas;
    private final LimitListener listener;

    private OwnLimits(List<QuotaWindow> quotas, LimitListener listener) {
        this.quotas = quotas;
        this.listener = listener;
    }

    /** Quotas; {@code used} keeps what was used of them before and after. */
    public static Opening of(List<Quota> quotas, UsedPermits used) {
        return (listener, clock, changed) -> {
            long now = clock.getAsLong();
            return new OwnLimits(
                    quotas.stream()
                            .map(quota -> new QuotaWindow(quota, used, now))
                            .toList(),
                    listener);
        };
    }

    @Override
    public long due(long now, long pace, int waiting) {
        long due = now;
        for (QuotaWindow quota : quotas) {
            long free = quota.due(now);
            if (free - now > 0) {
                listener.waits(quota.quota(), Duration.ofNanos(free - now));
                due = later(due, free);
            }
        }
        return due;
    }

    /** What is due changes by what is done with the pace alone. */
    @Override
    public long sleep(long now) {
        return Long.MAX_VALUE;
    }

    @Override
    public OptionalLong take(long permit, long now) {
        quotas.forEach(quota -> quota.take(permit, now));
        return OptionalLong.of(now);
    }

    @Override
    public void ended(boolean othersWait, long now) {
        // Nothing is got before somebody takes it.
    }

    @Override
    public void sent(long permit, long taken, long now) {
        quotas.forEach(quota -> quota.sent(permit, taken, now));
    }

    @Override
    public void pause(Duration length) {
        // Nobody else is to know.
    }

    @Override
    public long pausedUntil(long now) {
        return now;
    }

    @Override
    public long closedUntil(long now) {
        long due = now;
        for (QuotaWindow quota : quotas) {
            due = later(due, quota.due(now));
        }
        return due;
    }

    @Override
    public boolean areShared() {
        return false;
    }

    @Override
    public boolean away(long now) {
        return false;
    }

    @Override
    public Map<Quota, Long> left(long now) {
        Map<Quota, Long> left = new LinkedHashMap<>();
        quotas.forEach(each -> left.put(each.quota(), each.left(now)));
        return left;
    }

    /** By difference, because {@link System#nanoTime} may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
